import type { Tally } from '../../domain/campaign.ts'
import type { Counters } from '../../domain/report-entry.ts'
import type { ItemKey, Stored } from '../../ports/store.ts'

/** One place and what stands there. */
export interface Row {
  readonly key: ItemKey
  readonly stored: Stored
}

/** What the memory store keeps, by place (see `placeName`). */
export interface Content {
  readonly rows: Map<string, Row>
  /** The same rows by partition and place, so that listing one costs nothing for all others. */
  readonly partitions: Map<string, Map<string, Row>>
  readonly tallies: Map<string, Tally>
  readonly counters: Map<string, Counters>
}

/**
 * Puts a row at its place, whatever stood there.
 * @param content what is kept
 * @param place its name
 * @param row what stands there from now on
 */
export function putRow({ rows, partitions }: Content, place: string, row: Row): void {
  const { partition } = row.key
  const others = partitions.get(partition) ?? new Map<string, Row>()
  partitions.set(partition, others.set(place, row))
  rows.set(place, row)
}

/**
 * Takes a row away.
 * @param content what is kept
 * @param place its name
 * @param partition the partition it is in
 */
export function removeRow({ rows, partitions }: Content, place: string, partition: string): void {
  partitions.get(partition)?.delete(place)
  rows.delete(place)
}

/**
 * Lists a map's values in the order of its keys.
 * @param map anything by place
 */
export function inOrder<T>(map: ReadonlyMap<string, T>): readonly T[] {
  return [...map.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value)
}
