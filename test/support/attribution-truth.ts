import type { Path } from '../../shared/domain/attribution/data-driven.ts'

/** Every order of a list. */
function* orders<T>(list: readonly T[]): Generator<readonly T[]> {
  if (list.length === 0) yield []
  for (const [index, item] of list.entries()) {
    for (const rest of orders(list.toSpliced(index, 1))) yield [item, ...rest]
  }
}

/**
 * Works a Shapley value out by its definition: what a player adds on joining, averaged over all orders of joining.
 * @param players few
 * @param worth what a coalition is worth
 */
export function shapleyByOrders(
  players: readonly string[],
  worth: (coalition: ReadonlySet<string>) => number,
): ReadonlyMap<string, number> {
  const sums = new Map(players.map((player) => [player, 0]))
  let count = 0
  for (const order of orders(players)) {
    count += 1
    const coalition = new Set<string>()
    for (const player of order) {
      const before = worth(coalition)
      coalition.add(player)
      sums.set(player, (sums.get(player) ?? 0) + worth(coalition) - before)
    }
  }
  return new Map([...sums].map(([player, sum]) => [player, sum / count]))
}

/** What is won on paths that keep to a coalition: deals, or what `gainOf` says. */
export function wonWithin(
  paths: readonly Path[],
  coalition: ReadonlySet<string>,
  gainOf: (path: Path) => number = ({ won }) => won,
): number {
  return paths.reduce((sum, path) => sum + (path.campaigns.every((name) => coalition.has(name)) ? gainOf(path) : 0), 0)
}

/**
 * Works the chance to win out by walking the chain step by step until next to nothing is under way.
 * @param paths won and lost
 * @param removed a campaign that nobody gets past
 */
export function chanceToWin(paths: readonly Path[], removed?: string): number {
  return [...chancesToWin(paths, removed).values()].reduce((sum, chance) => sum + chance, 0)
}

/**
 * Works out what is won on average by whoever starts: the chance to win from each last campaign, times what a deal is
 * worth that was won from there.
 * @param paths won and lost
 * @param removed a campaign that nobody gets past
 */
export function amountWon(paths: readonly Path[], removed?: string): number {
  const fromLast = Map.groupBy(paths, ({ campaigns }) => campaigns.at(-1) ?? '')
  const worth = (last: string): number => {
    const own = fromLast.get(last) ?? []
    return own.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0) / own.reduce((sum, { won }) => sum + won, 0)
  }
  return [...chancesToWin(paths, removed)].reduce((sum, [last, chance]) => sum + chance * worth(last), 0)
}

function chancesToWin(paths: readonly Path[], removed?: string): ReadonlyMap<string, number> {
  const moves = new Map<string, Map<string, number>>()
  for (const { campaigns, won, lost } of paths) {
    const ends = [...(won > 0 ? [['(won)', won] as const] : []), ...(lost > 0 ? [['(lost)', lost] as const] : [])]
    for (const [end, weight] of ends) {
      const states = ['(start)', ...campaigns, end]
      for (const [index, state] of states.entries()) {
        const next = states[index + 1]
        if (next === undefined) continue
        const row = moves.get(state) ?? new Map<string, number>()
        moves.set(state, row.set(next, (row.get(next) ?? 0) + weight))
      }
    }
  }
  let here = new Map([['(start)', 1]])
  const won = new Map<string, number>()
  for (let step = 0; step < 100_000 && [...here.values()].reduce((sum, part) => sum + part, 0) > 1e-13; step += 1) {
    const there = new Map<string, number>()
    for (const [state, part] of here) {
      const row = moves.get(state) ?? new Map<string, number>()
      const whole = [...row.values()].reduce((sum, weight) => sum + weight, 0)
      for (const [next, weight] of row) {
        if (next === '(won)') won.set(state, (won.get(state) ?? 0) + (part * weight) / whole)
        else if (next !== '(lost)' && next !== removed)
          there.set(next, (there.get(next) ?? 0) + (part * weight) / whole)
      }
    }
    here = there
  }
  return won
}
