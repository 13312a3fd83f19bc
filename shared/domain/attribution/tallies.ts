import { dayOf, monthOf } from '../calendar.ts'
import { allCampaigns, type Counts, type Tally, tallyNames } from '../campaign.ts'
import type { CampaignId } from '../ids.ts'
import type { ByModel, Credit } from '../opportunity.ts'
import { attributionModels } from '../playbook.ts'
import type { Instant } from '../time.ts'

/**
 * Says which counters of its campaign a line of the ledger adds to, on the day of its `at`.
 * @param line any line
 * @returns without the counters it leaves alone
 */
export function talliesOf(line: Pick<Credit, 'basis' | 'amounts' | 'deals'>): Counts {
  const [deals, amounts] =
    line.basis === 'pipeline' ? (['opportunities', 'pipelineMinor'] as const) : (['won', 'revenueMinor'] as const)
  const counts = attributionModels.flatMap((model) => [
    [`${deals}.${model}`, line.deals[model] ?? 0] as const,
    [`${amounts}.${model}`, line.amounts[model] ?? 0] as const,
  ])
  return Object.fromEntries(counts.filter(([, count]) => count !== 0))
}

/**
 * Says what lines of the ledger add to the tally that counts each deal once (`allCampaigns`), under every model.
 * @param lines lines that are written together
 * @returns one entry for each time at which something happened
 */
export function talliesOfAll(lines: readonly Credit[]): readonly { readonly at: Instant; readonly counts: Counts }[] {
  const groups = Map.groupBy(lines, (line) => `${line.opportunity} ${line.basis} ${line.round} ${line.at}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const counts = group.map((line) => talliesOf(once(line))).reduce(plus)
    return [{ at: first.at, counts }]
  })
}

/** Counters of a campaign's day. */
export type DayCounts = Pick<Tally, 'campaign' | 'day' | 'counts'>

/** A counter that does not say what the ledger says. */
export interface TallyDifference {
  readonly campaign: CampaignId
  readonly day: string
  readonly name: keyof Counts
  readonly is: number
  readonly shouldBe: number
}

/**
 * Folds lines of the ledger into the counters they should give, by day and by month, `allCampaigns` included. Lines may come in any order
 * and in portions: fold the portions and add them up with this function's result as `before`.
 * @param lines some lines
 * @param timezone the workspace's
 * @param before what earlier portions gave
 */
export function ledgerTallies(
  lines: readonly Credit[],
  timezone: string,
  before: readonly DayCounts[] = [],
): readonly DayCounts[] {
  const days = new Map<string, DayCounts>()
  const add = (campaign: CampaignId, day: string, counts: Counts): void => {
    const key = `${day} ${campaign}`
    days.set(key, { campaign, day, counts: plus(days.get(key)?.counts ?? {}, counts) })
  }
  for (const { campaign, day, counts } of before) add(campaign, day, counts)
  for (const line of lines) {
    const day = dayOf(line.at, timezone)
    for (const period of [day, monthOf(day)]) {
      add(line.campaign, period, talliesOf(line))
      add(allCampaigns, period, talliesOf(once(line)))
    }
  }
  return [...days.values()]
}

/**
 * Compares counters with what the ledger gives. Counters of leads are not the ledger's and are left alone.
 * @param expected what the ledger gives
 * @param actual the counters; a day's shards may come one by one
 */
export function tallyDifferences(
  expected: readonly DayCounts[],
  actual: readonly DayCounts[],
): readonly TallyDifference[] {
  const byDay = Map.groupBy(
    [...expected.map((one) => ({ ...one, ledger: true })), ...actual.map((one) => ({ ...one, ledger: false }))],
    ({ campaign, day }) => `${day} ${campaign}`,
  )
  return [...byDay.values()].flatMap((group) => {
    const sum = (ledger: boolean, name: keyof Counts) =>
      group.reduce((total, one) => total + (one.ledger === ledger ? (one.counts[name] ?? 0) : 0), 0)
    return tallyNames.flatMap((name): readonly TallyDifference[] => {
      const [is, shouldBe] = [sum(false, name), sum(true, name)]
      const [first] = group
      if (first === undefined || is === shouldBe || name === 'leads' || name === 'hotLeads') return []
      return [{ campaign: first.campaign, day: first.day, name, is, shouldBe }]
    })
  })
}

/**
 * The line's part of the deal itself: exactly one line of a round has the first touch, so what `first` gives counts
 * the deal once. A line that lacks a model adds nothing to it.
 */
function once(line: Credit): Pick<Credit, 'basis' | 'amounts' | 'deals'> {
  const like = (values: ByModel<number>): ByModel<number> => ({
    ...values,
    ...Object.fromEntries(
      attributionModels.flatMap((model) => (values[model] === undefined ? [] : [[model, values.first]])),
    ),
  })
  return { basis: line.basis, amounts: like(line.amounts), deals: like(line.deals) }
}

function plus(one: Counts, other: Counts): Counts {
  const sums = tallyNames.flatMap((name) =>
    one[name] === undefined && other[name] === undefined
      ? []
      : [[name, (one[name] ?? 0) + (other[name] ?? 0)] as const],
  )
  return Object.fromEntries(sums)
}
