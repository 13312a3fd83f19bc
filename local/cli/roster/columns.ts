import type { Rep } from '../../../shared/domain/roster.ts'
import { toIso } from '../../../shared/domain/time.ts'
import { readHours, writeHours } from './hours.ts'

/** The columns of a roster file, in the order they are written. */
export const columns = [
  'id',
  'name',
  'email',
  'title',
  'active',
  'timezone',
  'hours',
  'holidays',
  'capacity',
  'dailyCap',
  'team',
  'manager',
  'timeOff',
] as const

/** Name of a column. */
export type Column = (typeof columns)[number]

/** The columns that are fields of a rep: `manager` is one of the team. */
export type RepColumn = Exclude<Column, 'id' | 'manager'>

/** The fields of the API that have another name as a column. */
const fieldNames: Readonly<Record<string, string>> = { hours: 'workingHours' }

/** The field of the API that a column is. */
export function fieldOf(column: RepColumn): string {
  return fieldNames[column] ?? column
}

/** The column of a field that is wrong, and where in it. */
export function columnOf(path: string): string {
  return path.replace(/^workingHours/, 'hours')
}

/** A cell as the API takes it, or what is wrong with it; an empty cell is nothing. */
export type CellReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

const yesAndNo: Readonly<Record<string, boolean>> = { yes: true, true: true, no: false, false: false }

/**
 * Reads a cell of a rep's line. What it says is judged where the whole rep is read.
 * @param column whose cell
 * @param text as it stands in the file
 */
export function readCell(column: RepColumn, text: string): CellReading {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: true, value: undefined }
  switch (column) {
    case 'active': {
      const value = yesAndNo[trimmed.toLowerCase()]
      return value === undefined ? { ok: false, message: 'must be yes or no' } : { ok: true, value }
    }
    case 'hours': {
      const read = readHours(trimmed)
      return read.ok ? { ok: true, value: read.hours } : read
    }
    case 'holidays':
      return { ok: true, value: partsOf(trimmed) }
    case 'capacity':
    case 'dailyCap':
      return { ok: true, value: Number.isNaN(Number(trimmed)) ? trimmed : Number(trimmed) }
    case 'timeOff':
      return readSpans(partsOf(trimmed))
    default:
      return { ok: true, value: trimmed }
  }
}

/**
 * Writes a rep as a line of the file.
 * @param rep the rep
 * @param manager of their team, as `writeManager` writes one
 */
export function writeRep(rep: Rep, manager = ''): Readonly<Record<Column, string>> {
  return {
    id: rep.id,
    name: rep.name,
    email: rep.email,
    title: rep.title,
    active: rep.active ? 'yes' : 'no',
    timezone: rep.timezone ?? '',
    hours: rep.workingHours === undefined ? '' : writeHours(rep.workingHours),
    holidays: (rep.holidays ?? []).join('; '),
    capacity: String(rep.capacity ?? ''),
    dailyCap: String(rep.dailyCap ?? ''),
    team: rep.team ?? '',
    manager,
    timeOff: rep.timeOff.map(({ from, until }) => `${toIso(from)}/${toIso(until)}`).join('; '),
  }
}

/** Somebody with a name and an address. */
export interface Manager {
  readonly name: string
  readonly email: string
}

/** Writes a manager: `Nora Lindqvist <nora@acme.example>`. */
export function writeManager({ name, email }: Manager): string {
  return `${name} <${email}>`
}

/** Reads a manager; `undefined` when it is not written so. */
export function readManager(text: string): Manager | undefined {
  const match = /^(.*\S)\s*<([^<>]+)>$/s.exec(text.trim())
  return match === null ? undefined : { name: match[1] ?? '', email: (match[2] ?? '').trim() }
}

function readSpans(parts: readonly string[]): CellReading {
  const spans = parts.map((part) => part.split('/').map((moment) => moment.trim()))
  if (spans.some(({ length }) => length !== 2))
    return { ok: false, message: 'must be such as 2026-07-01/2026-07-15; 2026-12-24/2027-01-02' }
  return { ok: true, value: spans.map(([from, until]) => ({ from, until })) }
}

function partsOf(text: string): readonly string[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
