import * as z from 'zod'
import { connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode } from '../failure.ts'
import { repPath } from './roster.ts'

const answered = z.unknown()

/** `baton roster time-off add`. */
export const timeOffAdd: Command = {
  words: 'roster time-off add',
  positionals: ['REP_ID', 'FROM', 'UNTIL'],
  summary: 'Give a rep time off',
  details: `
Times are RFC 3339, or days and times in the rep's time zone. UNTIL is when they are back.

  baton roster time-off add sally 2026-07-01 2026-07-15
  baton roster time-off add sally 2026-07-20T12:00 2026-07-20T15:00`,
  options: {},
  run: async (given, surroundings) => {
    const [id = '', from, until] = given.positionals
    const api = connect(findStack(surroundings), surroundings)
    const call = { method: 'POST', path: `${repPath(id)}/time-off`, body: { from, until }, idempotent: true } as const
    const answer = await api.read(answered, call)
    surroundings.out.write(
      given.has('json') ? `${JSON.stringify(answer)}\n` : `${id} is off from ${from} to ${until}\n`,
    )
    return exitCode.done
  },
}

/** `baton roster time-off remove`. */
export const timeOffRemove: Command = {
  words: 'roster time-off remove',
  positionals: ['REP_ID', 'FROM'],
  summary: 'Take a span of time off back, by when it begins',
  options: {},
  run: async (given, surroundings) => {
    const [id = '', from = ''] = given.positionals
    const api = connect(findStack(surroundings), surroundings)
    const path = `${repPath(id)}/time-off/${encodeURIComponent(from)}`
    const answer = await api.read(answered, { method: 'DELETE', path })
    surroundings.out.write(given.has('json') ? `${JSON.stringify(answer)}\n` : `${id} is not off from ${from}\n`)
    return exitCode.done
  },
}
