import { type TeamAnswer, teamAnswer, teamsAnswer } from '../answers.ts'
import { connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode, WrongUse } from '../failure.ts'
import { readManager, writeManager } from '../roster/columns.ts'
import { table } from '../table.ts'

/** `baton teams list`. */
export const teamsList: Command = {
  words: 'teams list',
  positionals: [],
  summary: 'List the teams with their managers and reps',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const { teams } = await api.read(teamsAnswer, { method: 'GET', path: '/v1/teams' })
    const rows = teams.map(({ id, name, manager, reps }) => [
      id,
      name,
      manager === undefined ? '' : writeManager(manager),
      reps.join(', '),
    ])
    const columns = ['Team', 'Name', 'Manager', 'Reps'].map((title) => ({ title }))
    surroundings.out.write(given.has('json') ? `${JSON.stringify({ teams })}\n` : table(columns, rows))
    return exitCode.done
  },
}

/** `baton teams put`. */
export const teamsPut: Command = {
  words: 'teams put',
  positionals: ['TEAM_ID'],
  summary: 'Create a team, or change what is given of one',
  details: `
What is not given stays as it is; an empty manager takes the manager away.

  baton teams put field-east --name "Field sales, east" --manager "Nora Lindqvist <nora@acme.example>"`,
  options: {
    name: { value: 'NAME', help: "what it is called (default: the team's id)" },
    manager: { value: '"NAME <ADDRESS>"', help: 'who is told when SLAs are missed' },
  },
  run: async (given, surroundings) => {
    const id = given.positionals[0] ?? ''
    const name = given.text('name')
    const manager = managerIn(given.text('manager'))
    const api = connect(findStack(surroundings), surroundings)
    const { teams } = await api.read(teamsAnswer, { method: 'GET', path: '/v1/teams' })
    const known: Partial<TeamAnswer> = teams.find((team) => team.id === id) ?? { name: id }
    const body = { ...known, ...(name === undefined ? {} : { name }), ...manager }
    const path = `/v1/teams/${encodeURIComponent(id)}`
    const answer = await api.read(teamAnswer, { method: 'PUT', path, body })
    surroundings.out.write(given.has('json') ? `${JSON.stringify(answer)}\n` : `The team ${id} is there\n`)
    return exitCode.done
  },
}

/** `baton teams remove`. */
export const teamsRemove: Command = {
  words: 'teams remove',
  positionals: ['TEAM_ID'],
  summary: 'Remove a team that nobody is in',
  options: {},
  run: async (given, surroundings) => {
    const id = given.positionals[0] ?? ''
    const api = connect(findStack(surroundings), surroundings)
    await api.text({ method: 'DELETE', path: `/v1/teams/${encodeURIComponent(id)}` })
    surroundings.out.write(given.has('json') ? `${JSON.stringify({ removed: id })}\n` : `The team ${id} is gone\n`)
    return exitCode.done
  },
}

function managerIn(text: string | undefined): Pick<TeamAnswer, 'manager'> {
  if (text === undefined) return {}
  if (text.trim() === '') return { manager: undefined }
  const manager = readManager(text)
  if (manager === undefined) throw new WrongUse('--manager must be such as "Nora Lindqvist <nora@acme.example>"')
  return { manager }
}
