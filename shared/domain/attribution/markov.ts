import type { CampaignId } from '../ids.ts'
import { dot, invert } from '../statistics/linear.ts'
import type { Path } from './data-driven.ts'

/** Transitions counted: from the start and from each campaign, to campaigns and to winning. */
interface Chain {
  readonly names: readonly CampaignId[]
  /** Probability of each campaign as the first. */
  readonly first: readonly number[]
  /** Probability of each campaign after each. */
  readonly next: readonly (readonly number[])[]
  /** What is won after each on average: the probability of winning, or the amount. */
  readonly won: readonly number[]
}

/**
 * Gives each campaign its removal effect: the part of all that is won that would be lost if whoever comes to the
 * campaign went no further. Paths are a first-order Markov chain from a start over campaigns to the absorbing states
 * won and lost (E. Anderl, I. Becker, F. von Wangenheim, J. H. Schumann, Mapping the customer journey, International
 * Journal of Research in Marketing 33 (2016), 457–474, https://doi.org/10.1016/j.ijresmar.2016.03.001).
 *
 * It is solved, not simulated. With Q the transitions among campaigns, N = (I − Q)⁻¹ holds the expected visits
 * (J. G. Kemeny, J. L. Snell, Finite Markov Chains, 1960, ch. III). The chance to come to k at all is N_sk ÷ N_kk,
 * and to win from there w_k = Σ N_kj r_j. All ways to win that pass k are their product; so one inversion gives
 * every effect. A campaign that follows itself changes nothing. With r_j not the chance to win after j but what is won
 * there on average, the effects are those on the amount (the value removal effect of D. Altomare's ChannelAttribution,
 * https://cran.r-project.org/package=ChannelAttribution).
 * @param paths in any order, none without campaigns
 * @param gainOf what a path won: its deals, or what they are worth; 0 where nothing was won
 * @returns effects of 0 to 1 by campaign; 0 for all when no deal was won
 */
export function removalEffects(
  paths: readonly Path[],
  gainOf: (path: Path) => number = ({ won }) => won,
): ReadonlyMap<CampaignId, number> {
  const chain = chainOf(paths, gainOf)
  const visits = invert(chain.next.map((row, from) => row.map((probability, to) => Number(from === to) - probability)))
  // A path ends somewhere, so from every campaign won or lost is reached, and I − Q has an inverse.
  if (visits === undefined) throw new Error('a chain in which every path ends cannot be singular')
  const winning = visits.map((row) => dot(row, chain.won))
  const all = dot(chain.first, winning)
  const effects = chain.names.map((name, k) => {
    const visited = chain.first.reduce((sum, probability, from) => sum + probability * (visits[from]?.[k] ?? 0), 0)
    const reached = visited / (visits[k]?.[k] ?? 1)
    return [name, all > 0 ? clamped((reached * (winning[k] ?? 0)) / all) : 0] as const
  })
  return new Map(effects)
}

/** Rounding may leave a hair below 0 or above 1. */
function clamped(effect: number): number {
  return Math.min(1, Math.max(0, effect))
}

function chainOf(paths: readonly Path[], gainOf: (path: Path) => number): Chain {
  const names = [...new Set(paths.flatMap(({ campaigns, won, lost }) => (won + lost > 0 ? campaigns : [])))].toSorted()
  const places = new Map(names.map((name, index) => [name, index]))
  const first = names.map(() => 0)
  const next = names.map(() => names.map(() => 0))
  const won = names.map(() => 0)
  const left = names.map(() => 0)
  const add = (counts: number[] | undefined, place: number, weight: number): void => {
    if (counts !== undefined) counts[place] = (counts[place] ?? 0) + weight
  }
  for (const path of paths) {
    const weight = path.won + path.lost
    if (weight === 0) continue
    const steps = path.campaigns.map((campaign) => places.get(campaign) ?? 0)
    for (const [index, step] of steps.entries()) {
      const previous = steps[index - 1]
      add(previous === undefined ? first : next[previous], step, weight)
      add(left, step, weight)
    }
    add(won, steps.at(-1) ?? 0, gainOf(path))
  }
  const whole = first.reduce((sum, count) => sum + count, 0)
  return {
    names,
    first: first.map((count) => count / whole),
    next: next.map((row, from) => row.map((count) => count / (left[from] ?? 1))),
    won: won.map((count, from) => count / (left[from] ?? 1)),
  }
}
