import * as z from 'zod'
import { readJson, replaceFile } from '../data-directory.ts'

const saved = z.object({ offsetMilliseconds: z.number().int().nonnegative() })

/** The stack's clock: real time plus an offset that only grows, kept over a restart and shared with all workers. */
export class VirtualClock {
  /** The offset as one BigInt64 in milliseconds, for the workers. */
  readonly shared = new SharedArrayBuffer(8)
  readonly #offset = new BigInt64Array(this.shared)
  readonly #path: string

  /** @param path the file that keeps the offset */
  constructor(path: string) {
    this.#path = path
    const parsed = saved.safeParse(readJson(path))
    this.#set(parsed.success ? parsed.data.offsetMilliseconds : 0)
  }

  /** What time it is, in milliseconds since the epoch. */
  readonly now = (): number => Date.now() + Number(Atomics.load(this.#offset, 0))

  /**
   * Moves the clock forward; a time already past changes nothing.
   * @param time milliseconds since the epoch
   */
  moveTo(time: number): void {
    const offset = Number(Atomics.load(this.#offset, 0)) + Math.ceil(Math.max(0, time - this.now()))
    this.#set(offset)
    replaceFile(this.#path, JSON.stringify({ offsetMilliseconds: offset }))
  }

  #set(offset: number): void {
    Atomics.store(this.#offset, 0, BigInt(offset))
  }
}
