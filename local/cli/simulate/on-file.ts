import { basename, resolve } from 'node:path'
import type { SimulationAnswer } from '../../../shared/contracts/simulate.ts'
import type { Playbook } from '../../../shared/domain/playbook.ts'
import type { Rep } from '../../../shared/domain/roster.ts'
import { simulate } from '../../../shared/domain/simulate.ts'
import { simulationView } from '../../../shared/pipeline/simulate-answer.ts'
import { leadsOfRows, type ReadRow, readRow } from '../../../shared/pipeline/simulate-rows.ts'
import { CommandFailed, WrongUse } from '../failure.ts'
import { count } from '../figures.ts'
import { openFile } from '../import/batches.ts'
import { fromLeadMap, leadMap } from '../import/map.ts'
import type { Surroundings } from '../surroundings.ts'
import { readYaml } from '../yaml-file.ts'

/** A draft to try on a file of leads. */
export interface FileTrial {
  readonly csv: string
  readonly map: string
  /** What a row counts as; absent: an import of the map's source. */
  readonly event: string | undefined
  /** The row to be told of in full, by its event id. */
  readonly lead: string | undefined
  readonly before: { readonly playbook: Playbook; readonly version: number }
  readonly draft: Playbook
  readonly roster: readonly Rep[]
}

/** Rows that are named when they can't be read; the others are counted. */
const mostNamed = 5

/**
 * Tries a draft on the rows of a CSV file, on this computer: rows are read as `baton import leads` reads them, and
 * all of them count as live. Nothing is sent.
 * @param trial the draft, the file, the playbook in force and the roster
 * @param surroundings where rows that can't be read are said
 * @throws WrongUse when map and file don't fit; CommandFailed when there is no row to try it on
 */
export async function simulateOnFile(trial: FileTrial, surroundings: Surroundings): Promise<SimulationAnswer> {
  const map = fromLeadMap(await readYaml(resolve(surroundings.folder, trial.map), leadMap))
  const rows = await readRows(trial, map, surroundings)
  const times = rows.map(({ at }) => at)
  const from = times.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY)
  const until = times.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY)
  const leads = leadsOfRows(rows, trial.event ?? `import.${map.source}`)
  const { roster, before, draft, lead } = trial
  if (leads.length === 0) throw new CommandFailed(`${trial.csv} has no row to try the draft on`)
  if (lead !== undefined && !leads.some(({ id }) => id === lead))
    throw new WrongUse(`No lead of ${trial.csv} has ${lead} as the event id of its first row`)
  const simulation = simulate({ leads, roster, from, before, draft, ...(lead === undefined ? {} : { watch: lead }) })
  return simulationView(simulation, { version: before.version, from, until, more: false })
}

async function readRows(
  trial: FileTrial,
  map: ReturnType<typeof fromLeadMap>,
  surroundings: Surroundings,
): Promise<readonly ReadRow[]> {
  const names = { map: basename(trial.map), file: basename(trial.csv) }
  const opened = await openFile(resolve(surroundings.folder, trial.csv), map, names)
  const { workspace } = trial.before.playbook
  const now = surroundings.now()
  const rows: ReadRow[] = []
  const rejects: string[] = []
  for await (const batch of opened.batches(0)) {
    for (const { line, errors } of batch.rejects) rejects.push(`${line}: ${inWords(errors)}`)
    for (const { row } of batch.rows) {
      const read = readRow(row, workspace, now)
      if (read.kind === 'row') rows.push(read.row)
      else rejects.push(`${row.line}: ${inWords(read.errors)}`)
    }
  }
  for (const reject of rejects.slice(0, mostNamed)) surroundings.err.write(`${trial.csv}:${reject}\n`)
  if (rejects.length > 0) surroundings.err.write(`Rows left out because they can't be read: ${count(rejects.length)}\n`)
  return rows
}

function inWords(errors: readonly { readonly path: string; readonly message: string }[]): string {
  return errors.map(({ path, message }) => (path === '' ? message : `${path} ${message}`)).join('; ')
}
