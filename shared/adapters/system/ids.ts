import { monotonicFactory } from 'ulid'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'

/** A source of random bytes, such as `randomBytes` of `node:crypto`. */
export type RandomBytes = (size: number) => Uint8Array

/**
 * Makes ids that sort by the time they were made, also within a millisecond and when the clock is set back.
 * @param clock gives the time part
 * @param randomBytes gives the random part
 * @see https://github.com/ulid/spec
 */
export function createUlidIds(clock: Clock, randomBytes: RandomBytes): Ids {
  // The library asks for one number per character of 5 bits: a byte each is even, since 32 divides 256.
  const ulid = monotonicFactory(() => (randomBytes(1)[0] ?? 0) / 256)
  return { next: () => ulid(clock.now()) }
}
