import type { FieldError } from '../contracts/problem.ts'
import type { Campaign, Spend } from '../domain/campaign.ts'
import type { Store } from '../ports/store.ts'
import { commitFresh } from './fresh.ts'
import { currentRules } from './rules.ts'

/**
 * Declares a campaign, or changes what was declared of it.
 * @param store where it is kept
 * @param campaign what marketing runs
 */
export function putCampaign(store: Store, campaign: Omit<Campaign, 'type' | 'declared'>): Promise<Campaign> {
  return commitFresh(store, async () => {
    const stored = await store.get({ type: 'campaign', id: campaign.id })
    const entity: Campaign = { type: 'campaign', ...campaign, declared: true }
    return {
      result: entity,
      writes: [stored === undefined ? { kind: 'create', entity } : { kind: 'replace', stored, entity }],
    }
  })
}

/** What became of a spend. */
export type SpendResult =
  | { readonly kind: 'done'; readonly spend: Spend }
  | { readonly kind: 'no-such-campaign' }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/**
 * Sets what a campaign cost in a month; it replaces what was set before.
 * @param store where it is kept
 * @param spend campaign, month, amount in minor units and the workspace's currency
 */
export function putSpend(store: Store, spend: Omit<Spend, 'type'>): Promise<SpendResult> {
  return commitFresh<SpendResult>(store, async () => {
    const { playbook } = await currentRules(store)
    const { currency } = playbook.workspace
    if (spend.currency !== currency) {
      const errors = [{ path: 'currency', message: `must be ${currency}, the workspace's currency` }]
      return { result: { kind: 'invalid', errors }, writes: [] }
    }
    const entity: Spend = { type: 'spend', ...spend }
    const [campaign, stored] = await Promise.all([
      store.get({ type: 'campaign', id: spend.campaign }),
      store.get(entity),
    ])
    if (campaign === undefined) return { result: { kind: 'no-such-campaign' }, writes: [] }
    const write =
      stored === undefined ? ({ kind: 'create', entity } as const) : ({ kind: 'replace', stored, entity } as const)
    return { result: { kind: 'done', spend: entity }, writes: [write] }
  })
}

/** A campaign with what its months cost, the first of them first. */
export interface CampaignWithSpend {
  readonly campaign: Campaign
  readonly spend: readonly Spend[]
}

/**
 * Lists every campaign that is known, by id: those that were declared, and those that a touch named.
 * @param store where they are kept
 */
export async function listCampaigns(store: Store): Promise<readonly CampaignWithSpend[]> {
  const campaigns = await store.listCampaigns()
  return Promise.all(
    campaigns.map(async ({ entity: campaign }) => ({
      campaign,
      spend: (await store.listSpend(campaign.id)).map(({ entity }) => entity),
    })),
  )
}
