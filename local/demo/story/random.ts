/** The one source of chance in the demo's story: the same name gives the same numbers. */
export interface Random {
  /** A fraction from 0 (inclusive) to 1 (exclusive). */
  next(): number
  /** A whole number from `least` to `most`, both inclusive. */
  between(least: number, most: number): number
  /** True with a probability from 0 to 1. */
  chance(probability: number): boolean
  /** One of a list, which must not be empty. */
  pick<T>(list: readonly T[]): T
  /** One of a list, each as likely as its weight says. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T
  /** A positive number of a log-normal distribution. @param spread standard deviation of its logarithm */
  around(median: number, spread: number): number
}

/**
 * Makes a source of chance of its own for everything that has a name, so that one more draw in one place changes nothing
 * in another.
 * @param seed the history's seed
 * @param name whose chance it is, such as `person:12`
 */
export function randomFor(seed: number, name: string): Random {
  const next = generator(hashed(`${seed}:${name}`))
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => at(list, between(0, list.length - 1)),
    weighted: (list) => {
      let left = next() * list.reduce((sum, { weight }) => sum + weight, 0)
      return (
        list.find(({ weight }) => {
          left -= weight
          return left < 0
        }) ?? at(list, list.length - 1)
      )
    },
    around: (median, spread) => median * Math.exp(spread * normal(next)),
  }
}

function at<T>(list: readonly T[], place: number): T {
  for (const [index, item] of list.entries()) if (index === place) return item
  throw new RangeError('nothing to pick from')
}

/** Box and Muller's transform, https://doi.org/10.1214/aoms/1177706645. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** FNV-1a, 32 bits, http://www.isthe.com/chongo/tech/comp/fnv/. */
function hashed(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}

/** sfc32 of PractRand, https://pracrand.sourceforge.net/RNG_engines.txt. */
function generator(seed: number): () => number {
  let [a, b, c, counter] = [0, seed | 0, 0x9e3779b9 | 0, 1]
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next()
  return next
}
