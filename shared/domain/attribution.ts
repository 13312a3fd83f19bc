import { settleBasis } from './attribution/settle-basis.ts'
import { type CampaignShare, type Due, sharesOf } from './attribution/shares.ts'
import type { Basis, Credit, Opportunity } from './opportunity.ts'
import { defaultCreditHalfLife } from './playbook.ts'
import type { Duration, Instant } from './time.ts'
import { earnsCredit, type Touch } from './touch.ts'

export { correctionLines, foldCredits, ledgerAsOf } from './attribution/ledger.ts'
export {
  type DayCounts,
  ledgerTallies,
  type TallyDifference,
  talliesOf,
  talliesOfAll,
  tallyDifferences,
} from './attribution/tallies.ts'

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
  /** Most lines that can be written at once, at least 1; any number, when absent. */
  readonly mostLines?: number
}

/** Lines to write, and the opportunity as it is once they are written. */
export interface Settlement {
  readonly lines: readonly Credit[]
  readonly opportunity: Opportunity
  /** False when more lines were wanted than can be written at once: settle again once these are written. */
  readonly isComplete: boolean
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
 * when it was won, by each model to the minor unit. Where nothing differs, nothing is written; what differs is taken back
 * by lines of the next round and credited anew by lines of the round after. It looks at the lines themselves, so a touch
 * that arrived late, another lookback or half-life, and a line from before a model was there are put right too, though the
 * deal is the same.
 * @param input the deal, its lead's touches as they are now, the lookback and the lines that stand
 * @returns no lines when every campaign has what it should in every model
 */
export function correctCredits(input: SettlementInput): Settlement {
  const { opportunity } = input
  let mostLines = input.mostLines ?? Number.POSITIVE_INFINITY
  const bases = (['pipeline', 'revenue'] as const).map((basis) => {
    const due = dueOf(opportunity, basis)
    const done = settleBasis({
      opportunity: opportunity.id,
      basis,
      standing: opportunity.credited[basis],
      due,
      previous: input.previous,
      target: due === undefined ? [] : targetOf(input, due),
      mostLines,
      ...(input.now === undefined ? {} : { postedAt: input.now }),
    })
    mostLines -= done.lines.length
    return { basis, ...done }
  })
  const credited = bases.flatMap((one) => (one.credited === undefined ? [] : [[one.basis, one.credited] as const]))
  return {
    lines: bases.flatMap(({ lines }) => lines),
    opportunity: { ...opportunity, credited: Object.fromEntries(credited) },
    isComplete: bases.every(({ isComplete }) => isComplete),
  }
}

/**
 * Says what a deal has earned on a basis, and when.
 * @param opportunity the deal
 * @param basis pipeline, or revenue
 * @returns undefined when it has earned nothing on it
 */
export function dueOf({ amountMinor, openedAt, state }: Opportunity, basis: Basis): Due | undefined {
  if (basis === 'pipeline') return { amountMinor, at: openedAt }
  return state.status === 'won' ? { amountMinor: state.amountMinor, at: state.closedAt } : undefined
}

/** What ought to stand: the window begins `lookback` before the opening and ends when the amount was earned. */
function targetOf(input: SettlementInput, due: Due): readonly CampaignShare[] {
  const { openedAt } = input.opportunity
  const touches = creditTouches(input.touches, { from: openedAt - input.lookback, until: due.at })
  return sharesOf(due, touches, { openedAt, halfLife: input.halfLife ?? defaultCreditHalfLife })
}
