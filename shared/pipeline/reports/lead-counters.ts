import { type Counters, jointParts, monthly, scopeParts } from '../../domain/report-entry.ts'
import { type ClosedDeals, closedDeals } from '../../domain/reports/closed-deals.ts'
import { type Dimension, neverOffered } from '../../domain/reports/coordinates.ts'
import { sumOf } from '../../domain/reports/counts.ts'
import type { Store } from '../../ports/store.ts'
import { type Cover, coverOf, type Period, type Selection } from './selection.ts'

/** What is wanted of a dimension's leads: what became of them, how long it took, or both. Days hold both together. */
export type Wanted = 'counts' | 'pace' | 'both'

/** Counters of leads that have a campaign and a segment, or a territory, in common. */
export interface JointCounters extends Pick<Counters, 'period' | 'counts'> {
  /** The segment or the territory. */
  readonly value: string
  /** Shortened. */
  readonly campaign: string
}

/**
 * Reads a report's counters of leads by one dimension.
 * @param store where they are kept
 * @param selection the dimension, each of which counts every lead once, and which of its values are wanted
 * @param period days
 * @param wanted what of them; what else comes with it has other names. Times are not kept by a campaign and something else
 */
export async function readLeadCounters(
  store: Store,
  { dimension, values, campaigns }: Selection,
  period: Period,
  wanted: Wanted,
): Promise<readonly Counters[]> {
  const cover = coverOf(period)
  const paceOfMonths = wanted === 'counts' ? [] : await paceOf(store, dimension, cover)
  const months = wanted === 'pace' ? undefined : cover.months
  const others =
    dimension === 'source'
      ? await list(store, 'source', { ...cover, months })
      : (await readJoint(store, dimension === 'territory' ? 'territory' : 'segment', { ...cover, months }))
          .filter(({ campaign }) => campaigns === undefined || campaigns.has(campaign))
          .map(({ value, campaign, ...rest }) => standing(dimension, dimension === 'campaign' ? campaign : value, rest))
  const counters = [...others, ...paceOfMonths]
  return values === undefined ? counters : counters.filter(({ scope }) => values.has(scopeParts(scope).value))
}

/**
 * Reads counters of leads by campaign and segment, or by campaign and territory. Leads that were never offered are in no
 * territory's counters: they are those of the segments without those of the territories.
 * @param store where they are kept
 * @param dimension which
 * @param cover whole months, and days
 */
export async function readJoint(
  store: Store,
  dimension: 'segment' | 'territory',
  cover: Cover,
): Promise<readonly JointCounters[]> {
  const [all, offered] = await Promise.all([
    list(store, 'segment', cover),
    dimension === 'territory' ? list(store, 'territory', cover) : undefined,
  ])
  const segments = all.map(jointOf)
  if (offered === undefined) return segments
  const territories = offered.map(jointOf)
  const keyOf = ({ campaign, period }: JointCounters): string => `${period} ${campaign}`
  const taken = Map.groupBy(territories, keyOf)
  const never = [...Map.groupBy(segments, keyOf)].flatMap(([key, own]) =>
    own.slice(0, 1).map((one) => ({ ...one, value: neverOffered, counts: without(own, taken.get(key) ?? []) })),
  )
  return [...territories, ...never]
}

function jointOf({ scope, period, counts }: Counters): JointCounters {
  return { ...jointParts(scopeParts(scope).value), period, counts }
}

async function paceOf(store: Store, dimension: Dimension, { months }: Cover): Promise<readonly Counters[]> {
  if (months === undefined) return []
  const read = (one: Dimension) => store.listCounters(monthly(`pace.${one}`), months.from, months.to)
  const own = await read(dimension)
  if (dimension !== 'territory') return own
  return [...own, standing('territory', neverOffered, { period: '', counts: without(await read('source'), own) })]
}

function standing(dimension: Dimension, value: string, rest: Pick<Counters, 'period' | 'counts'>): Counters {
  return { type: 'counters', scope: `${dimension}:${value}`, shard: 0, ...rest }
}

type Counted = readonly Pick<Counters, 'counts'>[]

function without(all: Counted, some: Counted): Counters['counts'] {
  const taken = new Map(Object.entries(sumOf(some)))
  const rest = Object.entries(sumOf(all)).map(([name, count]) => [name, count - (taken.get(name) ?? 0)] as const)
  return Object.fromEntries(rest.filter(([, count]) => count !== 0))
}

async function list(store: Store, dimension: string, { months, days }: Cover): Promise<readonly Counters[]> {
  const parts = await Promise.all([
    ...(months === undefined ? [] : [store.listCounters(monthly(dimension), months.from, months.to)]),
    ...days.map(({ from, to }) => store.listCounters(dimension, from, to)),
  ])
  return parts.flat()
}

/**
 * Reads a report's counters of anything but leads: those of whole months, and of days where the period begins or ends
 * within a month. What it costs depends on months and on values of the dimension, not on leads.
 * @param store where they are kept
 * @param dimension such as `rep` or `paths`
 * @param period days
 */
export function readCounters(store: Store, dimension: string, period: Period): Promise<readonly Counters[]> {
  return list(store, dimension, coverOf(period))
}

/**
 * Reads the deals closed in a period.
 * @param store where they are counted
 * @param by the path that led to them, or the rules that held
 * @param period days
 */
export async function readClosedDeals(
  store: Store,
  by: 'paths' | 'rules',
  period: Period,
): Promise<readonly ClosedDeals[]> {
  return closedDeals(await readCounters(store, by, period))
}
