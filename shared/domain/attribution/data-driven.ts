import type { CampaignId } from '../ids.ts'
import { type Minor, splitMinor } from '../money.ts'
import type { DataDrivenModel } from '../playbook.ts'
import { type NotEnoughData, notEnoughData } from '../statistics/data.ts'
import { removalEffects } from './markov.ts'
import { shapleyValues } from './shapley.ts'

/** The campaigns of one or more deals in the order of their touches, and how the deals ended. */
export interface Path {
  /** `unattributed` for a touch without a campaign; a path without any is passed over. */
  readonly campaigns: readonly CampaignId[]
  /** Deals that were won this way. */
  readonly won: number
  /** What those deals are worth together, in minor units. */
  readonly revenueMinor: Minor
  /** Deals that were lost this way, or leads that came to nothing. */
  readonly lost: number
}

/** What part of all that was won a campaign has; all together make 1. */
export interface RevenueShare {
  readonly campaign: CampaignId
  readonly share: number
}

/** What a data-driven model says. */
export type DataDrivenShares =
  | {
      readonly kind: 'shares'
      /** Deals won on the paths that were looked at. */
      readonly won: number
      /** The largest first, then by name. */
      readonly shares: readonly RevenueShare[]
    }
  | NotEnoughData

/**
 * Divides what was won among campaigns by what all paths show together. Deals weigh what they are worth, or else a
 * campaign of many small deals would be given revenue of large ones that it never met; deals that are worth nothing,
 * when there are no others, weigh the same.
 * @param model `markov`: by the revenue each campaign's removal would cost. `shapley`: by what each adds on average
 * @param paths in any order
 * @param minimum won deals below which it says nothing: the playbook's `attribution.minimumPaths`
 * @returns shares of 0 to 1 that sum to 1, of every campaign on a path; or how many won deals there are
 */
export function dataDrivenShares(model: DataDrivenModel, paths: readonly Path[], minimum: number): DataDrivenShares {
  const usable = paths.filter(
    ({ campaigns, won, lost, revenueMinor }) =>
      campaigns.length > 0 && isCount(won) && isCount(lost) && isCount(revenueMinor),
  )
  const won = usable.reduce((sum, path) => sum + path.won, 0)
  if (!(won > 0 && won >= minimum)) return notEnoughData(won, Math.max(1, minimum))
  const paid = usable.some(({ revenueMinor }) => revenueMinor > 0)
  const gainOf = paid ? (path: Path) => path.revenueMinor : (path: Path) => path.won
  const weights = model === 'markov' ? removalEffects(usable, gainOf) : shapleyValues(usable, gainOf)
  const whole = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  const shares = [...weights]
    .map(([campaign, weight]) => ({ campaign, share: weight / whole }))
    .toSorted((one, other) => other.share - one.share || (one.campaign < other.campaign ? -1 : 1))
  return { kind: 'shares', won, shares }
}

function isCount(weight: number): boolean {
  return Number.isFinite(weight) && weight >= 0
}

/** Shares are split to a hundred-millionth, times the six decimals that `splitMinor` reads. */
const shareScale = 1e8

/**
 * Divides won revenue by shares, to the minor unit.
 * @param shares as `dataDrivenShares` gives them
 * @param revenueMinor minor units
 * @returns parts that sum to the revenue, in the order of the shares
 */
export function divideRevenue(
  shares: readonly RevenueShare[],
  revenueMinor: Minor,
): readonly { readonly campaign: CampaignId; readonly revenueMinor: Minor }[] {
  if (shares.length === 0) return []
  const parts = splitMinor(
    revenueMinor,
    shares.map(({ share }) => share * shareScale),
  )
  return shares.map(({ campaign }, index) => ({ campaign, revenueMinor: parts[index] ?? 0 }))
}
