import { SingleBar } from 'cli-progress'
import { count, span } from '../figures.ts'
import type { Surroundings } from '../surroundings.ts'

/** Shows how far something has come. */
export interface Progress {
  /** @param done of the total; @param items what is counted, for the rate; @param total when it has changed */
  update(done: number, items: number, total?: number): void
  stop(): void
}

/** How often a line is printed where there is no terminal, in milliseconds. */
const lineEvery = 10_000

/**
 * Shows progress: as a moving bar on a terminal, else as a line now and then.
 * @param surroundings its terminal, error text and clock
 * @param what it is, such as `Sending`, and the name of what is counted, such as `rows`
 * @param total when it is done, in the unit of `update`'s `done`
 * @param from what was done already when it began, in the same unit
 */
export function showProgress(
  surroundings: Surroundings,
  what: { readonly title: string; readonly items: string },
  total: number,
  from = 0,
): Progress {
  const pace = paceOf(surroundings.now, from)
  const { terminal } = surroundings
  return terminal === undefined ? lines(surroundings, what, total, pace) : bar(terminal, what, total, pace)
}

type Pace = (done: number, items: number, total: number) => { readonly rate: number; readonly left: string }

/** Items a second and the time left, both over the whole of this run. */
function paceOf(now: () => number, from: number): Pace {
  const began = now()
  let firstItems: number | undefined
  return (done, items, total) => {
    firstItems ??= items
    const elapsed = now() - began
    const left = done > from ? span(((total - done) / (done - from)) * elapsed) : '…'
    return { rate: elapsed > 0 ? ((items - firstItems) / elapsed) * 1_000 : 0, left }
  }
}

function bar(
  terminal: NodeJS.WriteStream,
  what: { title: string; items: string },
  total: number,
  pace: Pace,
): Progress {
  const shown = new SingleBar({
    stream: terminal,
    format: `${what.title} [{bar}] {percentage}%  {items} ${what.items}  {rate}/s  {left} left`,
    barCompleteChar: '#',
    barIncompleteChar: '.',
    barsize: 30,
    hideCursor: true,
    // Ctrl-C is handled by the command, which says how to go on.
    gracefulExit: false,
  })
  shown.start(total, 0, { items: '0', rate: '-', left: '…' })
  let whole = total
  return {
    update: (done, items, newTotal) => {
      if (newTotal !== undefined && newTotal !== whole) {
        whole = newTotal
        shown.setTotal(whole)
      }
      const { rate, left } = pace(done, items, whole)
      shown.update(Math.min(done, whole), { items: count(items), rate: count(Math.round(rate)), left })
    },
    stop: () => shown.stop(),
  }
}

function lines(
  surroundings: Surroundings,
  what: { title: string; items: string },
  total: number,
  pace: Pace,
): Progress {
  let lastAt = surroundings.now()
  let whole = total
  return {
    update: (done, items, newTotal) => {
      whole = newTotal ?? whole
      const { rate, left } = pace(done, items, whole)
      if (surroundings.now() - lastAt < lineEvery) return
      lastAt = surroundings.now()
      const percent = whole === 0 ? 100 : Math.floor((Math.min(done, whole) / whole) * 100)
      const words = `${what.title} ${percent}%  ${count(items)} ${what.items}  ${count(Math.round(rate))}/s  ${left} left`
      surroundings.err.write(`${words}\n`)
    },
    stop: () => undefined,
  }
}
