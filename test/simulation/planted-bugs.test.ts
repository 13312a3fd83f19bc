import { expect, test } from 'vitest'
import { product } from './bindings.ts'
import type { PlantedBug } from './planted-bugs/bug.ts'
import { plantedBugs } from './planted-bugs/index.ts'
import { runSeed } from './run.ts'

/** Most are found in the first runs; two that need a race of milliseconds take longer. */
const mostSeeds = 500

test.for(plantedBugs)('$caughtBy notices that $name', { timeout: 900_000 }, async (bug) => {
  const found = await seedThatFinds(bug)
  expect(found, `not noticed in ${mostSeeds} seeds`).toBeDefined()
})

test('at least ten bugs are planted, and every promise has one of its own', () => {
  expect(plantedBugs.length).toBeGreaterThanOrEqual(10)
  const promises = [1, 2, 3, 4, 5, 6, 7, 8, 11, 12].map((number) => `promise ${number}`)
  expect(promises.filter((promise) => !plantedBugs.some(({ caughtBy }) => caughtBy === promise))).toEqual([])
})

async function seedThatFinds(bug: PlantedBug): Promise<number | undefined> {
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    const { violations } = await runSeed(seed, bug.plant(product))
    if (violations.some(({ invariant }) => invariant.startsWith(`${bug.caughtBy}:`))) return seed
  }
  return undefined
}
