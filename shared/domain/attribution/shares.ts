import { type CampaignId, unattributed } from '../ids.ts'
import { type Minor, splitMinor } from '../money.ts'
import type { ByModel } from '../opportunity.ts'
import { type AttributionModel, attributionModels } from '../playbook.ts'
import type { Instant } from '../time.ts'
import type { Touch } from '../touch.ts'
import { touchWeights, type WeightRules } from './models.ts'

/** What a campaign has of a deal, by every model. */
export interface CampaignShare {
  readonly campaign: CampaignId
  /** When the credited thing happened: opened, or won. */
  readonly at: Instant
  readonly amounts: ByModel<Minor>
  /** 1 in the models that give it something. */
  readonly deals: ByModel<number>
}

/** An amount to share out, and when it was earned. */
export interface Due {
  readonly amountMinor: Minor
  readonly at: Instant
}

/**
 * Shares an amount out among the campaigns of touches, by every model, to the minor unit: it is split over the
 * touches, the units left over going to the largest remainders, the earliest of equals first; a campaign has what its
 * touches have.
 * @param due the amount, in minor units, and when it was earned
 * @param touches those that share, oldest first, as `creditTouches` gives them; without a campaign, and without any
 *   touch, it goes to `unattributed`
 * @param rules what weights depend on
 * @returns one share for each campaign, in the order of their first touches
 */
export function sharesOf(due: Due, touches: readonly Touch[], rules: WeightRules): readonly CampaignShare[] {
  const campaigns = touches.length > 0 ? touches.map(({ campaign }) => campaign ?? unattributed) : [unattributed]
  const splits = attributionModels.map((model) => {
    const weights = touches.length > 0 ? touchWeights(model, touches, rules) : [1]
    return { model, weights, parts: splitMinor(due.amountMinor, weights) }
  })
  return [...new Set(campaigns)].map((campaign) => {
    const own = campaigns.flatMap((other, index) => (other === campaign ? [index] : []))
    const sum = (parts: readonly number[]) => own.reduce((total, index) => total + (parts[index] ?? 0), 0)
    return {
      campaign,
      at: due.at,
      amounts: byModel((model) => sum(splits.find((split) => split.model === model)?.parts ?? [])),
      deals: byModel((model) => Number(sum(splits.find((split) => split.model === model)?.weights ?? []) > 0)),
    }
  })
}

/**
 * Makes a value for each model.
 * @param make the value of one
 */
export function byModel<T>(make: (model: AttributionModel) => T): { readonly [Model in AttributionModel]: T } {
  return {
    first: make('first'),
    last: make('last'),
    even: make('even'),
    position: make('position'),
    'w-shaped': make('w-shaped'),
    'time-decay': make('time-decay'),
  }
}
