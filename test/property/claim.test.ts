import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMemoryStore } from '../../shared/adapters/memory/store.ts'
import { type ClaimResult, claimLead } from '../../shared/pipeline/claim.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import type { Store } from '../../shared/ports/store.ts'
import { repNamed, smallPlaybook } from '../support/rules.ts'
import { leadIdOf, noon, sampleLead } from '../support/sample-entities.ts'

/** A store whose reads and commits take place in the order a scheduler chooses. */
function inAnyOrder(store: Store, scheduler: fc.Scheduler): Store {
  const turn = (what: string) => scheduler.schedule(Promise.resolve(), what)
  return {
    ...store,
    get: async (ref) => {
      const read = await store.get(ref)
      await turn(`get ${ref.type}`)
      return read
    },
    commit: async (writes) => {
      await turn('commit')
      return store.commit(writes)
    },
  }
}

async function poolOfOne(reps: readonly string[]): Promise<Store> {
  const store = createMemoryStore()
  const version = {
    type: 'playbookVersion',
    version: 1,
    publishedAt: noon,
    source: '',
    playbook: smallPlaybook,
  } as const
  await store.commit([
    { kind: 'create', entity: sampleLead(1, { stage: 'pool' }) },
    { kind: 'create', entity: version },
    { kind: 'create', entity: { type: 'currentPlaybook', version: 1 } },
    ...reps.map((rep) => ({ kind: 'create', entity: repNamed(rep) }) as const),
  ])
  return store
}

it('of claims at the same instant one wins, and the others are told who (promise 4)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(3), { minLength: 2, maxLength: 6 }),
      fc.scheduler(),
      async (claimers, scheduler) => {
        const store = await poolOfOne(['rep-0', 'rep-1', 'rep-2', 'rep-3'])
        let id = 0
        const ids = { next: () => String(++id) }
        const ports: Ports = { store: inAnyOrder(store, scheduler), clock: { now: () => noon }, ids }
        const claims = claimers.map((rep) => claimLead(ports, leadIdOf(1), `rep-${rep}`))
        const results: readonly ClaimResult[] = await scheduler.waitFor(Promise.all(claims))
        const winners = results.flatMap((result) => (result.kind === 'done' ? [result] : []))
        expect(winners).toHaveLength(1)
        const owner = winners[0]?.assignment.rep
        const others = results.filter(({ kind }) => kind !== 'done')
        for (const other of others) expect(other).toMatchObject({ kind: 'taken', lead: { state: { owner } } })
        const records = (await store.listLead(leadIdOf(1))).map(({ entity }) => entity)
        expect(records.map(({ type }) => type).toSorted()).toEqual(['assignment', 'decision', 'lead'])
        expect(records.find(({ type }) => type === 'lead')).toMatchObject({
          state: { stage: 'working', owner },
          counts: { assignments: 1 },
        })
      },
    ),
    { numRuns: 500 },
  )
})
