/** The one source of chance in a simulation: the same seed gives the same numbers. */
export interface Random {
  /** A fraction from 0 (inclusive) to 1 (exclusive). */
  next(): number
  /** A whole number from `least` to `most`, both inclusive. */
  between(least: number, most: number): number
  /** True with a probability from 0 to 1. */
  chance(probability: number): boolean
  /** One of a list, which must not be empty. */
  pick<T>(list: readonly T[]): T
}

/**
 * Makes a source of chance.
 * @param seed any number; its lower 32 bits count
 * @see sfc32 of PractRand, https://pracrand.sourceforge.net/RNG_engines.txt
 */
export function createRandom(seed: number): Random {
  const next = smallFastCounter(seed)
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    chance: (probability) => probability > 0 && next() < probability,
    pick: (list) => {
      const index = between(0, list.length - 1)
      for (const [place, item] of list.entries()) if (place === index) return item
      throw new RangeError('nothing to pick from')
    },
  }
}

function smallFastCounter(seed: number): () => number {
  let [a, b, c, counter] = [0, seed | 0, 0x9e3779b9 | 0, 1]
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }
  // The first numbers of neighbouring seeds resemble each other.
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next()
  return next
}
