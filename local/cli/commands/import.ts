import { createReadStream } from 'node:fs'
import { basename, resolve } from 'node:path'
import { connect } from '../api.ts'
import { type Command, type Given, type OptionSpec, required } from '../command.ts'
import { findStack } from '../connection.ts'
import { type ExitCode, exitCode, WrongUse } from '../failure.ts'
import { count, span } from '../figures.ts'
import { untilWorkedThrough } from '../import/drain.ts'
import { type ImportJob, type ImportSummary, importFile } from '../import/import-file.ts'
import { fromLeadMap, fromOutcomeMap, type ImportMap, leadMap, outcomeMap } from '../import/map.ts'
import type { Surroundings } from '../surroundings.ts'
import { readYaml } from '../yaml-file.ts'

const options: Readonly<Record<string, OptionSpec>> = {
  map: { value: 'MAP.yaml', help: 'says which columns are which fields (docs/import.md)' },
  restart: { help: 'start over instead of going on where an interrupted import stopped' },
  'no-wait': { help: 'return when all rows are in, before the stack has worked through them' },
  parallel: { value: 'N', help: 'requests under way at once, 1 to 16 (default 4)' },
}

const details = `
Streams the file, whatever its size, in batches. Run it twice and nothing is taken twice; interrupt it and the same
command goes on where it stopped. Rows that can't be taken go to FILE.csv.rejects.csv with their line and the reason.
Exit code 0 when every row was taken (or was known), 1 when some were rejected, 2 when the map does not fit the file.`

/** `baton import leads`. */
export const importLeads: Command = {
  words: 'import leads',
  positionals: ['FILE.csv'],
  summary: 'Take in leads from a CSV file',
  details: `${details}\n\n  baton import leads leads.csv --map leads.map.yaml`,
  options,
  run: (given, surroundings) =>
    importCommand(importLeads, given, surroundings, 'leads', async (path) =>
      fromLeadMap(await readYaml(path, leadMap)),
    ),
}

/** `baton import outcomes`. */
export const importOutcomes: Command = {
  words: 'import outcomes',
  positionals: ['FILE.csv'],
  summary: 'Take in deals, won, lost or open, from a CSV file; import their leads first',
  details: `${details}\n\n  baton import outcomes deals.csv --map outcomes.map.yaml`,
  options,
  run: (given, surroundings) =>
    importCommand(importOutcomes, given, surroundings, 'outcomes', async (path) =>
      fromOutcomeMap(await readYaml(path, outcomeMap)),
    ),
}

async function importCommand(
  command: Command,
  given: Given,
  surroundings: Surroundings,
  kind: ImportJob['kind'],
  readMap: (path: string) => Promise<ImportMap>,
): Promise<ExitCode> {
  const mapPath = resolve(surroundings.folder, required(command, given, 'map'))
  const input = resolve(surroundings.folder, given.positionals[0] ?? '')
  await checkReadable(input)
  const map = await readMap(mapPath)
  const api = connect(findStack(surroundings), surroundings)
  await api.text({ method: 'GET', path: '/v1/health' })
  const names = { map: basename(mapPath), file: basename(input) }
  const job = { kind, input, map, names, restart: given.has('restart'), parallel: parallelOf(given) }
  const began = surroundings.now()
  const done = await importFile(job, api, surroundings)
  const took = surroundings.now() - began
  const worked = given.has('no-wait') ? undefined : await untilWorkedThrough(api, surroundings)
  const text = given.has('json')
    ? `${JSON.stringify({ ...done, milliseconds: took, ...(worked === undefined ? {} : { workMilliseconds: worked }) })}\n`
    : inWords(done, took, worked)
  surroundings.out.write(text)
  return done.rejected > 0 ? exitCode.failed : exitCode.done
}

function inWords(done: ImportSummary, took: number, worked: number | undefined): string {
  const rows: readonly (readonly [string, number, string])[] = [
    ['read', done.read, ''],
    ['accepted', done.accepted, ''],
    ['known', done.known, done.known > 0 ? 'taken before; nothing changed' : ''],
    ['rejected', done.rejected, done.rejectsFile === undefined ? '' : `see ${done.rejectsFile}`],
    ['skipped', done.skipped, done.skipped > 0 ? 'as the map says (skipWhenBlank)' : ''],
  ]
  const lines = rows.map(([name, value, note]) => `${name.padEnd(9)}${count(value).padStart(12)}  ${note}`.trimEnd())
  const waited = worked === undefined ? '' : `; worked through in ${span(worked)} more`
  return `${[...lines, `Sent in ${span(took)}${waited}.`].join('\n')}\n`
}

function parallelOf(given: Given): number {
  const text = given.text('parallel') ?? '4'
  const parallel = Number(text)
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 16)
    throw new WrongUse(`--parallel must be 1 to 16, not ${text}`)
  return parallel
}

async function checkReadable(path: string): Promise<void> {
  const stream = createReadStream(path, { end: 0 })
  try {
    for await (const _ of stream) break
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
    throw new WrongUse(`Cannot read ${path}: ${reason === 'ENOENT' ? 'there is no such file' : reason}`, {
      cause: error,
    })
  }
}
