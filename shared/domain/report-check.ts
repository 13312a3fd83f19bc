import { type DayCounts, foldCredits, ledgerTallies, type TallyDifference } from './attribution.ts'
import { dayOf, monthOf } from './calendar.ts'
import type { CampaignId, LeadId, OpportunityId } from './ids.ts'
import type { Lead } from './lead.ts'
import type { Credit } from './opportunity.ts'
import { attributionModels } from './playbook.ts'
import { type Counted, counterChanges } from './report-entry.ts'
import { dimensions } from './reports/coordinates.ts'
import { type Duration, type Instant, minute, second } from './time.ts'

/**
 * A check of the reports' counters under way. While it lasts, nothing is credited and no lead is counted: what they are
 * compared with stands still. Leads come in, are routed and worked as always.
 */
export interface ReportCheck {
  readonly type: 'reportCheck'
  /** Tells one check from another. */
  readonly id: string
  readonly startedAt: Instant
  /** It ends by itself when nobody renews it. */
  readonly until: Instant
  /** How many times something was put right: the same cannot be put right twice. */
  readonly mended: number
}

/** How long after its start a check begins to read: longer than a stage that has not seen it can still be writing. */
export const checkGrace: Duration = 20 * second

/** How long a check lasts when nobody renews it. */
export const checkLease: Duration = 3 * minute

/** Dimensions that report counters are kept by, by day and by month. */
const keptDimensions = [
  'source',
  'segment',
  'territory',
  'credits.segment',
  'credits.territory',
  'rep',
  'hours',
  'paths',
  'rules',
] as const

/** Those of older versions, which are empty once all leads are counted anew. */
const retiredDimensions = [
  'campaign',
  'times.source',
  'times.campaign',
  'times.territory',
  'times.segment',
  'speed.source',
  'speed.campaign',
  'speed.territory',
  'speed.segment',
  'speed.rep',
  'cohort',
  'scores',
] as const

/** Every dimension that report counters are kept by. */
export const counterDimensions = [
  ...keptDimensions,
  ...keptDimensions.map((dimension) => `monthly.${dimension}` as const),
  ...dimensions.map((dimension) => `monthly.pace.${dimension}` as const),
  'traits',
  'form',
  'nurture',
  ...retiredDimensions,
] as const

/** One of them. */
export type CounterDimension = (typeof counterDimensions)[number]

/**
 * Says what leads should have added to their campaigns' tallies: each lead once, on the day it came, and once more on
 * the day it was first hot; and the same by month.
 * @param leads some leads
 * @param timezone the workspace's
 */
export function leadTallies(
  leads: readonly Pick<Lead, 'firstCampaign' | 'createdAt' | 'hotAt'>[],
  timezone: string,
): readonly DayCounts[] {
  const both = (campaign: CampaignId, at: Instant, counts: DayCounts['counts']): readonly DayCounts[] => {
    const day = dayOf(at, timezone)
    return [day, monthOf(day)].map((period) => ({ campaign, day: period, counts }))
  }
  return leads.flatMap(({ firstCampaign, createdAt, hotAt }) => [
    ...both(firstCampaign, createdAt, { leads: 1 }),
    ...(hotAt === undefined ? [] : both(firstCampaign, hotAt, { hotLeads: 1 })),
  ])
}

/** What tallies of leads are off by, and how many could not be compared because leads came in meanwhile. */
export interface LeadDifferences {
  readonly differences: readonly TallyDifference[]
  readonly moving: number
}

/**
 * Compares tallies of leads with the leads. Leads go on coming while they are read, so a tally is compared only if it
 * was the same before and after: these tallies only grow, so it then stood still.
 * @param expected what the leads add up to
 * @param before the tallies before the leads were read
 * @param after the tallies afterwards
 */
