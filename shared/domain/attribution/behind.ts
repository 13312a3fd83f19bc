import { creditTouches, dueOf } from '../attribution.ts'
import { type CampaignId, unattributed } from '../ids.ts'
import { type Minor, splitMinor } from '../money.ts'
import type { Basis, Opportunity } from '../opportunity.ts'
import { type AttributionModel, defaultCreditHalfLife } from '../playbook.ts'
import type { Duration } from '../time.ts'
import type { Touch } from '../touch.ts'
import { touchWeights } from './models.ts'

/** Which campaign's part of which deal is to be explained, and by what rules. */
export interface CreditQuestion {
  readonly opportunity: Opportunity
  /** The lead's touches, in any order. */
  readonly touches: readonly Touch[]
  readonly campaign: CampaignId
  readonly basis: Basis
  readonly model: AttributionModel
  /** How long before the deal opened touches count. */
  readonly lookback: Duration
  /** Half-life of `time-decay`; `defaultCreditHalfLife`, when absent. */
  readonly halfLife?: Duration
}

/** A touch that earned its campaign a part of a deal. */
export interface EarningTouch {
  readonly touch: Touch
  /** Its part of the deal's amount. */
  readonly partMinor: Minor
}

/**
 * Finds the touches through which a campaign earned its part of a deal, by the playbook's rules as they are now. Their parts sum
 * to the campaign's credit, unless the rules changed since it was credited.
 * @param question the deal, the campaign, the model and the rules
 * @returns those that weigh something in the model, oldest first; none when the deal has earned nothing on the basis
 */
export function touchesBehind(question: CreditQuestion): readonly EarningTouch[] {
  const { opportunity, campaign, model, lookback, halfLife = defaultCreditHalfLife } = question
  const due = dueOf(opportunity, question.basis)
  if (due === undefined) return []
  const { openedAt } = opportunity
  const touches = creditTouches(question.touches, { from: openedAt - lookback, until: due.at })
  if (touches.length === 0) return []
  const weights = touchWeights(model, touches, { openedAt, halfLife })
  const parts = splitMinor(due.amountMinor, weights)
  return touches.flatMap((touch, index) =>
    (touch.campaign ?? unattributed) === campaign && (weights[index] ?? 0) > 0
      ? [{ touch, partMinor: parts[index] ?? 0 }]
      : [],
  )
}
