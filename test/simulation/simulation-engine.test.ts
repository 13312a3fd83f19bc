import { afterAll, beforeAll, expect, test } from 'vitest'
import { product } from './bindings.ts'
import { type EngineGrounds, startEngineGrounds } from './engine.ts'
import { describeFailure } from './report/failure.ts'
import { runSeed } from './run.ts'

let engine: EngineGrounds

beforeAll(async () => {
  engine = await startEngineGrounds()
})

afterAll(() => engine.stop())

test.for([1, 2, 3, 4, 5])(
  'seed %i keeps every promise on the native engine, step by step as in memory',
  { timeout: 600_000 },
  async (seed) => {
    const outcome = await runSeed(seed, product, await engine.open())
    expect(outcome.violations.length, `\n${describeFailure(outcome, ' --store engine')}\n`).toBe(0)
    expect(outcome.world.trace.lines).toEqual((await runSeed(seed)).world.trace.lines)
  },
)
