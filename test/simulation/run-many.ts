import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { product } from './bindings.ts'
import { type EngineGrounds, startEngineGrounds } from './engine.ts'
import { describeFailure } from './report/failure.ts'
import { createTotals } from './report/totals.ts'
import { memoryGround, runSeed } from './run.ts'

const usage = `usage: npm run simulate -- [--seeds N] [--from SEED] [--store memory|engine]
       npm run simulate -- --seed SEED [--store memory|engine]

Runs seeds one after the other (300 from 1 when nothing is said) and stops for none; each failure names its seed.`

/** What was asked for. */
interface Wanted {
  readonly from: number
  readonly seeds: number
  readonly engine: boolean
}

/**
 * Runs the seeds a command line asks for, with a line that shows how far it is.
 * @param commandLine what follows `npm run simulate --`
 * @returns the exit code: 0 all held, 1 something did not, 2 wrong use
 */
export async function runMany(commandLine: readonly string[]): Promise<number> {
  const wanted = readCommandLine(commandLine)
  if (wanted === undefined) {
    console.error(usage)
    return 2
  }
  const engine = wanted.engine ? await startEngineGrounds() : undefined
  try {
    return await runAll(wanted, engine)
  } finally {
    await engine?.stop()
  }
}

function readCommandLine(commandLine: readonly string[]): Wanted | undefined {
  const text = { type: 'string' } as const
  try {
    const options = { seed: text, seeds: text, from: text, store: text }
    const { seed, seeds = '300', from = '1', store = 'memory' } = parseArgs({ args: [...commandLine], options }).values
    const numbers = seed === undefined ? { from: Number(from), seeds: Number(seeds) } : { from: Number(seed), seeds: 1 }
    const fine = Object.values(numbers).every((number) => Number.isSafeInteger(number) && number >= 0)
    return fine && ['memory', 'engine'].includes(store) ? { ...numbers, engine: store === 'engine' } : undefined
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

async function runAll({ from, seeds, engine: onEngine }: Wanted, engine: EngineGrounds | undefined): Promise<number> {
  const totals = createTotals()
  const bar = new SingleBar({ format: 'seeds [{bar}] {value}/{total}, {failed} failed, {eta_formatted} left' })
  let failed = 0
  bar.start(seeds, 0, { failed })
  for (let seed = from; seed < from + seeds; seed += 1) {
    const outcome = await runSeed(seed, product, engine === undefined ? memoryGround() : await engine.open())
    totals.add(outcome)
    if (outcome.violations.length > 0) {
      failed += 1
      process.stderr.write(`\n${describeFailure(outcome, onEngine ? ' --store engine' : '')}\n`)
    }
    bar.increment(1, { failed })
    if (seeds === 1) console.log(`seed ${seed}: ${outcome.world.trace.lines.length} steps, trace ${outcome.digest}`)
  }
  bar.stop()
  console.log(totals.text())
  return failed === 0 ? 0 : 1
}
