import { setImmediate as macrotask } from 'node:timers/promises'
import type { Duration, Instant } from '../../../shared/domain/time.ts'
import type { Clock } from '../../../shared/ports/clock.ts'
import type { Random } from './random.ts'

/** Something that happens at a moment. */
type Happening = () => void | Promise<void>

/** Decides what happens next. Nothing in a simulation happens but through it. */
export interface Scheduler {
  /** What time the product sees. */
  readonly clock: Clock
  /** Time that has really passed since the start, in milliseconds: jumps of the clock don't count. */
  elapsed(): Duration
  /** Has something happen after a time. What falls on one moment happens in an order that chance decides. */
  after(delay: Duration, happening: Happening): void
  /** Moves the clock forward; what is under way stays under way. */
  jump(by: Duration): void
  /** Lets everything happen that is planned up to a time. */
  runUntil(elapsed: Duration): Promise<void>
  /** Lets everything happen that is planned, and what comes of it. */
  runOut(): Promise<void>
}

interface Planned {
  readonly at: Duration
  readonly order: number
  readonly happening: Happening
}

/**
 * Makes a scheduler.
 * @param start what the clock shows at first
 * @param random decides what goes first at one moment
 */
export function createScheduler(start: Instant, random: Random): Scheduler {
  const planned = createHeap()
  let elapsed = 0
  let jumped = 0
  const run = async (until: Duration): Promise<void> => {
    for (let next = planned.peek(); next !== undefined && next.at <= until; next = planned.peek()) {
      planned.pop()
      elapsed = Math.max(elapsed, next.at)
      await next.happening()
      // All that JavaScript has to do is done before the next thing happens.
      await macrotask()
    }
  }
  return {
    clock: { now: () => start + elapsed + jumped },
    elapsed: () => elapsed,
    after: (delay, happening) => planned.push({ at: elapsed + delay, order: random.next(), happening }),
    jump: (by) => {
      jumped += by
    },
    runUntil: async (end) => {
      await run(end)
      elapsed = Math.max(elapsed, end)
    },
    runOut: () => run(Number.POSITIVE_INFINITY),
  }
}

function createHeap() {
  const items: Planned[] = []
  const before = (one: Planned | undefined, other: Planned | undefined): boolean =>
    one !== undefined && other !== undefined && (one.at - other.at || one.order - other.order) < 0
  const swap = (one: number, other: number): void => {
    const [first, second] = [items[one], items[other]]
    if (first === undefined || second === undefined) return
    items[one] = second
    items[other] = first
  }
  const rise = (place: number): void => {
    const parent = (place - 1) >> 1
    if (place === 0 || !before(items[place], items[parent])) return
    swap(place, parent)
    rise(parent)
  }
  const sink = (place: number): void => {
    const [left, right] = [2 * place + 1, 2 * place + 2]
    const child = before(items[right], items[left]) ? right : left
    if (!before(items[child], items[place])) return
    swap(place, child)
    sink(child)
  }
  return {
    peek: (): Planned | undefined => items[0],
    push: (item: Planned): void => {
      items.push(item)
      rise(items.length - 1)
    },
    pop: (): void => {
      swap(0, items.length - 1)
      items.pop()
      sink(0)
    },
  }
}
