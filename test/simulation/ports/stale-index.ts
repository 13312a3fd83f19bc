import { placeName } from '../../../shared/adapters/commit-rules.ts'
import { dueSort, taskOf } from '../../../shared/adapters/dynamodb/index-keys.ts'
import type { Entity } from '../../../shared/domain/entity.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import { minute } from '../../../shared/domain/time.ts'
import type { ItemKey, TaskEntry } from '../../../shared/ports/store.ts'
import type { Faults } from '../core/faults.ts'
import type { Journal } from '../core/journal.ts'
import type { Random } from '../core/random.ts'

/** The longest an index lags behind its table here. */
const longestLag = 3 * minute

/** Shows the due index as it was a while ago. */
export interface StaleIndex {
  due(entries: readonly TaskEntry[], until: Instant, limit: number): readonly TaskEntry[]
}

/**
 * Makes an index that lags behind: of what changed lately, some items are shown as they were before.
 * @param faults decides when it lags
 * @param random decides by how much, and for which items
 * @param journal knows what changed
 * @param elapsed tells how much time has passed, in milliseconds
 */
export function createStaleIndex(faults: Faults, random: Random, journal: Journal, elapsed: () => number): StaleIndex {
  return {
    due: (entries, until, limit) => {
      if (!faults.strikes('staleIndex')) return entries
      const since = elapsed() - random.between(0, longestLag)
      const shown = new Map(entries.map((entry) => [placeName(entry.key), entry]))
      for (const [place, { key, before }] of earliestSince(journal, since)) {
        if (random.chance(0.3)) continue
        const entry = entryOf(key, before)
        if (entry === undefined || entry.dueAt > until) shown.delete(place)
        else shown.set(place, entry)
      }
      const sorted = [...shown.values()].map((entry) => ({ entry, sort: dueSort(entry.dueAt, entry.key) }))
      sorted.sort((one, other) => (one.sort < other.sort ? -1 : 1))
      return sorted.slice(0, limit).map(({ entry }) => entry)
    },
  }
}

/** What stood at each place that changed lately, before the first of those changes. */
function earliestSince(journal: Journal, since: number) {
  const earliest = new Map<string, { readonly key: ItemKey; readonly before: Entity | undefined }>()
  for (let index = journal.commits.length - 1; index >= 0; index -= 1) {
    const commit = journal.commits[index]
    if (commit === undefined || commit.elapsed < since) break
    for (const { key, before } of commit.changes) earliest.set(placeName(key), { key, before })
  }
  return earliest
}

function entryOf(key: ItemKey, entity: Entity | undefined): TaskEntry | undefined {
  const task = entity === undefined ? undefined : taskOf(entity)
  if (task === undefined || task.parkedAt !== undefined) return undefined
  return { key, kind: task.kind, dueAt: task.dueAt }
}
