import type { CampaignId } from '../ids.ts'
import type { Path } from './data-driven.ts'

/**
 * Gives each campaign its Shapley value in the game whose coalitions are sets of campaigns, and in which a coalition S
 * is worth v(S), the deals won on paths all of whose campaigns are in S.
 *
 * The value is exact for any number of campaigns, without going through coalitions: v is a sum of one game per path,
 * worth its deals to every coalition that holds all its campaigns (a unanimity game). In such a game those campaigns
 * are alike and all others change nothing, so by symmetry, null player and efficiency each gets an equal part; and by
 * additivity the value of the sum is the sum of the values (L. S. Shapley, A value for n-person games, 1953; K. Zhao,
 * S. H. Mahboobi, S. R. Bagheri, Shapley Value Methods for Attribution Modeling in Online Advertising, 2018,
 * https://arxiv.org/abs/1804.05327). Lost deals, order and repetition on a path make no difference.
 * @param paths in any order, none without campaigns
 * @returns won deals by campaign; they sum to all won deals
 */
export function shapleyValues(paths: readonly Path[]): ReadonlyMap<CampaignId, number> {
  const values = new Map<CampaignId, number>()
  for (const { campaigns, won } of paths) {
    const distinct = new Set(campaigns)
    for (const campaign of distinct) values.set(campaign, (values.get(campaign) ?? 0) + won / distinct.size)
  }
  return values
}
