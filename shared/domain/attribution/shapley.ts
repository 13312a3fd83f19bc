import type { CampaignId } from '../ids.ts'
import type { Path } from './data-driven.ts'

/**
 * Gives each campaign its Shapley value in the game whose coalitions are sets of campaigns, and in which a coalition S
 * is worth v(S), what is won on paths all of whose campaigns are in S.
 *
 * The value is exact for any number of campaigns, without going through coalitions: v is a sum of one game per path,
 * worth what it won to every coalition that holds all its campaigns (a unanimity game). In such a game those campaigns
 * are alike and all others change nothing, so by symmetry, null player and efficiency each gets an equal part; and by
 * additivity the value of the sum is the sum of the values (L. S. Shapley, A value for n-person games, 1953; K. Zhao,
 * S. H. Mahboobi, S. R. Bagheri, Shapley Value Methods for Attribution Modeling in Online Advertising, 2018,
 * https://arxiv.org/abs/1804.05327). Lost deals, order and repetition on a path make no difference.
 * @param paths in any order, none without campaigns
 * @param gainOf what a path won: its deals, or what they are worth
 * @returns what is won by campaign; all together are all that is won
 */
export function shapleyValues(
  paths: readonly Path[],
  gainOf: (path: Path) => number = ({ won }) => won,
): ReadonlyMap<CampaignId, number> {
  const values = new Map<CampaignId, number>()
  for (const path of paths) {
    const distinct = new Set(path.campaigns)
    const part = gainOf(path) / distinct.size
    for (const campaign of distinct) values.set(campaign, (values.get(campaign) ?? 0) + part)
  }
  return values
}
