import type { Assignment } from '../../domain/assignment.ts'
import { dayOf } from '../../domain/calendar.ts'
import { type LeadId, parseNumberedId, type RepId } from '../../domain/ids.ts'
import type { Lead } from '../../domain/lead.ts'
import type { Counters } from '../../domain/report-entry.ts'
import type { Dimension } from '../../domain/reports/coordinates.ts'
import { type NamedCounts, sumByValue, sumOf } from '../../domain/reports/counts.ts'
import { type Funnel, funnelOf } from '../../domain/reports/funnel.ts'
import { type HourRow, hourRows } from '../../domain/reports/hours.ts'
import { type OfferFigures, offerFigures, type PursuitFigures, pursuitFigures } from '../../domain/reports/pursuit.ts'
import { type StepSummary, speedSummary } from '../../domain/reports/speed-to-lead.ts'
import type { Instant } from '../../domain/time.ts'
import type { Store } from '../../ports/store.ts'
import { currentRules } from '../rules.ts'
import { readCounters, readLeadCounters, type Wanted } from './lead-counters.ts'
import { type Period, type ReportFilter, selectionOf } from './selection.ts'

/** What a report on the way to Sales is asked for. */
export interface SalesQuery<By extends string> extends Period, ReportFilter {
  /** One row for each value; no filter goes with it. */
  readonly by?: By | undefined
}

/** A report as a whole, and by the values of what was asked for: the most leads first, then by name. */
export interface Broken<Figures> {
  readonly all: Figures
  readonly rows: readonly ({ readonly name: string } & Figures)[]
}

/**
 * Says how many get from stage to stage, how fast, and where they are lost.
 * @param store where the counters are
 * @param query days, and a filter or what to break down by
 */
export async function readFunnel(store: Store, query: SalesQuery<Dimension>): Promise<Broken<Funnel>> {
  return broken(query.by !== undefined, await readLeads(store, 'both', query), funnelOf, 'reached.lead')
}

/**
 * Says how fast leads came to a human.
 * @param store where the counters are
 * @param query days, and a filter or what to break down by
 */
export async function readSpeed(
  store: Store,
  query: SalesQuery<Dimension | 'rep'>,
): Promise<Broken<{ readonly steps: readonly StepSummary[] }>> {
  const { by, ...rest } = query
  const counters =
    by === 'rep'
      ? await readCounters(store, 'rep', query)
      : await readLeads(store, 'pace', by === undefined ? rest : { ...rest, by })
  return broken(by !== undefined, counters, (counts) => ({ steps: speedSummary(counts) }))
}

/**
 * Says how leads fared by the hour of the week they were offered in.
 * @param store where the counters are
 * @param period days
 */
export async function readHours(store: Store, period: Period): Promise<readonly HourRow[]> {
  return hourRows(sumByValue(await readCounters(store, 'hours', period)))
}

/** How leads that went to Sales were worked. */
export interface PursuitAnswer extends Broken<PursuitFigures | OfferFigures> {
  /** `null` when only some leads are asked for: who they are is not kept by source or campaign. */
  readonly neverTouched: NeverTouched | null
}

/**
 * Says how leads that went to Sales were worked.
 * @param store where the counters are
 * @param query days, and a filter or what to break down by
 */
export async function readPursuit(store: Store, query: SalesQuery<Dimension | 'rep'>): Promise<PursuitAnswer> {
  const { by, ...rest } = query
  const isFiltered = Object.entries(rest).some(([name, value]) => !['from', 'to'].includes(name) && value !== undefined)
  const [counters, neverTouched] = await Promise.all([
    by === 'rep'
      ? readCounters(store, 'rep', query)
      : readLeads(store, 'counts', by === undefined ? rest : { ...rest, by }),
    isFiltered ? null : readNeverTouched(store, query),
  ])
  const figures: (counts: NamedCounts) => PursuitFigures | OfferFigures = by === 'rep' ? offerFigures : pursuitFigures
  return { ...broken(by !== undefined, counters, figures, 'sent'), neverTouched }
}

async function readLeads(store: Store, wanted: Wanted, query: SalesQuery<Dimension>) {
  return readLeadCounters(store, await selectionOf(store, query, query.by), query, wanted)
}

function broken<Figures>(
  byValue: boolean,
  counters: readonly Counters[],
  figuresOf: (counts: NamedCounts) => Figures,
  weight = '',
): Broken<Figures> {
  const all = figuresOf(sumOf(counters))
  if (!byValue) return { all, rows: [] }
  const rows = [...sumByValue(counters)]
    .toSorted(
      ([one, counts], [other, others]) =>
        (others[weight] ?? 0) - (counts[weight] ?? 0) || (one < other ? -1 : Number(one > other)),
    )
    .map(([name, counts]) => ({ name, ...figuresOf(counts) }))
  return { all, rows }
}

/** Leads that a rep accepted and never touched. */
export interface NeverTouched {
  /** The longest ago first. */
  readonly leads: readonly {
    readonly lead: LeadId
    readonly name: string
    readonly rep: RepId
    readonly acceptedAt: Instant
  }[]
  /** There may be more: a rep has more leads than were looked at, or more were found than are listed. */
  readonly more: boolean
}

/** Most leads that are looked at for each rep, the newest first, and most that are listed. */
const most = { ofRep: 50, listed: 100 }

/** What this costs depends on the reps: a page of each one's leads, and the assignment of those being worked. */
async function readNeverTouched(store: Store, period: Period): Promise<NeverTouched> {
  const [{ playbook }, roster] = await Promise.all([currentRules(store), store.listRoster()])
  const pages = await Promise.all(roster.map(({ entity }) => store.listLeads({ owner: entity.id, limit: most.ofRep })))
  const working = pages.flatMap(({ leads }) => leads).filter(({ state }) => state.stage === 'working')
  const assignments = await Promise.all(
    working.map(({ state }) => {
      const offer = 'assignment' in state ? parseNumberedId('asg', state.assignment) : undefined
      return offer === undefined ? undefined : store.get({ type: 'assignment', ...offer })
    }),
  )
  const { timezone } = playbook.workspace
  const found = working.flatMap((lead, index) => {
    const entry = untouched(lead, assignments[index]?.entity)
    return entry !== undefined && isWithin(dayOf(entry.offeredAt, timezone), period) ? [entry.line] : []
  })
  const oldest = found.toSorted((one, other) => one.acceptedAt - other.acceptedAt || (one.lead < other.lead ? -1 : 1))
  return {
    leads: oldest.slice(0, most.listed),
    more: oldest.length > most.listed || pages.some(({ cursor }) => cursor !== undefined),
  }
}

function untouched(lead: Lead, assignment: Assignment | undefined) {
  if (assignment?.state.status !== 'accepted' || assignment.firstTouchAt !== undefined) return undefined
  const { firstName, lastName, email } = lead.profile
  const name = [firstName, lastName].filter((part) => part !== undefined).join(' ')
  return {
    offeredAt: assignment.offeredAt,
    line: {
      lead: lead.id,
      name: name === '' ? (email ?? lead.id) : name,
      rep: assignment.rep,
      acceptedAt: assignment.state.at,
    },
  }
}

function isWithin(day: string, { from, to }: Period): boolean {
  return (from === undefined || day >= from) && (to === undefined || day < to)
}
