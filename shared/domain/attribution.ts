import type { Counts } from './campaign.ts'
import { type CampaignId, unattributed } from './ids.ts'
import { type Minor, splitMinor } from './money.ts'
import type { Basis, Credit, CreditedAmount, Opportunity } from './opportunity.ts'
import type { Duration, Instant } from './time.ts'
import { earnsCredit, type Touch } from './touch.ts'

/** What credits are settled from. */
export interface SettlementInput {
  readonly opportunity: Opportunity
  /** The lead's touches, in any order. */
  readonly touches: readonly Touch[]
  /** How long before the deal opened touches count. */
  readonly lookback: Duration
  /** Lines of the ledger for this opportunity; only those of the round that stands are looked at. */
  readonly previous: readonly Credit[]
}

/** Lines to write, and the opportunity as it is once they are written. */
export interface Settlement {
  readonly lines: readonly Credit[]
  readonly opportunity: Opportunity
}

/** What ought to stand in the ledger for a basis. */
interface Due {
  readonly amountMinor: Minor
  readonly at: Instant
}

/**
 * Finds the touches that share in a deal.
 * @param touches a lead's touches, in any order
 * @param window from and until, both inclusive
 * @returns those that earn credit, by time and then id
 */
export function creditTouches(
  touches: readonly Touch[],
  window: { readonly from: Instant; readonly until: Instant },
): readonly Touch[] {
  return touches
    .filter((touch) => earnsCredit(touch) && touch.at >= window.from && touch.at <= window.until)
    .toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : Number(one.id > other.id)))
}

/**
 * Says what must be written so that the ledger holds what it should for a deal: pipeline when it opened, revenue
 * when it was won, by each model to the minor unit. What stands already is left alone; what differs is taken back
 * by lines of the next round and written anew by lines of the round after.
 * @param input the deal, its lead's touches, the lookback and the lines that stand
 * @returns no lines when the ledger is right
 */
export function settleCredits(input: SettlementInput): Settlement {
  const pipeline = settleBasis(input, 'pipeline')
  const revenue = settleBasis(input, 'revenue')
  const credited = {
    ...(pipeline.credited === undefined ? {} : { pipeline: pipeline.credited }),
    ...(revenue.credited === undefined ? {} : { revenue: revenue.credited }),
  }
  return { lines: [...pipeline.lines, ...revenue.lines], opportunity: { ...input.opportunity, credited } }
}

/**
 * Says which counters of its campaign a line of the ledger adds to, on the day of its `at`.
 * @param line any line
 * @returns without the counters it leaves alone
 */
export function talliesOf(line: Credit): Counts {
  const { amounts, deals } = line
  const counts: Counts =
    line.basis === 'pipeline'
      ? {
          'opportunities.first': deals.first,
          'opportunities.last': deals.last,
          'opportunities.even': deals.even,
          'pipelineMinor.first': amounts.first,
          'pipelineMinor.last': amounts.last,
          'pipelineMinor.even': amounts.even,
        }
      : {
          'won.first': deals.first,
          'won.last': deals.last,
          'won.even': deals.even,
          'revenueMinor.first': amounts.first,
          'revenueMinor.last': amounts.last,
          'revenueMinor.even': amounts.even,
        }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))
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
    // Exactly one line of a round has the first touch: its count is the deal itself.
    const deals = group.reduce((sum, line) => sum + line.deals.first, 0)
    const amount = group.reduce((sum, line) => sum + line.amounts.first, 0)
    const once = { first: deals, last: deals, even: deals }
    const amounts = { first: amount, last: amount, even: amount }
    return [{ at: first.at, counts: talliesOf({ ...first, deals: once, amounts }) }]
  })
}

function settleBasis(
  input: SettlementInput,
  basis: Basis,
): { readonly lines: readonly Credit[]; readonly credited: CreditedAmount | undefined } {
  const standing = input.opportunity.credited[basis]
  const due = dueOf(input.opportunity, basis)
  if (sameAmount(standing, due)) return { lines: [], credited: standing }
  const round = standing?.round ?? 0
  const taken = standing === undefined || standing.withdrawn ? [] : takenBack(input.previous, basis, round)
  const backRound = taken.length > 0 ? round + 1 : round
  if (due === undefined) {
    const credited = standing && { ...standing, round: backRound, campaigns: [], withdrawn: true as const }
    return { lines: taken, credited }
  }
  const next = backRound + 1
  const lines = linesOf(input, basis, due, next)
  const campaigns = lines.map((line) => line.campaign)
  return { lines: [...taken, ...lines], credited: { ...due, round: next, campaigns } }
}

function dueOf({ amountMinor, openedAt, state }: Opportunity, basis: Basis): Due | undefined {
  if (basis === 'pipeline') return { amountMinor, at: openedAt }
  return state.status === 'won' ? { amountMinor: state.amountMinor, at: state.closedAt } : undefined
}

function sameAmount(standing: CreditedAmount | undefined, due: Due | undefined): boolean {
  if (standing === undefined || standing.withdrawn === true) return due === undefined
  return due !== undefined && standing.amountMinor === due.amountMinor && standing.at === due.at
}

/** Lines that undo a round. They are of the next round, because a line is known by its round and is never changed. */
function takenBack(previous: readonly Credit[], basis: Basis, round: number): readonly Credit[] {
  return previous
    .filter((line) => line.basis === basis && line.round === round)
    .map((line) => ({
      ...line,
      round: round + 1,
      amounts: { first: -line.amounts.first + 0, last: -line.amounts.last + 0, even: -line.amounts.even + 0 },
      deals: { first: -line.deals.first + 0, last: -line.deals.last + 0, even: -line.deals.even + 0 },
    }))
}

/** One line for each campaign that shares in the deal; touches without a campaign give to `unattributed`. */
function linesOf(input: SettlementInput, basis: Basis, due: Due, round: number): readonly Credit[] {
  const { id, openedAt } = input.opportunity
  const touches = creditTouches(input.touches, { from: openedAt - input.lookback, until: due.at })
  const shares = touches.length > 0 ? touches.map((touch) => touch.campaign ?? unattributed) : [unattributed]
  const parts = splitMinor(
    due.amountMinor,
    shares.map(() => 1),
  )
  const line = (campaign: CampaignId): Credit => {
    const first = campaign === shares[0]
    const last = campaign === shares.at(-1)
    const even = parts.reduce((sum, part, index) => (shares[index] === campaign ? sum + part : sum), 0)
    return {
      type: 'credit',
      campaign,
      opportunity: id,
      basis,
      round,
      at: due.at,
      amounts: { first: first ? due.amountMinor : 0, last: last ? due.amountMinor : 0, even },
      deals: { first: Number(first), last: Number(last), even: 1 },
    }
  }
  return [...new Set(shares)].map(line)
}
