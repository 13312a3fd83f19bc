import { type Counters, scopeParts } from '../report-entry.ts'

/** Counters of a report by name, added up over whatever was asked for. */
export type NamedCounts = Readonly<Record<string, number>>

/**
 * Adds counters up.
 * @param counters of any places, days and shards
 */
export function sumOf(counters: readonly Pick<Counters, 'counts'>[]): NamedCounts {
  const sums = new Map<string, number>()
  for (const { counts } of counters) {
    for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count)
  }
  return Object.fromEntries(sums)
}

/**
 * Adds counters up by the value of their dimension.
 * @param counters of one dimension
 */
export function sumByValue(counters: readonly Counters[]): ReadonlyMap<string, NamedCounts> {
  const groups = Map.groupBy(counters, ({ scope }) => scopeParts(scope).value)
  return new Map([...groups].map(([value, own]) => [value, sumOf(own)]))
}

/**
 * Picks the counters whose name begins with a word and a dot, and takes that off.
 * @param counts by name
 * @param prefix without the dot
 */
export function countsUnder(counts: NamedCounts, prefix: string): NamedCounts {
  const start = `${prefix}.`
  return Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) =>
      name.startsWith(start) && count !== 0 ? [[name.slice(start.length), count] as const] : [],
    ),
  )
}

/** One name with how often it was counted. */
export interface Named {
  readonly name: string
  readonly count: number
}

/**
 * Orders counts: the most first, then by name.
 * @param counts by name
 */
export function mostFirst(counts: NamedCounts): readonly Named[] {
  return Object.entries(counts)
    .flatMap(([name, count]) => (count > 0 ? [{ name, count }] : []))
    .toSorted((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1))
}
