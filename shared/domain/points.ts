import type { Reason } from './lead.ts'

/**
 * Rounds points to hundredths, in which reasons are told.
 * @param points any number of points
 */
export function toHundredths(points: number): number {
  return Math.round(points * 100) / 100
}

/**
 * Adds points up in whole hundredths, so that the sum is exact and does not depend on the order.
 * @param reasons each with points in hundredths
 */
export function sumOf(reasons: readonly Pick<Reason, 'points'>[]): number {
  let hundredths = 0
  for (const { points } of reasons) hundredths += Math.round(points * 100)
  return hundredths / 100
}
