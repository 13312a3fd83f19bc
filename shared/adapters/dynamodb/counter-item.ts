import { type Counts, type Tally, type TallyKey, tallyNames } from '../../domain/campaign.ts'
import type { Counters } from '../../domain/report-entry.ts'
import { sumCounts, sumNamed } from '../commit-rules.ts'
import { attributes, fromKey, type Item, textsOf, toKey } from './item.ts'
import { counterKey, tallyKey } from './keys.ts'
import { packCounts, unpackCounts } from './packed-counts.ts'

/** The type of an item that holds a tally; counters stand on the item itself, so that they can be added to. */
export const tallyType = 'tally'

/** The type of an item that holds a report's counters. */
export const countersType = 'counters'

/** What a report's counters are called in their item: nothing people choose can be taken for another attribute. */
const counterPrefix = 'n:'

/** Attributes that numbers stand in. */
export type NumberAttributes = readonly (readonly [name: string, amount: number | bigint])[]

/**
 * Says which attributes of its item a tally's counts are.
 * @param counts how they stand, or what to add to them
 */
export function tallyAttributes(counts: Counts): NumberAttributes {
  return Object.entries(counts).flatMap(([name, amount]) => (amount === undefined ? [] : [[name, amount] as const]))
}

/**
 * Says which attributes of its item a report's counters are.
 * @param counts how they stand, or what to add to them
 */
export function counterAttributes(counts: Counters['counts']): NumberAttributes {
  const { packed, others } = packCounts(counts)
  return [...Object.entries(others).map(([name, amount]) => [`${counterPrefix}${name}`, amount] as const), ...packed]
}

/**
 * Makes the item of a tally as additions leave it.
 * @param tally whose counters, and how they stand
 */
export function toTallyItem(tally: Tally): Item {
  const type = textsOf({ [attributes.type]: tallyType })
  return { ...toKey(tallyKey(tally)), ...type, ...numbersOf(tallyAttributes(tally.counts)) }
}

/**
 * Makes the item of a report's counters as additions leave it.
 * @param counters whose they are, and how they stand
 */
export function toCounterItem(counters: Counters): Item {
  const type = textsOf({ [attributes.type]: countersType })
  return { ...toKey(counterKey(counters)), ...type, ...numbersOf(counterAttributes(counters.counts)) }
}

function numbersOf(numbers: NumberAttributes): Item {
  return Object.fromEntries(numbers.map(([name, amount]) => [name, { N: String(amount) }]))
}

/**
 * Reads counters back from their item.
 * @param item a tally's item
 * @param tally whose counters these are
 */
export function fromTallyItem(item: Item, tally: TallyKey): Tally {
  const entries = tallyNames.flatMap((name) => {
    const value = item[name]?.N
    return value === undefined ? [] : [[name, Number(value)] as const]
  })
  return { type: 'tally', ...tally, counts: sumCounts(Object.fromEntries(entries), {}) }
}

/**
 * Reads a report's counters back from their item.
 * @param item the counters' item
 * @param dimension whose they are
 */
export function fromCounterItem(item: Item, dimension: string): Counters {
  const { sort } = fromKey(item)
  const [first, final] = [sort.indexOf('#'), sort.lastIndexOf('#')]
  const value = sort.slice(first + 1, final)
  const counts = Object.entries(item).flatMap(([name, attribute]): readonly (readonly [string, number])[] => {
    if (attribute.N === undefined) return []
    if (name.startsWith(counterPrefix)) return [[name.slice(counterPrefix.length), Number(attribute.N)]]
    return unpackCounts(name, attribute.N) ?? []
  })
  return {
    type: 'counters',
    scope: value === '' ? dimension : `${dimension}:${value}`,
    period: sort.slice(0, first),
    shard: Number(sort.slice(final + 1)),
    counts: counts.map(([name, count]) => ({ [name]: count })).reduce(sumNamed, {}),
  }
}
