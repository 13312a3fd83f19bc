/** A change of the playbook during the year: the same text before it and from it on. */
export interface Revision {
  readonly daysAgo: number
  readonly was: string
  readonly is: string
}

/** What was learned in the year, oldest first. The shipped file is how it ended. */
export const revisions: readonly Revision[] = [
  { daysAgo: 243, was: '  hot: 80 ', is: '  hot: 70 ' },
  { daysAgo: 131, was: 'form.webinar: { points: 8, cap: 16 }', is: 'form.webinar: { points: 15, cap: 30 }' },
]

/**
 * Finds the playbooks of the year.
 * @param source the last one
 * @param changes what changed, oldest first
 * @returns the first one, then one after each change
 * @throws Error when a change is not in the last one
 */
export function playbooksOf(source: string, changes: readonly Revision[]): readonly string[] {
  const sources = [source]
  let earliest = source
  for (const { was, is } of changes.toReversed()) {
    if (!earliest.includes(is)) throw new Error(`the demo’s playbook has no “${is}” to undo`)
    earliest = earliest.replace(is, was)
    sources.unshift(earliest)
  }
  return sources
}
