import { correctionLines } from './attribution/ledger.ts'
import { type CampaignShare, type Due, sharesOf } from './attribution/shares.ts'
import type { Basis, Credit, CreditedAmount, Opportunity } from './opportunity.ts'
import { defaultCreditHalfLife } from './playbook.ts'
import type { Duration, Instant } from './time.ts'
import { earnsCredit, type Touch } from './touch.ts'

export { correctionLines, foldCredits, ledgerAsOf } from './attribution/ledger.ts'
export { ledgerTallies, talliesOf, talliesOfAll, tallyDifferences } from './attribution/tallies.ts'

/** What credits are settled from. */
export interface SettlementInput {
  readonly opportunity: Opportunity
  /** The lead's touches, in any order. */
  readonly touches: readonly Touch[]
  /** How long before the deal opened touches count. */
  readonly lookback: Duration
  /** Half-life of `time-decay`; `defaultCreditHalfLife`, when absent. */
  readonly halfLife?: Duration
  /** Lines of the ledger for this opportunity; only those of the round that stands are looked at. */
  readonly previous: readonly Credit[]
  /** When the lines are written. */
  readonly now?: Instant
}

/** Lines to write, and the opportunity as it is once they are written. */
export interface Settlement {
  readonly lines: readonly Credit[]
  readonly opportunity: Opportunity
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
 * when it was won, by each model to the minor unit. While the deal's amounts and times are those that stand, nothing
 * is written; what differs is taken back by lines of the next round and written anew by lines of the round after.
 * @param input the deal, its lead's touches, the lookback and the lines that stand
 * @returns no lines when the ledger is right
 */
export function settleCredits(input: SettlementInput): Settlement {
  return settled(input, sameAmount)
}

/**
 * The same, but looks at the lines themselves: a touch that arrived late, a merged lead, a renamed campaign, another
 * lookback or half-life, and a line from before a model was there are put right too, though the amount is the same.
 * @param input the deal, its lead's touches as they are now, the lookback and the lines that stand
 * @returns no lines when every campaign has what it should in every model
 */
export function correctCredits(input: SettlementInput): Settlement {
  return settled(input, () => false)
}

function settled(input: SettlementInput, isRight: typeof sameAmount): Settlement {
  const pipeline = settleBasis(input, 'pipeline', isRight)
  const revenue = settleBasis(input, 'revenue', isRight)
  const credited = {
    ...(pipeline.credited === undefined ? {} : { pipeline: pipeline.credited }),
    ...(revenue.credited === undefined ? {} : { revenue: revenue.credited }),
  }
  return { lines: [...pipeline.lines, ...revenue.lines], opportunity: { ...input.opportunity, credited } }
}

function settleBasis(
  input: SettlementInput,
  basis: Basis,
  isRight: typeof sameAmount,
): { readonly lines: readonly Credit[]; readonly credited: CreditedAmount | undefined } {
  const standing = input.opportunity.credited[basis]
  const due = dueOf(input.opportunity, basis)
  if (isRight(standing, due)) return { lines: [], credited: standing }
  const round = standing?.round ?? 0
  const stands = standing !== undefined && standing.withdrawn !== true
  const target = due === undefined ? [] : targetOf(input, due)
  const lines = correctionLines({
    opportunity: input.opportunity.id,
    basis,
    posted: stands ? input.previous.filter((line) => line.round === round) : [],
    target,
    round,
    ...(input.now === undefined ? {} : { postedAt: input.now }),
  })
  const last = lines.at(-1)?.round ?? round
  if (due === undefined) {
    return { lines, credited: standing && { ...standing, round: last, campaigns: [], withdrawn: true as const } }
  }
  return { lines, credited: { ...due, round: last, campaigns: target.map(({ campaign }) => campaign) } }
}

function dueOf({ amountMinor, openedAt, state }: Opportunity, basis: Basis): Due | undefined {
  if (basis === 'pipeline') return { amountMinor, at: openedAt }
  return state.status === 'won' ? { amountMinor: state.amountMinor, at: state.closedAt } : undefined
}

function sameAmount(standing: CreditedAmount | undefined, due: Due | undefined): boolean {
  if (standing === undefined || standing.withdrawn === true) return due === undefined
  return due !== undefined && standing.amountMinor === due.amountMinor && standing.at === due.at
}

/** What ought to stand: the window begins `lookback` before the opening and ends when the amount was earned. */
function targetOf(input: SettlementInput, due: Due): readonly CampaignShare[] {
  const { openedAt } = input.opportunity
  const touches = creditTouches(input.touches, { from: openedAt - input.lookback, until: due.at })
  return sharesOf(due, touches, { openedAt, halfLife: input.halfLife ?? defaultCreditHalfLife })
}
