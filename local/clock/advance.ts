/** Finds when the next task is due, at or before a time. Times are in milliseconds since the epoch. */
export type NextDue = (before: number) => Promise<number | undefined>

/** What moving the clock works with. Times are in milliseconds since the epoch. */
export interface AdvanceOptions {
  readonly now: () => number
  readonly moveTo: (time: number) => void
  /** Waits until nothing is in work. */
  readonly quiet: () => Promise<void>
  /** Runs every schedule once. */
  readonly tick: () => Promise<void>
  readonly nextDue: NextDue
}

/** The schedule's own grain: what is due within a minute is driven by the same tick. */
const minute = 60_000
/** After so many steps each one gets twice as long, so that even a busy year ends. */
const stepsPerGrain = 200

/**
 * Moves the clock as if the time had passed: from one due task to the next, a tick at each, and all that it
 * causes done before the clock moves on.
 * @param target where the clock stands in the end, in milliseconds since the epoch
 * @param options what it works with
 */
export async function advanceTo(target: number, options: AdvanceOptions): Promise<void> {
  const { now, moveTo, quiet, tick, nextDue } = options
  await quiet()
  for (let step = 0; ; step += 1) {
    const due = await nextDue(target)
    if (due === undefined) break
    const next = stopAfter(due, now(), minute * 2 ** Math.floor(step / stepsPerGrain))
    if (next >= target) break
    moveTo(next)
    await tick()
    await quiet()
  }
  moveTo(target)
  await tick()
  await quiet()
}

/** The tick comes at the end of the grain a task is due in; what an earlier tick left is tried a grain later. */
function stopAfter(due: number, now: number, grain: number): number {
  return Math.ceil(Math.max(due, now + 1) / grain) * grain
}
