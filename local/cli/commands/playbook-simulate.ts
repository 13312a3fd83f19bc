import { resolve } from 'node:path'
import { lintAnswer } from '../../../shared/contracts/setup.ts'
import { type SimulationAnswer, simulationAnswer } from '../../../shared/contracts/simulate.ts'
import type { Playbook } from '../../../shared/domain/playbook.ts'
import { lintSource, readSource } from '../../../shared/pipeline/lint.ts'
import { playbookAnswer } from '../answers.ts'
import { type Api, connect } from '../api.ts'
import { type Command, type Given, required } from '../command.ts'
import { findStack } from '../connection.ts'
import { CommandFailed, exitCode, WrongUse } from '../failure.ts'
import { findingLines } from '../findings.ts'
import { simulationInWords } from '../simulate/in-words.ts'
import { simulateOnFile } from '../simulate/on-file.ts'
import { repsOf, simulatedRoster } from '../simulate/roster.ts'
import type { Surroundings } from '../surroundings.ts'
import { readTextFile, readYaml } from '../yaml-file.ts'

/** `baton playbook simulate`. */
export const playbookSimulate: Command = {
  words: 'playbook simulate',
  positionals: ['DRAFT.yaml'],
  summary: 'Try a draft on leads as they came, and say what it would have decided otherwise; nothing is written',
  details: `
Who would have been hot, who would have gone to whom, each rep's load, SLAs at risk: by the playbook in force and by
the draft, each with rotations that start empty.

  baton playbook simulate draft.yaml --days 90
  baton playbook simulate draft.yaml --lead lead_01J...
  baton playbook simulate draft.yaml --csv leads.csv --map leads.map.yaml --event form.demo-request
  baton playbook simulate draft.yaml --csv leads.csv --map leads.map.yaml --against playbook.yaml --roster roster.yaml

Without a file, the stack tries it on its newest 2,000 leads. A CSV file may be of any length: it is read as
"baton import leads" reads it, and tried on this computer. With --against and --roster that needs no stack.
Exit code 0 when it ran, whatever it found; 1 when the draft has errors.`,
  options: {
    days: { value: 'N', help: 'how far back the stack looks, 1 to 365 (default 30)' },
    limit: { value: 'N', help: 'most leads the stack looks at, the newest (default and most: 2000)' },
    csv: { value: 'FILE', help: 'try it on the rows of this file instead of stored leads' },
    map: { value: 'MAP.yaml', help: 'says which columns are which fields (docs/import.md)' },
    event: { value: 'EVENT', help: 'what a row of the file counts as (default: import.SOURCE of the map)' },
    against: { value: 'FILE.yaml', help: 'with --csv: hold it against this playbook, not the one in force' },
    roster: { value: 'FILE.yaml', help: "with --csv: these reps, not the stack's" },
    lead: { value: 'ID', help: 'tell of this lead in full; with --csv the event id of its first row' },
    list: { value: 'N', help: 'how many leads to name of each kind of change (default 10)' },
  },
  run: async (given, surroundings) => {
    checkOptions(given)
    const listed = wholeNumber(given, 'list', 10, 0, 1_000)
    const file = given.positionals[0] ?? ''
    const source = await readTextFile(resolve(surroundings.folder, file))
    const tried = await (given.text('csv') === undefined ? onStack : onFile)(source, given, surroundings)
    if (tried.kind === 'invalid') {
      if (given.has('json')) surroundings.out.write(`${JSON.stringify({ findings: tried.findings })}\n`)
      else surroundings.err.write(findingLines(file, [...tried.findings]))
      return exitCode.failed
    }
    const { answer, against } = tried
    const text = given.has('json') ? `${JSON.stringify(answer)}\n` : simulationInWords(answer, against, listed)
    surroundings.out.write(text)
    return exitCode.done
  },
}

type Findings = ReturnType<typeof lintSource>

type Tried =
  | { readonly kind: 'tried'; readonly answer: SimulationAnswer; readonly against: string }
  | { readonly kind: 'invalid'; readonly findings: Findings }

