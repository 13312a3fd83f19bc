import type { RepId } from './ids.ts'
import type { Rep } from './roster.ts'

const indexed = new WeakMap<readonly Rep[], ReadonlyMap<RepId, Rep>>()

/**
 * Lists a roster by id; each roster is listed once.
 * @param roster reps as read
 */
export function rosterIndex(roster: readonly Rep[]): ReadonlyMap<RepId, Rep> {
  const known = indexed.get(roster)
  if (known !== undefined) return known
  const index = new Map(roster.map((rep) => [rep.id, rep]))
  indexed.set(roster, index)
  return index
}
