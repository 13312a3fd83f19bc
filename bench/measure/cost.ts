import type { Figure } from '../context.ts'
import type { MeasuredStack } from '../stack/stack.ts'

const megabyte = 1_000_000

/** What a stack used while something ran. */
export interface Cost {
  /** Processor time of the runtime with all functions, in milliseconds. */
  readonly runtime: number
  /** Processor time of the DynamoDB engine, in milliseconds. */
  readonly engine: number
  /** The most memory of both at one time, in bytes. */
  readonly peak: number
}

/**
 * Measures what a stack uses while something runs.
 * @param stack the stack
 * @param run what runs
 */
export async function costOf<T>(
  stack: MeasuredStack,
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly cost: Cost }> {
  stack.meter.takePeak()
  const before = stack.meter.now()
  const result = await run()
  const after = stack.meter.now()
  const runtime = after.runtime.processor - before.runtime.processor
  const engine = after.engine.processor - before.engine.processor
  return { result, cost: { runtime, engine, peak: stack.meter.takePeak() } }
}

/**
 * Gives what a load cost as figures.
 * @param cost what was used
 * @param leads how many leads it was used for
 * @param load the load in words
 */
export function costFigures({ runtime, engine, peak }: Cost, leads: number, load: string): readonly Figure[] {
  return [
    { what: `processor time per lead, runtime and functions, ${load}`, value: runtime / leads, unit: 'ms' },
    { what: `processor time per lead, DynamoDB engine, ${load}`, value: engine / leads, unit: 'ms' },
    {
      what: `memory of the whole stack at its peak, ${load}`,
      value: peak / megabyte,
      unit: 'MB',
      aim: { atMost: 400 },
    },
  ]
}
