import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits until something is so.
 * @param attempt returns what was waited for, or `undefined` while it is not there; may throw meanwhile
 * @param limit how long to wait, in milliseconds
 */
export async function eventually<T>(attempt: () => Promise<T | undefined>, limit = 30_000): Promise<T> {
  const end = performance.now() + limit
  let last: unknown
  while (performance.now() < end) {
    try {
      const found = await attempt()
      if (found !== undefined) return found
    } catch (error) {
      last = error
    }
    await pause(20)
  }
  throw new Error(`not so within ${limit} ms`, { cause: last })
}
