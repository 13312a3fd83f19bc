import type * as z from 'zod'
import type { FieldError } from '../contracts/problem.ts'
import { type RepReading, readRep } from '../contracts/rep-reading.ts'
import type { timeOffSpan } from '../contracts/roster.ts'
import { overlap, readSpan, type Span } from '../contracts/time-off.ts'
import { parseMoment } from '../domain/calendar.ts'
import type { JobId, RepId } from '../domain/ids.ts'
import { present } from '../domain/present.ts'
import type { Rep, Team } from '../domain/roster.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { commitFresh } from './fresh.ts'
import { handOverWrites } from './hand-over.ts'
import type { Ports } from './ports.ts'
import { workspaceTimezone } from './rules.ts'

/** Most spans of time off a rep can have, those of the past included. */
const mostSpans = 200

/** What became of saving a rep. */
export type RepSaved =
  | {
      readonly kind: 'saved'
      readonly created: boolean
      readonly rep: Rep
      /** The job that hands their open leads on, when they have just become inactive. */
      readonly handOver?: JobId
    }
  | Extract<RepReading, { kind: 'invalid' }>

/** What became of changing a rep who should be there. */
export type RepChanged =
  | { readonly kind: 'changed' | 'unchanged'; readonly rep: Rep; readonly handOver?: JobId }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }
  | { readonly kind: 'not-found'; readonly what: 'rep' | 'span' }

/**
 * Creates a rep or replaces what is known of one. It also ends a pause: who is saved is back in rotation, and the
 * offers they let pass are forgotten.
 * @param ports store, clock and ids
 * @param id the rep's name
 * @param written as sent; see `readRep`
 */
export function saveRep(ports: Ports, id: RepId, written: unknown): Promise<RepSaved> {
  return commitFresh<RepSaved>(ports.store, async () => {
    const { store } = ports
    const [stored, timezone, teams] = await Promise.all([
      store.get({ type: 'rep', id }),
      workspaceTimezone(store),
      store.listTeams(),
    ])
    const known = { timezone, teams: teams.map(({ entity }) => entity.id), channels: stored?.entity.channels ?? [] }
    const read = readRep(id, written, known)
    if (read.kind === 'invalid') return { result: read, writes: [] }
    const { writes, ...handOver } = await repWrites(ports, stored, read.rep)
    const result = { kind: 'saved', created: stored === undefined, rep: read.rep, ...handOver } as const
    return { result, writes: [...writes, ...joining(stored, read.rep, teams)] }
  })
}

/**
 * Switches a rep off: they get no more leads, and a job hands their open ones on.
 * @param ports store, clock and ids
 * @param id the rep's name
 */
export function deactivate(ports: Ports, id: RepId): Promise<RepChanged> {
  return change(ports, id, async ({ entity }) => ({ kind: 'changed', rep: { ...entity, active: false } }))
}

/**
 * Adds a span of time off. The same span again changes nothing.
 * @param ports store, clock and ids
 * @param id the rep's name
 * @param written the span as sent
 */
export function addTimeOff(ports: Ports, id: RepId, written: z.infer<typeof timeOffSpan>): Promise<RepChanged> {
  return change(ports, id, async ({ entity }) => {
    const read = readSpan(written, await timezoneOf(ports.store, entity))
    if (read.kind === 'invalid') return read
    const { span } = read
    if (entity.timeOff.some((one) => one.from === span.from && one.until === span.until))
      return { kind: 'unchanged', rep: entity }
    const wrong = (message: string) => ({ kind: 'invalid', errors: [{ path: 'from', message }] }) as const
    const other = entity.timeOff.find((one) => one.from < span.until && span.from < one.until)
    if (other !== undefined) return wrong(overlap(span, other))
    if (entity.timeOff.length >= mostSpans)
      return wrong(`there are ${mostSpans} spans already: take out some of the past`)
    return { kind: 'changed', rep: withTimeOff(entity, [...entity.timeOff, span]) }
  })
}

/**
 * Takes a span of time off away.
 * @param ports store, clock and ids
 * @param id the rep's name
 * @param from when it begins, as sent
 */
export function removeTimeOff(ports: Ports, id: RepId, from: string): Promise<RepChanged> {
  return change(ports, id, async ({ entity }) => {
    const start = parseMoment(from, await timezoneOf(ports.store, entity))
    const rest = entity.timeOff.filter((span) => span.from !== start)
    if (rest.length === entity.timeOff.length) return { kind: 'not-found', what: 'span' }
    return { kind: 'changed', rep: withTimeOff(entity, rest) }
  })
}

function change(ports: Ports, id: RepId, decide: (stored: Stored<Rep>) => Promise<RepChanged>): Promise<RepChanged> {
  return commitFresh<RepChanged>(ports.store, async () => {
    const stored = await ports.store.get({ type: 'rep', id })
    if (stored === undefined) return { result: { kind: 'not-found', what: 'rep' }, writes: [] }
    const result = await decide(stored)
    if (result.kind !== 'changed') return { result, writes: [] }
    const { writes, ...handOver } = await repWrites(ports, stored, result.rep)
    return { result: { ...result, ...handOver }, writes }
  })
}

/** All that is written with a rep: every way to change one comes through here. */
async function repWrites(
  ports: Ports,
  stored: Stored<Rep> | undefined,
  rep: Rep,
): Promise<{ readonly writes: readonly Write[]; readonly handOver?: JobId }> {
  const before = stored?.entity
  const left = handOverWrites(ports, before, rep)
  const writes: readonly Write[] = [
    stored === undefined ? { kind: 'create', entity: rep } : { kind: 'replace', stored, entity: rep },
    ...(before?.paused === undefined || rep.paused !== undefined ? [] : await forgiven(ports.store, rep.id)),
    ...(left?.writes ?? []),
  ]
  return { writes, ...present({ handOver: left?.job }) }
}

/** Writes the team somebody joins anew, so that it can't be removed at the same moment by who saw nobody in it. */
function joining(before: Stored<Rep> | undefined, rep: Rep, teams: readonly Stored<Team>[]): readonly Write[] {
  if (rep.team === before?.entity.team) return []
  return teams
    .filter(({ entity }) => entity.id === rep.team)
    .map((stored) => ({ kind: 'replace', stored, entity: stored.entity }))
}

/** The offers somebody let pass are forgotten when a pause ends: else the next one would pause them again. */
async function forgiven(store: Store, rep: RepId): Promise<readonly Write[]> {
  const stored = await store.get({ type: 'workload', rep })
  return stored === undefined ? [] : [{ kind: 'replace', stored, entity: { ...stored.entity, missed: 0 } }]
}

function withTimeOff(rep: Rep, spans: readonly Span[]): Rep {
  return { ...rep, timeOff: spans.toSorted((one, other) => one.from - other.from) }
}

async function timezoneOf(store: Store, rep: Rep): Promise<string> {
  return rep.timezone ?? (await workspaceTimezone(store))
}
