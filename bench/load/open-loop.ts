import { setTimeout as pause } from 'node:timers/promises'
import { clock } from './client.ts'
import { createRandom } from './random.ts'

/** What came of one arrival. */
export interface Arrival<T> {
  /** When it was due, in milliseconds since the epoch: waiting counts from here, however late it was sent. */
  readonly dueAt: number
  readonly result: T
}

/** A load whose arrivals do not wait for answers, as people don't wait for each other. */
export interface OpenLoad {
  /** Arrivals per second on average; the gaps between them are exponential (a Poisson process). */
  readonly rate: number
  readonly count: number
  readonly seed: number
}

/**
 * Sends at set times, whether earlier ones were answered or not, so that a slow answer is not left out of the
 * count by delaying those after it (coordinated omission).
 * @param load how many, how often
 * @param send sends one
 * @returns what came of each
 */
export async function sendOpenLoop<T>(
  load: OpenLoad,
  send: (index: number) => Promise<T>,
): Promise<readonly Arrival<T>[]> {
  const random = createRandom(load.seed)
  const underWay: Promise<Arrival<T>>[] = []
  let dueAt = clock() + 100
  for (let index = 0; index < load.count; index += 1) {
    const wait = dueAt - clock()
    if (wait > 0) await pause(wait)
    const due = dueAt
    underWay.push(send(index).then((result) => ({ dueAt: due, result })))
    dueAt += (-Math.log(1 - random.next()) * 1_000) / load.rate
  }
  return await Promise.all(underWay)
}
