import type { Measurement } from './measurement.ts'
import type { MeasuredStack } from './stack/stack.ts'

/** What a benchmark is run with. */
export interface Context {
  /** True for smaller numbers: to try a benchmark, not to quote it. */
  readonly quick: boolean
  /** Says what is being done. */
  readonly progress: (line: string) => void
  /** Records where the time goes while something runs, when that was asked for. */
  readonly profiled: <T>(stack: MeasuredStack, run: () => Promise<T>) => Promise<T>
}

/** A figure without the name of its benchmark. */
export type Figure = Omit<Measurement, 'benchmark'>

/** One benchmark: sets up what it needs, measures, and leaves nothing behind. */
export type Benchmark = (context: Context) => Promise<readonly Figure[]>
