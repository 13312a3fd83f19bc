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
  readonly tallies: Map<string, Tally>
  readonly counters: Map<string, Counters>
}

/**
 * Lists a map's values in the order of its keys.
 * @param map anything by place
 */
export function inOrder<T>(map: ReadonlyMap<string, T>): readonly T[] {
  return [...map.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value)
}