function checkOptions(given: Given): void {
  const csv = given.text('csv') !== undefined
  for (const option of csv ? ['days', 'limit'] : ['map', 'event', 'against', 'roster']) {
    if (given.text(option) === undefined) continue
    throw new WrongUse(
      `--${option} goes ${csv ? 'without' : 'with'} --csv. See: baton ${playbookSimulate.words} --help`,
    )
  }
}

function wholeNumber(given: Given, option: string, usual: number, least: number, most: number): number {
  const text = given.text(option) ?? String(usual)
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new WrongUse(`--${option} must be ${least} to ${most}, not ${text}`)
}

function refused(findings: Findings): Tried | undefined {
  const errors = findings.filter(({ severity }) => severity === 'error')
  return errors.length === 0 ? undefined : { kind: 'invalid', findings: errors }
}

async function onStack(source: string, given: Given, surroundings: Surroundings): Promise<Tried> {
  const days = wholeNumber(given, 'days', 30, 1, 365)
  const limit = wholeNumber(given, 'limit', 2_000, 1, 2_000)
  const lead = given.text('lead')
  const api = connect(findStack(surroundings), surroundings)
  const lint = { method: 'POST', path: '/v1/playbook/lint', body: { source }, idempotent: true } as const
  const invalid = refused((await api.read(lintAnswer, lint)).findings.map(withoutUndefined))
  if (invalid !== undefined) return invalid
  const body = { source, days, limit, ...(lead === undefined ? {} : { lead }) }
  const call = { method: 'POST', path: '/v1/playbook/simulate', body, idempotent: true } as const
  const answer = await api.read(simulationAnswer, call)
  return { kind: 'tried', answer, against: `version ${answer.version}` }
}

function withoutUndefined({
  proposal,
  ...finding
}: { readonly proposal?: string | undefined } & Omit<Findings[number], 'proposal'>): Findings[number] {
  return proposal === undefined ? finding : { ...finding, proposal }
}

async function onFile(source: string, given: Given, surroundings: Surroundings): Promise<Tried> {
  const csv = required(playbookSimulate, given, 'csv')
  const map = required(playbookSimulate, given, 'map')
  const draft = readSource(source)
  if (draft.kind === 'invalid') return { kind: 'invalid', findings: lintSource(source) }
  let api: Api | undefined
  const stack = (): Api => {
    api ??= connect(findStack(surroundings), surroundings)
    return api
  }
  const before = await playbookBefore(given.text('against'), stack, surroundings)
  const roster = await readRoster(given.text('roster'), stack, surroundings)
  const reps = repsOf(roster, before.playbook.workspace.timezone)
  const invalid = refused(lintSource(source, { roster: reps }))
  if (invalid !== undefined) return invalid
  const [event, lead] = [given.text('event'), given.text('lead')]
  const answer = await simulateOnFile(
    { csv, map, event, lead, before, draft: draft.playbook, roster: reps },
    surroundings,
  )
  return { kind: 'tried', answer, against: given.text('against') ?? `version ${before.version}` }
}

/** The playbook to hold the draft against; one from a file has no version, which 0 stands for. */
async function playbookBefore(
  file: string | undefined,
  stack: () => Api,
  surroundings: Surroundings,
): Promise<{ readonly playbook: Playbook; readonly version: number }> {
  const inForce =
    file === undefined ? await stack().read(playbookAnswer, { method: 'GET', path: '/v1/playbook' }) : undefined
  const source = inForce?.source ?? (await readTextFile(resolve(surroundings.folder, file ?? '')))
  const read = readSource(source)
  if (read.kind === 'ok') return { playbook: read.playbook, version: inForce?.version ?? 0 }
  const name = file ?? 'the playbook in force'
  throw new CommandFailed(
    read.errors.map(({ line, path, message }) => `${name}:${line}: ${path} ${message}`).join('\n'),
  )
}

function readRoster(file: string | undefined, stack: () => Api, surroundings: Surroundings) {
  if (file !== undefined) return readYaml(resolve(surroundings.folder, file), simulatedRoster)
  return stack().read(simulatedRoster, { method: 'GET', path: '/v1/roster' })
}
