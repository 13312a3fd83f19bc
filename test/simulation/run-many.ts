import { parseArgs } from 'node:util'
import { createTotals } from './report/totals.ts'
import { describeFailure } from './report/failure.ts'
import { runSeed } from './run.ts'

/**
 * Runs seeds one after the other, with a line that shows how far it is.
 * @param commandLine what follows `npm run simulate --`
 * @returns the exit code: 0 all held, 1 something did not, 2 wrong use
 */
export async function runMany(commandLine: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...commandLine], options: { seed: { type: 'string' }, seeds: { type: 'string' }, from: { type: 'string' } } })
  const first = Number(values.seed ?? values.from ?? 1)
  const count = values.seed === undefined ? Number(values.seeds ?? 300) : 1
  const totals = createTotals()
  for (let seed = first; seed < first + count; seed += 1) {
    const outcome = await runSeed(seed)
    totals.add(outcome)
    if (outcome.violations.length > 0) console.log(describeFailure(outcome))
  }
  console.log(totals.text())
  return 0
}
