import { type Counts, type TallyName, tallyNames } from '../domain/campaign.ts'
import type { ItemKey, Write } from '../ports/store.ts'
import { counterKey, keyOf, tallyKey } from './dynamodb/keys.ts'

/** The most items one transaction may touch (DynamoDB's own limit). */
export const maximumWrites = 100

/** A write that adds to counters. */
export type CountWrite = Extract<Write, { readonly kind: 'count' }>

/** A write that adds to a report's counters. */
export type AddWrite = Extract<Write, { readonly kind: 'add' }>

/**
 * Names the item a write is about.
 * @param write one write of a commit
 */
export function placeOf(write: Write): ItemKey {
  switch (write.kind) {
    case 'create':
      return keyOf(write.entity)
    case 'count':
      return tallyKey(write.tally)
    case 'add':
      return counterKey(write.counter)
    case 'replace':
    case 'require':
    case 'remove':
      return keyOf(write.stored.entity)
  }
}

/**
 * Makes a commit ready to be carried out: counts that meet on one tally become one write.
 * @param writes what the caller wants
 * @returns at most one write per item
 * @throws RangeError when it is more than a transaction can hold
 * @throws Error when two writes are about one item, or a replacement names another item than it replaces
 */
export function planCommit(writes: readonly Write[]): readonly Write[] {
  const planned = new Map<string, Write>()
  for (const write of writes) {
    const place = placeName(placeOf(write))
    const other = planned.get(place)
    if (write.kind === 'replace' && placeName(keyOf(write.entity)) !== place) {
      throw new Error(`a ${write.entity.type} can't replace another item`)
    }
    if (other === undefined) planned.set(place, write)
    else if (other.kind === 'count' && write.kind === 'count') planned.set(place, sum(other, write))
    else if (other.kind === 'add' && write.kind === 'add')
      planned.set(place, { ...other, add: sumNamed(other.add, write.add) })
    else throw new Error(`a commit can't ${other.kind} and ${write.kind} one item`)
  }
  if (planned.size > maximumWrites) throw new RangeError(`a commit of ${planned.size} items is over ${maximumWrites}`)
  return [...planned.values()]
}

/**
 * Adds counts up, counter by counter.
 * @param counts some counts
 * @param more others
 */
export function sumCounts(counts: Counts, more: Counts): Counts {
  const total: { [Name in TallyName]?: number } = {}
  for (const name of tallyNames) {
    if (counts[name] === undefined && more[name] === undefined) continue
    total[name] = (counts[name] ?? 0) + (more[name] ?? 0)
  }
  return total
}

/**
 * Adds counters with free names up.
 * @param counts some counts
 * @param more others
 */
export function sumNamed(
  counts: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sums = new Map(Object.entries(counts))
  for (const [name, count] of Object.entries(more)) sums.set(name, (sums.get(name) ?? 0) + count)
  return Object.fromEntries(sums)
}

/**
 * Makes one text of a place, for maps.
 * @param key where an item stands
 */
export function placeName(key: ItemKey): string {
  return `${key.partition}\n${key.sort}`
}

function sum(one: CountWrite, other: CountWrite): CountWrite {
  return { ...one, add: sumCounts(one.add, other.add) }
}
