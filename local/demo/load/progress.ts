import { SingleBar } from 'cli-progress'
import type { PlayReport } from './protocol.ts'

/** Shows how far loading has come. */
export interface LoadProgress {
  show(report: PlayReport): void
  /** The history is played and written: now the engine reads it. */
  filling(): void
  stop(): void
}

/** Of the whole, so much is playing; the rest is counting, writing, and the engine's part. */
const playing = 86
const stepsBeyond = { counting: 87, writing: 93, filling: 95 } as const
const whole = 100

const monthName = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const count = new Intl.NumberFormat('en-US')

/**
 * Shows progress: a bar on a terminal, else a line for each month.
 * @param terminal where a bar can be drawn; undefined elsewhere
 * @param report takes lines
 * @param span the story's first and last moment, in milliseconds since the epoch
 */
export function showLoading(
  terminal: NodeJS.WriteStream | undefined,
  report: (line: string) => void,
  span: { readonly from: number; readonly until: number },
): LoadProgress {
  const shown = terminal === undefined ? inLines(report) : asBar(terminal)
  const words = { counting: 'counting for the reports', writing: 'writing it down', done: 'filling the table' }
  return {
    show: (told) => {
      if (told.kind === 'day') {
        const share = Math.min(1, (told.at - span.from) / (span.until - span.from))
        shown.at(Math.round(share * playing), `${monthName.format(told.at)}, ${count.format(told.leads)} leads`)
      } else if (told.kind !== 'done') shown.at(stepsBeyond[told.kind], words[told.kind])
    },
    filling: () => shown.at(stepsBeyond.filling, words.done),
    stop: shown.stop,
  }
}

interface Shown {
  at(share: number, what: string): void
  stop(): void
}

function asBar(terminal: NodeJS.WriteStream): Shown {
  const bar = new SingleBar({
    stream: terminal,
    format: 'Playing a year [{bar}] {percentage}%  {what}',
    barCompleteChar: '#',
    barIncompleteChar: '.',
    barsize: 30,
    hideCursor: true,
    gracefulExit: false,
    clearOnComplete: true,
  })
  bar.start(whole, 0, { what: '' })
  return {
    at: (share, what) => bar.update(share, { what }),
    stop: () => {
      bar.stop()
    },
  }
}

function inLines(report: (line: string) => void): Shown {
  let said = ''
  return {
    at: (share, what) => {
      const [title = ''] = what.split(',')
      if (title === said) return
      said = title
      report(`  ${String(share).padStart(3)}%  ${what}`)
    },
    stop: () => undefined,
  }
}
