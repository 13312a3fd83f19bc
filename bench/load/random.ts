/** A source of chance that gives the same numbers for the same seed, so that every run has the same load. */
export interface Random {
  /** A fraction from 0 (inclusive) to 1 (exclusive). */
  next(): number
  /** A whole number from `least` to `most`, both inclusive. */
  between(least: number, most: number): number
  /** One of a list, which must not be empty. */
  pick<T>(list: readonly [T, ...T[]]): T
}

/**
 * Makes a source of chance.
 * @param seed any whole number
 * @see mulberry32, https://github.com/bryc/code/blob/master/jshash/PRNGs.md
 */
export function createRandom(seed: number): Random {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return { next, between, pick: (list) => list[between(0, list.length - 1)] ?? list[0] }
}
