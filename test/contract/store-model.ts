import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../shared/adapters/memory/store.ts'
import { type TallyName, tallyNames } from '../../shared/domain/campaign.ts'
import type { Entity } from '../../shared/domain/entity.ts'
import type { CommitResult, Store, Stored, Write } from '../../shared/ports/store.ts'
import { noon, sampleForm, sampleLead, sampleMail } from '../support/sample-entities.ts'
import { type OpenStore, patience } from './store-contract.ts'

/** What one write is to do, without knowing yet what is stored. */
interface Intent {
  readonly kind: Write['kind']
  /** Which of a few entities. */
  readonly which: number
  /** What it is to become. */
  readonly value: number
  /** Whether it relies on an old version. */
  readonly stale: boolean
  readonly counter: TallyName
}

const intent: fc.Arbitrary<Intent> = fc.record({
  kind: fc.constantFrom('create', 'create', 'replace', 'replace', 'require', 'remove', 'count'),
  which: fc.nat(5),
  value: fc.nat(50),
  stale: fc.boolean(),
  counter: fc.constantFrom(...tallyNames),
})

const commits = fc.array(fc.uniqueArray(intent, { selector: ({ which }) => which, minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 25,
})

function entityOf({ which, value }: { readonly which: number; readonly value: number }): Entity {
  if (which < 2) return sampleForm(`form-${which}`, `name ${value}`)
  if (which < 4) return sampleLead(which, value % 2 ? { stage: 'pool' } : ownedBy(value))
  return { ...sampleMail(which, noon + value, value % 3 ? undefined : noon), leadId: 'lead_1' }
}

function ownedBy(value: number) {
  return { stage: 'working', owner: `rep-${value % 3}`, assignment: 'asg_1-1' } as const
}

/** Turns an intent into a write against what a store holds: the current version, or one before it. */
async function writeOf(store: Store, wanted: Intent): Promise<Write> {
  const entity = entityOf(wanted)
  if (wanted.kind === 'create') return { kind: 'create', entity }
  if (wanted.kind === 'add') {
    const counter = { scope: 'source:form.demo', period: `2026-03-0${wanted.which + 1}`, shard: wanted.value % 2 }
    return { kind: 'add', counter, add: { [wanted.counter]: wanted.value - 25 } }
  }
  if (wanted.kind === 'count') {
    const tally = { campaign: 'spring', day: `2026-03-0${wanted.which + 1}`, shard: wanted.value % 2 }
    return { kind: 'count', tally, add: { [wanted.counter]: wanted.value - 25 } }
  }
  const current: Stored = (await store.load(store.keyOf(entity))) ?? { entity, version: 1 }
  const stored = wanted.stale ? { ...current, version: current.version + 1 } : current
  return wanted.kind === 'replace' ? { kind: 'replace', stored, entity } : { kind: wanted.kind, stored }
}

async function run(store: Store, sequence: readonly (readonly Intent[])[]): Promise<readonly CommitResult[]> {
  const results: CommitResult[] = []
  for (const intents of sequence) {
    const writes: Write[] = []
    for (const wanted of intents) writes.push(await writeOf(store, wanted))
    results.push(await store.commit(writes))
  }
  return results
}

async function contentOf(store: Store): Promise<unknown> {
  const entities = [0, 1, 2, 3, 4, 5].map((which) => store.load(store.keyOf(entityOf({ which, value: 0 }))))
  return {
    entities: await Promise.all(entities),
    tallies: await store.listTallies('spring'),
    due: await store.listDue(noon + 1_000, 10),
    parked: await store.listParked(10),
    leads: await store.listLeads({ limit: 10 }),
    owned: await store.listLeads({ limit: 10, owner: 'rep-1' }),
    counted: [await store.countLeads({}), await store.countLeads({ owner: 'rep-1' })],
    lead: await store.listLead('lead_1'),
  }
}

/**
 * Any sequence of commits gives the same answers and leaves the same content as on the store in memory.
 * @param name of the store
 * @param open a new, empty store
 */
export function storeModel(name: string, open: OpenStore): void {
  describe(`the store on ${name} and the one in memory`, { timeout: patience }, () => {
    it('answer alike and end up alike', async () => {
      await fc.assert(
        fc.asyncProperty(commits, async (sequence) => {
          const [real, model] = [await open(), createMemoryStore()]
          expect(await run(real, sequence)).toStrictEqual(await run(model, sequence))
          expect(await contentOf(real)).toStrictEqual(await contentOf(model))
        }),
        { numRuns: 40 },
      )
    })
  })
}
