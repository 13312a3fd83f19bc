import * as z from 'zod'
import { rosterAnswer } from '../answers.ts'
import { connect } from '../api.ts'
import { type Command, type Given, required } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode, WrongUse } from '../failure.ts'
import { table } from '../table.ts'

/** `baton roster list`. */
export const rosterList: Command = {
  words: 'roster list',
  positionals: [],
  summary: 'List the reps',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const { reps } = await api.read(rosterAnswer, { method: 'GET', path: '/v1/roster' })
    const rows = reps.map((rep) => [rep.id, rep.name, rep.email, rep.title ?? '', rep.active === false ? 'no' : 'yes'])
    const columns = ['Rep', 'Name', 'E-mail', 'Title', 'Active'].map((title) => ({ title }))
    surroundings.out.write(given.has('json') ? `${JSON.stringify({ reps })}\n` : table(columns, rows))
    return exitCode.done
  },
}

const answered = z.unknown()

/** `baton roster put`. */
export const rosterPut: Command = {
  words: 'roster put',
  positionals: ['REP_ID'],
  summary: 'Create a rep, or replace what is known of one',
  details: `
Replaces the whole entry: what is not given falls back to its default.

  baton roster put sally --name "Sally Jones" --email sally@acme.example --time-off 2026-07-01T00:00Z/2026-07-15T00:00Z`,
  options: {
    name: { value: 'NAME', help: 'as prospects see it' },
    email: { value: 'ADDRESS', help: 'where alerts go' },
    title: { value: 'TITLE', help: 'as prospects see it (default: account executive)' },
    inactive: { help: 'gets no leads' },
    'time-off': { value: 'FROM/UNTIL', help: 'two RFC 3339 times; repeats', repeats: true },
  },
  run: async (given, surroundings) => {
    const id = given.positionals[0] ?? ''
    const title = given.text('title')
    const body = {
      name: required(rosterPut, given, 'name'),
      email: required(rosterPut, given, 'email'),
      ...(title === undefined ? {} : { title }),
      active: !given.has('inactive'),
      timeOff: timeOff(given),
    }
    const api = connect(findStack(surroundings), surroundings)
    const answer = await api.read(answered, { method: 'PUT', path: `/v1/roster/${encodeURIComponent(id)}`, body })
    surroundings.out.write(given.has('json') ? `${JSON.stringify(answer)}\n` : `${id} is on the roster\n`)
    return exitCode.done
  },
}

function timeOff(given: Given): readonly { readonly from: string; readonly until: string }[] {
  return given.list('time-off').map((span) => {
    const [from, until, surplus] = span.split('/')
    if (from === undefined || until === undefined || surplus !== undefined)
      throw new WrongUse(`--time-off must be FROM/UNTIL, not ${span}`)
    return { from, until }
  })
}
