import type { CampaignId } from '../../domain/ids.ts'
import type { Basis, Credit } from '../../domain/opportunity.ts'
import type { AttributionModel } from '../../domain/playbook.ts'
import type { Instant } from '../../domain/time.ts'
import type { Store } from '../../ports/store.ts'

/** Which credits of a campaign are wanted. */
export interface CreditSelection {
  readonly campaign: CampaignId
  readonly kind: Basis
  readonly model: AttributionModel
  /** Inclusive. */
  readonly start?: Instant
  /** Exclusive. */
  readonly end?: Instant
}

/** All lines of a deal that were earned at one time: what they sum to is what stands. */
export interface CreditGroup {
  readonly opportunity: Credit['opportunity']
  readonly at: Instant
  readonly creditMinor: number
  readonly deals: number
}

/** Where a page ended. */
export type CreditPlace = Pick<Credit, 'at' | 'opportunity'>

/** How many times lines are read for one page, when few of them count. */
const mostReads = 10

/**
 * Reads a page of what stands in a campaign's ledger, deal by deal, the latest first. Its cost depends on the page, not
 * on the ledger.
 * @param store where the ledger is
 * @param selection the campaign, the days, the basis and the model
 * @param start where the page before ended
 * @param limit most deals
 * @returns the deals, and where to go on, if there may be more
 */
export async function creditGroups(
  store: Store,
  selection: CreditSelection,
  start: CreditPlace | undefined,
  limit: number,
): Promise<{ readonly groups: readonly CreditGroup[]; readonly next?: CreditPlace }> {
  const found: CreditGroup[] = []
  let after = start
  for (let read = 0; read < mostReads; read += 1) {
    const { groups, isEnd } = await wholeGroups(store, selection, after, limit)
    for (const [index, group] of groups.entries()) {
      after = { at: group.at, opportunity: group.opportunity }
      if (group.creditMinor !== 0 || group.deals !== 0) found.push(group)
      if (found.length < limit) continue
      return isEnd && index === groups.length - 1 ? { groups: found } : { groups: found, next: after }
    }
    if (isEnd) return { groups: found }
  }
  return after === undefined ? { groups: found } : { groups: found, next: after }
}

/** Reads lines until there is at least one deal all of whose lines are there: corrections may make them many. */
async function wholeGroups(
  store: Store,
  selection: CreditSelection,
  after: CreditPlace | undefined,
  limit: number,
): Promise<{ readonly groups: readonly CreditGroup[]; readonly isEnd: boolean }> {
  const { campaign, start, end } = selection
  const range = {
    ...(start === undefined ? {} : { from: start }),
    ...(end === undefined ? {} : { to: end }),
    ...(after === undefined ? {} : { after }),
  }
  for (let size = 2 * limit + 1; ; size *= 2) {
    const lines = (await store.listLatestCredits(campaign, { ...range, limit: size })).map(({ entity }) => entity)
    const byDeal = [...Map.groupBy(lines, ({ at, opportunity }) => `${at} ${opportunity}`).values()]
    const groups = byDeal.flatMap((own) => groupOf(own, selection))
    if (lines.length < size) return { groups, isEnd: true }
    if (groups.length > 1) return { groups: groups.slice(0, -1), isEnd: false }
  }
}

function groupOf(lines: readonly Credit[], { kind, model }: CreditSelection): readonly CreditGroup[] {
  const [first] = lines
  if (first === undefined) return []
  const sum = (what: 'amounts' | 'deals') =>
    lines.reduce((total, line) => total + (line.basis === kind ? (line[what][model] ?? 0) : 0), 0)
  return [{ opportunity: first.opportunity, at: first.at, creditMinor: sum('amounts'), deals: sum('deals') }]
}
