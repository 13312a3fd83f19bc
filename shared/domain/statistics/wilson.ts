/** From where to where a figure may lie, both inclusive. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** Standard normal quantile of a two-sided interval of 95 %. */
export const z95 = 1.959963984540054

/**
 * Gives the Wilson score interval of a proportion, which keeps what it promises for small numbers, and for 0 and 1
 * (E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
 * Statistical Association 22 (1927), 209–212; R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, method 3).
 * @param successes of the trials, 0 to all
 * @param trials how many
 * @param z standard normal quantile; 95 % when absent
 * @returns 0 to 1 when there was no trial: nothing is known
 */
export function wilsonInterval(successes: number, trials: number, z: number = z95): Interval {
  if (!(trials > 0)) return { low: 0, high: 1 }
  const share = Math.min(1, Math.max(0, successes / trials))
  const middle = share + z ** 2 / (2 * trials)
  const half = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2))
  const scale = 1 + z ** 2 / trials
  return {
    low: share === 0 ? 0 : Math.max(0, (middle - half) / scale),
    high: share === 1 ? 1 : Math.min(1, (middle + half) / scale),
  }
}

/** A part of a whole, with what it may be. */
export interface Proportion {
  readonly share: number
  readonly interval: Interval
}

/**
 * Gives a part of a whole with its interval of 95 %.
 * @param part how many
 * @param whole of how many
 * @returns `null` when there is no whole
 */
export function proportion(part: number, whole: number): Proportion | null {
  return whole > 0 ? { share: part / whole, interval: wilsonInterval(part, whole) } : null
}
