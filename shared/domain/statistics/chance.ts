import type { Chance } from './bootstrap.ts'

/**
 * Makes chance that is always the same for a seed, so that a report reads the same twice: mulberry32.
 * @param seed any whole number
 * @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
export function seededChance(seed: number): Chance {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
