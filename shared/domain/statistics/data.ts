/** Said instead of a number that too little data would make up. */
export interface NotEnoughData {
  readonly kind: 'not-enough-data'
  /** How much there is, and how much it takes, of what the function says it counts. */
  readonly have: number
  readonly need: number
}

/**
 * Says that there is not enough data.
 * @param have how much there is
 * @param need how much it takes
 */
export function notEnoughData(have: number, need: number): NotEnoughData {
  return { kind: 'not-enough-data', have, need }
}
