import type { Channel } from '../domain/channel.ts'
import type { RepId, TeamId } from '../domain/ids.ts'
import { nearestName } from '../domain/nearest-name.ts'
import { present } from '../domain/present.ts'
import type { Rep } from '../domain/roster.ts'
import { type WorkingHours, weekdays } from '../domain/working-time.ts'
import { slug } from './fields.ts'
import { restoreChannels } from './masked-channels.ts'
import { type FieldError, fieldErrors } from './problem.ts'
import { putRep } from './roster.ts'
import { readTimeOff } from './time-off.ts'

/** What a rep is read against. */
export interface RosterContext {
  /** The workspace's IANA time zone, for reps without one. */
  readonly timezone: string
  /** The teams there are. */
  readonly teams: readonly TeamId[]
  /** The rep's channels so far, for those that are left as they were shown. */
  readonly channels?: readonly Channel[]
}

/** A rep, or everything that is wrong. */
export type RepReading =
  | { readonly kind: 'ok'; readonly rep: Rep }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/** What a rep is shown with and nobody writes: let through, so that what was read can be written back. */
const shownOnly: ReadonlySet<string> = new Set(['id', 'paused', 'workload', 'pools', 'away', 'handOver'])

/**
 * Reads a rep as people write one, over the API, in a workspace's roster file or as a line of CSV.
 * @param id the rep's name
 * @param written the fields of `putRep`; those that only `GET` shows are left out of account
 * @param context time zone, teams and the channels stored so far
 */
export function readRep(id: RepId, written: unknown, context: RosterContext): RepReading {
  const restored = restoreChannels(fieldOf(written, 'channels'), context.channels ?? [])
  const parsed = putRep.safeParse(writable(written, restored.channels))
  const noTeam = teamErrors(fieldOf(written, 'team'), context.teams)
  if (!parsed.success || restored.errors.length > 0) {
    const found = parsed.success ? [] : fieldErrors(parsed.error)
    return { kind: 'invalid', errors: [...withRestored(restored.errors, found), ...noTeam] }
  }
  const { timeOff, workingHours, holidays, ...rest } = parsed.data
  const read = readTimeOff(timeOff, rest.timezone ?? context.timezone)
  if (read.kind === 'invalid') return { kind: 'invalid', errors: [...read.errors, ...noTeam] }
  if (noTeam.length > 0) return { kind: 'invalid', errors: noTeam }
  const rep = {
    ...rest,
    workingHours: workingHours && inOrder(workingHours),
    holidays: holidays === undefined || holidays.length === 0 ? undefined : holidays.toSorted(),
  }
  return { kind: 'ok', rep: { type: 'rep', id, ...present(rep), timeOff: read.spans } }
}

/** Says that a team does not exist; what is no name of a team is left to the schema. */
function teamErrors(team: unknown, teams: readonly TeamId[]): readonly FieldError[] {
  if (typeof team !== 'string' || teams.includes(team) || !slug.safeParse(team).success) return []
  const near = nearestName(team, teams)
  const advice = near === undefined ? 'put the team first' : `did you mean ${near}?`
  return [{ path: 'team', message: `there is no such team: ${advice}` }]
}

/** Hours by weekday from Monday on; a day off is not named. */
function inOrder(hours: WorkingHours): WorkingHours {
  return Object.fromEntries(
    weekdays.flatMap((day) => {
      const shifts = hours[day]
      return shifts === undefined || shifts.length === 0 ? [] : [[day, shifts] as const]
    }),
  )
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined
}

function writable(value: unknown, channels: unknown): unknown {
  if (!isRecord(value)) return value
  const fields = Object.entries(value).filter(([name]) => !shownOnly.has(name) && name !== 'channels')
  return Object.fromEntries(channels === undefined ? fields : [...fields, ['channels', channels]])
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Puts what is wrong with masked channels before what a schema found, which sees the gaps they leave, too.
 * @param restored what is wrong with masked channels
 * @param found what the schema found
 */
export function withRestored(restored: readonly FieldError[], found: readonly FieldError[]): readonly FieldError[] {
  const gaps = new Set(restored.map(({ path }) => path))
  return [...restored, ...found.filter(({ path }) => !gaps.has(path))]
}
