/**
 * Finds the name that was most likely meant: the one with the fewest letters to change, add or take out, at most two
 * (Levenshtein distance, doi:10.1145/321796.321811).
 * @param written what was written
 * @param known the names there are
 * @returns `undefined` when none is close
 */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  const close = known
    .filter((name) => Math.abs(name.length - written.length) <= 2)
    .map((name) => ({ name, distance: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter((one) => one.distance <= 2)
  return close.toSorted((one, other) => one.distance - other.distance)[0]?.name
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1]
    for (let column = 1; column <= other.length; column += 1) {
      const same = letter === other[column - 1] ? 0 : 1
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (row[column - 1] ?? 0) + same))
    }
    row = next
  }
  return row[other.length] ?? 0
}
