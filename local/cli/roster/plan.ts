import { readRep } from '../../../shared/contracts/rep-reading.ts'
import { nameInPath } from '../../../shared/contracts/setup.ts'
import type { Rep } from '../../../shared/domain/roster.ts'
import { readTeam } from '../../../shared/pipeline/teams.ts'
import type { RepAnswer, TeamAnswer } from '../answers.ts'
import {
  type Column,
  columnOf,
  columns,
  fieldOf,
  type Manager,
  type RepColumn,
  readCell,
  readManager,
  writeManager,
  writeRep,
} from './columns.ts'
import type { RosterLine } from './csv-file.ts'

/** The roster as it is, to hold a file against. */
export interface Present {
  readonly reps: readonly RepAnswer[]
  readonly teams: readonly TeamAnswer[]
  /** The workspace's IANA time zone. */
  readonly timezone: string
}

/** A value before and after; empty texts where there is none. */
export interface ColumnChange {
  readonly column: Column
  readonly from: string
  readonly to: string
}

/** A rep or team to be written, as the API takes it. */
export interface PlannedWrite {
  readonly id: string
  readonly body: unknown
  /** Absent for one who is new. */
  readonly changes?: readonly ColumnChange[]
}

/** What importing a file would do, or everything that is wrong with it by line. */
export type Plan =
  | {
      readonly kind: 'ok'
      readonly teams: readonly PlannedWrite[]
      readonly reps: readonly PlannedWrite[]
      readonly unchanged: readonly string[]
    }
  | { readonly kind: 'invalid'; readonly errors: readonly { readonly line: number; readonly message: string }[] }

type Complain = (line: number, message: string) => void

/**
 * Works out what importing a roster file would do. A column the file lacks leaves that field as it is; an empty cell
 * takes the field away. Reps who are not in the file are left alone.
 * @param lines the file
 * @param present the roster as it is
 */
export function planImport(lines: readonly RosterLine[], present: Present): Plan {
  const errors: { line: number; message: string }[] = []
  const complain: Complain = (line, message) => errors.push({ line, message })
  const teams = plannedTeams(lines, present, complain)
  const known = [...present.teams.map(({ id }) => id), ...teams.map(({ id }) => id)]
  const context = { timezone: present.timezone, teams: known }
  const first = new Map<string, number>()
  const reps = lines.flatMap((entry) => {
    const id = nameInPath.safeParse(entry.cells.get('id')?.trim())
    if (!id.success) complain(entry.line, 'id must be a name such as sally-jones')
    const before = id.success ? first.get(id.data) : undefined
    if (before !== undefined) complain(entry.line, `id is that of line ${before} too`)
    if (!id.success || before !== undefined) return []
    first.set(id.data, entry.line)
    const shown = present.reps.find((one) => one.id === id.data)
    return plannedRep(id.data, entry, shown, context, complain)
  })
  if (errors.length > 0) return { kind: 'invalid', errors: errors.toSorted((one, other) => one.line - other.line) }
  return {
    kind: 'ok',
    teams,
    reps: reps.filter(({ changes }) => changes === undefined || changes.length > 0),
    unchanged: reps.filter(({ changes }) => changes?.length === 0).map(({ id }) => id),
  }
}

/**
 * Reads a rep as the API shows them; channels, whose secrets it does not show, are left out.
 * @param shown the API's answer
 * @param timezone the workspace's
 * @returns `undefined` when what an older version stored would not be taken today
 */
export function repOf(shown: RepAnswer, timezone: string): Rep | undefined {
  const { channels: _channels, ...rest } = shown
  const read = readRep(shown.id, rest, { timezone, teams: shown.team === undefined ? [] : [shown.team] })
  return read.kind === 'ok' ? read.rep : undefined
}

function plannedRep(
  id: string,
  { line, cells }: RosterLine,
  shown: RepAnswer | undefined,
  context: { readonly timezone: string; readonly teams: readonly string[] },
  complain: Complain,
): readonly PlannedWrite[] {
  const { channels, ...rest } = shown ?? {}
  const fields = new Map<string, unknown>(Object.entries(rest))
  let readable = true
  for (const column of columns) {
    const cell = cells.get(column)
    if (cell === undefined || column === 'id' || column === 'manager') continue
    const read = readCell(column, cell)
    if (read.ok) setField(fields, column, read.value)
    else complain(line, `${column} ${read.message}`)
    readable &&= read.ok
  }
  if (!readable) return []
  const body = Object.fromEntries(fields)
  const read = readRep(id, body, context)
  if (read.kind === 'invalid') {
    for (const { path, message } of read.errors) complain(line, `${columnOf(path)} ${message}`)
    return []
  }
  const complete = channels === undefined ? body : { ...body, channels }
  const before = shown && repOf(shown, context.timezone)
  return [{ id, body: complete, ...(shown === undefined ? {} : { changes: changesOf(before, read.rep) }) }]
}

function setField(fields: Map<string, unknown>, column: RepColumn, value: unknown): void {
  if (value === undefined) fields.delete(fieldOf(column))
  else fields.set(fieldOf(column), value)
}

function changesOf(before: Rep | undefined, after: Rep): readonly ColumnChange[] {
  const [from, to] = [before && writeRep(before), writeRep(after)]
  return columns
    .map((column) => ({ column, from: from?.[column] ?? '', to: to[column] }))
    .filter((change) => change.from !== change.to)
}

/** Teams that the file gives a manager: new ones, and those who get another. */
function plannedTeams(lines: readonly RosterLine[], present: Present, complain: Complain): readonly PlannedWrite[] {
  const wanted = new Map<string, { readonly line: number; readonly manager: Manager }>()
  for (const { line, cells } of lines) {
    const [team, text] = [cells.get('team')?.trim() ?? '', cells.get('manager')?.trim() ?? '']
    if (text === '') continue
    const manager = readManager(text)
    const before = wanted.get(team)
    if (team === '') complain(line, 'manager is that of a team: name the team')
    else if (manager === undefined) complain(line, 'manager must be such as Nora Lindqvist <nora@acme.example>')
    else if (before !== undefined && writeManager(before.manager) !== writeManager(manager))
      complain(line, `manager is another than on line ${before.line}, of the same team`)
    else wanted.set(team, before ?? { line, manager })
  }
  return [...wanted].flatMap(([id, { line, manager }]) => {
    const shown = present.teams.find((one) => one.id === id)
    const from = shown?.manager === undefined ? '' : writeManager(shown.manager)
    const to = writeManager(manager)
    if (from === to) return []
    const { channels, ...rest } = shown ?? { name: id }
    const read = nameInPath.safeParse(id).success ? readTeam(id, { ...rest, manager }) : undefined
    if (read === undefined) complain(line, 'team must be a name such as field-east')
    for (const { message } of read?.kind === 'invalid' ? read.errors : []) complain(line, `manager ${message}`)
    const body = { ...rest, manager, ...(channels === undefined ? {} : { channels }) }
    return [{ id, body, ...(shown === undefined ? {} : { changes: [{ column: 'manager', from, to } as const] }) }]
  })
}
