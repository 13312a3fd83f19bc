import { createHash } from 'node:crypto'

/** What happened, in order: two runs of one seed leave the same trace. */
export interface Trace {
  add(line: string): void
  readonly lines: readonly string[]
  /** Tells two traces apart. */
  digest(): string
}

/**
 * Starts a trace.
 * @param elapsed tells how much time has passed, in milliseconds
 */
export function createTrace(elapsed: () => number): Trace {
  const lines: string[] = []
  return {
    lines,
    add: (line) => lines.push(`${(elapsed() / 1000).toFixed(3)} ${line}`),
    digest: () => createHash('sha256').update(lines.join('\n')).digest('hex'),
  }
}
