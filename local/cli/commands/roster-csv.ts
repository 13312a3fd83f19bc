import { resolve } from 'node:path'
import * as z from 'zod'
import { playbookAnswer, rosterAnswer, teamsAnswer } from '../answers.ts'
import { type Api, connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { CommandFailed, exitCode } from '../failure.ts'
import { writeManager, writeRep } from '../roster/columns.ts'
import { readRosterFile, writeRosterFile } from '../roster/csv-file.ts'
import { type Plan, type PlannedWrite, type Present, planImport, repOf } from '../roster/plan.ts'
import { readTextFile } from '../yaml-file.ts'

const answered = z.unknown()

/** `baton roster import`. */
export const rosterImport: Command = {
  words: 'roster import',
  positionals: ['FILE.csv'],
  summary: 'Create and change reps from a CSV file, all or nothing',
  details: `
Says what is created and changed, and does it. When any line is wrong, every error is listed by line and nothing is
written. Importing the same file again changes nothing. Reps who are not in the file are left alone; a column the file
lacks leaves that field as it is; an empty cell takes it away. Columns: docs/roster.md.

  baton roster export > roster.csv
  baton roster import roster.csv --dry-run`,
  options: { 'dry-run': { help: 'say what would be done, and do nothing' } },
  run: async (given, surroundings) => {
    const path = resolve(surroundings.folder, given.positionals[0] ?? '')
    await readTextFile(path)
    const lines = await readRosterFile(path)
    const api = connect(findStack(surroundings), surroundings)
    const plan = planImport(lines, await presentRoster(api))
    if (plan.kind === 'invalid') {
      const complaints = plan.errors.map(({ line, message }) => `${path}:${line}: ${message}`)
      throw new CommandFailed([...complaints, 'Nothing was written.'].join('\n'))
    }
    const dryRun = given.has('dry-run')
    if (!dryRun) {
      for (const { id, body } of plan.teams) await put(api, `/v1/teams/${encodeURIComponent(id)}`, body)
      for (const { id, body } of plan.reps) await put(api, `/v1/roster/${encodeURIComponent(id)}`, body)
    }
    surroundings.out.write(given.has('json') ? `${JSON.stringify(summaryOf(plan, dryRun))}\n` : inWords(plan, dryRun))
    return exitCode.done
  },
}

/** `baton roster export`. */
export const rosterExport: Command = {
  words: 'roster export',
  positionals: [],
  summary: 'Write the roster as the CSV that roster import takes; channels, which are secret, are not in it',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const { reps, teams, timezone } = await presentRoster(api)
    const managers = new Map(teams.map(({ id, manager }) => [id, manager && writeManager(manager)]))
    const rows = reps.map((shown) => {
      const rep = repOf(shown, timezone)
      if (rep === undefined)
        throw new CommandFailed(`${shown.id} is stored as it would not be taken today: save them anew`)
      return writeRep(rep, managers.get(rep.team ?? ''))
    })
    surroundings.out.write(given.has('json') ? `${JSON.stringify({ reps: rows })}\n` : writeRosterFile(rows))
    return exitCode.done
  },
}

async function presentRoster(api: Api): Promise<Present> {
  const [{ reps }, { teams }, { workspace }] = await Promise.all([
    api.read(rosterAnswer, { method: 'GET', path: '/v1/roster' }),
    api.read(teamsAnswer, { method: 'GET', path: '/v1/teams' }),
    api.read(playbookAnswer, { method: 'GET', path: '/v1/playbook' }),
  ])
  return { reps, teams, timezone: workspace.timezone ?? 'UTC' }
}

async function put(api: Api, path: string, body: unknown): Promise<void> {
  await api.read(answered, { method: 'PUT', path, body })
}

type Done = Extract<Plan, { kind: 'ok' }>

function summaryOf({ teams, reps, unchanged }: Done, dryRun: boolean) {
  const parts = (writes: readonly PlannedWrite[]) => ({
    created: writes.filter(({ changes }) => changes === undefined).map(({ id }) => id),
    changed: writes.flatMap(({ id, changes }) => (changes === undefined ? [] : [{ id, changes }])),
  })
  return { dryRun, teams: parts(teams), reps: { ...parts(reps), unchanged } }
}

function inWords({ teams, reps, unchanged }: Done, dryRun: boolean): string {
  const lineOf = (what: string, { id, changes }: PlannedWrite): string => {
    if (changes === undefined) return `+ ${what}${id}\n`
    const parts = changes.map(({ column, from, to }) => `${column} ${from || '(none)'} → ${to || '(none)'}`)
    return `~ ${what}${id}: ${parts.join('; ')}\n`
  }
  const created = reps.filter(({ changes }) => changes === undefined).length
  const counts = `${created} created, ${reps.length - created} changed, ${unchanged.length} unchanged`
  return [
    ...teams.map((write) => lineOf('team ', write)),
    ...reps.map((write) => lineOf('', write)),
    dryRun ? `Would be: ${counts}. Nothing was written.\n` : `${counts}\n`,
  ].join('')
}
