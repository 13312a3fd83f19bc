import { expect, test } from 'vitest'
import { allFaults } from './core/faults.ts'
import { describeFailure } from './report/failure.ts'
import { createTotals, type Totals } from './report/totals.ts'
import { runSeed } from './run.ts'

/** A run takes tens of milliseconds, but other suites run beside it. */
const patience = 900_000

test('300 seeds keep every promise, and get into every situation', { timeout: patience }, async () => {
  const totals = createTotals()
  for (let seed = 1; seed <= 300; seed += 1) {
    const outcome = await runSeed(seed)
    totals.add(outcome)
    expect(outcome.violations.length, `\n${describeFailure(outcome)}\n`).toBe(0)
  }
  console.log(totals.text())
  expect(neverSeen(totals), 'what never came up is not checked').toEqual([])
})

test('a seed replays exactly: the same trace, step by step', { timeout: patience }, async () => {
  for (const seed of [3, 14, 159]) {
    const [one, other] = [await runSeed(seed), await runSeed(seed)]
    expect(other.world.trace.lines).toEqual(one.world.trace.lines)
    expect(other.digest).toBe(one.digest)
  }
})

test('another seed is another run', async () => {
  const digests = [await runSeed(1), await runSeed(2), await runSeed(3)].map(({ digest }) => digest)
  expect(new Set(digests).size).toBe(3)
})

function neverSeen({ faults, situations }: Totals): readonly string[] {
  return [
    ...allFaults.filter((fault) => !faults.has(fault)),
    ...[...situations].flatMap(([name, runs]) => (runs === 0 ? [name] : [])),
  ]
}