export function leadDifferences(
  expected: readonly DayCounts[],
  before: readonly DayCounts[],
  after: readonly DayCounts[],
): LeadDifferences {
  const differences: TallyDifference[] = []
  let moving = 0
  const groups = [expected, before, after].map((days) => Map.groupBy(days, keyOf))
  const first = new Map([...expected, ...before, ...after].map((one) => [keyOf(one), one]))
  for (const [key, { campaign, day }] of first) {
    for (const name of ['leads', 'hotLeads'] as const) {
      const [shouldBe = 0, was = 0, is = 0] = groups.map((group) =>
        (group.get(key) ?? []).reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0),
      )
      if (was !== is) moving += 1
      else if (is !== shouldBe) differences.push({ campaign, day, name, is, shouldBe })
    }
  }
  return { differences, moving }
}

function keyOf({ campaign, day }: DayCounts): string {
  return `${day} ${campaign}`
}

/**
 * Finds deals whose credits are from before a model was there.
 * @param lines a campaign's, all of them
 */
export function lackingModels(lines: readonly Credit[]): readonly OpportunityId[] {
  const groups = Map.groupBy(lines, ({ opportunity, basis }) => `${opportunity} ${basis}`)
  const lacking = [...groups.values()].flatMap((group) => {
    const stands = foldCredits(group)
    const isOld = stands.some(({ amounts }) => attributionModels.some((model) => amounts[model] === undefined))
    return isOld ? group.slice(0, 1).map(({ opportunity }) => opportunity) : []
  })
  return [...new Set(lacking)]
}

/**
 * Adds up what leads add to the reports' counters.
 * @param parts what each adds
 */
export function sumCounted(parts: Iterable<Counted>): Counted {
  const sums = new Map<string, Map<string, number>>()
  for (const part of parts) {
    for (const [place, counts] of Object.entries(part)) {
      const sum = sums.get(place) ?? new Map<string, number>()
      for (const [name, count] of Object.entries(counts)) sum.set(name, (sum.get(name) ?? 0) + count)
      sums.set(place, sum)
    }
  }
  return Object.fromEntries([...sums].map(([place, sum]) => [place, Object.fromEntries(sum)]))
}

/** A report's counter that does not say what the leads say. */
export interface CounterDifference {
  readonly scope: string
  readonly period: string
  readonly name: string
  readonly is: number
  readonly shouldBe: number
}

/**
 * Compares reports' counters with what the leads add up to.
 * @param expected what the leads add up to
 * @param actual the counters
 */
export function counterDifferences(expected: Counted, actual: Counted): readonly CounterDifference[] {
  const places = new Map<string, Readonly<Record<string, number>>>(Object.entries(actual))
  return counterChanges(actual, expected).flatMap(({ scope, period, add }) => {
    const counts = new Map(Object.entries(places.get(`${period}|${scope}`) ?? {}))
    return Object.entries(add).map(([name, change]) => {
      const is = counts.get(name) ?? 0
      return { scope, period, name, is, shouldBe: is + change }
    })
  })
}

/** What a page of leads says. */
export interface LeadFold {
  readonly leads: number
  readonly tallies: readonly DayCounts[]
  readonly counted: Counted
  readonly ids: readonly LeadId[]
  /** Leads from before the reports counted them. */
  readonly uncounted: readonly LeadId[]
}

/** What a campaign's ledger says, and its tallies. */
export interface CampaignFold {
  readonly lines: number
  /** Of the campaign and, its part in them, of all campaigns. */
  readonly expected: readonly DayCounts[]
  readonly actual: readonly DayCounts[]
  readonly lacking: readonly OpportunityId[]
}

/**
 * Says what a campaign's ledger adds up to, beside its tallies.
 * @param lines all of the campaign's
 * @param actual its tallies
 * @param timezone the workspace's
 */
export function foldCampaign(lines: readonly Credit[], actual: readonly DayCounts[], timezone: string): CampaignFold {
  return {
    lines: lines.length,
    expected: ledgerTallies(lines, timezone),
    actual: ledgerTallies([], timezone, actual),
    lacking: lackingModels(lines),
  }
}
