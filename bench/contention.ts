import { stages } from '../infra/stages.ts'
import { createDynamoStore } from '../shared/adapters/dynamodb/store.ts'
import type { Lead } from '../shared/domain/lead.ts'
import { taskNow } from '../shared/domain/task.ts'
import { derivingStore } from '../shared/pipeline/derived-writes.ts'
import type { Ports } from '../shared/pipeline/ports.ts'
import { routeHotLead } from '../shared/pipeline/route.ts'
import { Contended } from '../shared/pipeline/task-work.ts'
import type { Store } from '../shared/ports/store.ts'
import { startDynoxide } from '../test/support/dynamodb-engine.ts'
import { repNamed, smallPlaybook } from '../test/support/rules.ts'
import { noon, sampleLead } from '../test/support/sample-entities.ts'
import type { Benchmark } from './context.ts'
import type { Measurement } from './measurement.ts'

/** Hot leads that come at once. */
const leads = 1_000

const reps = ['ann', 'bob', 'cid', 'dan', 'eve', 'fay', 'gus']

/** How many are routed at a time: as many as the route function may run at once, and four times that. */
const crowds = [stages.route.maximumConcurrency, 4 * stages.route.maximumConcurrency]

/**
 * Routes 1,000 hot leads that came at once into one pool of seven, through the real stage and store: who gets what, and
 * how often one had to be decided anew because another was first. The queue lets as many in at a time as the stage allows.
 */
export const contention: Benchmark = async () => {
  const measurements: Measurement[] = []
  for (const crowd of crowds) measurements.push(...(await routeAtOnce(crowd)))
  return measurements
}

async function routeAtOnce(crowd: number): Promise<readonly Measurement[]> {
  const engine = await startDynoxide()
  try {
    const store = createDynamoStore({ client: engine.client(), tableName: await engine.createTable() })
    const ports = portsOver(store)
    const all = await prepared(ports.store)
    const started = performance.now()
    let handedBack = 0
    await inCrowdsOf(crowd, all, async (lead) => {
      handedBack += await routed(ports, lead)
    })
    const seconds = (performance.now() - started) / 1000
    const rotation = await store.get({ type: 'rotation', pool: 'seven' })
    const given = reps.map((rep) => rotation?.entity.assigned[rep] ?? 0)
    const lost = leads - given.reduce((sum, count) => sum + count, 0)
    const what = `${leads} hot leads into a pool of 7, ${crowd} at a time`
    const benchmark = 'contention'
    return [
      {
        benchmark,
        what: `${what}: most apart of any two reps`,
        value: Math.max(...given) - Math.min(...given),
        unit: 'leads',
        aim: { atMost: 1 },
      },
      { benchmark, what: `${what}: leads without a rep`, value: lost, unit: 'leads' },
      {
        benchmark,
        what: `${what}: transactions that met another and were decided anew`,
        value: ports.conflicts(),
        unit: 'times',
      },
      { benchmark, what: `${what}: tasks handed back to the queue after 20 of them`, value: handedBack, unit: 'times' },
      { benchmark, what, value: leads / seconds, unit: 'leads/s' },
    ]
  } finally {
    await engine.stop()
  }
}

/** The real stage's ports, counting the commits that conflict. */
function portsOver(raw: Store): Ports & { conflicts(): number } {
  let [conflicts, id] = [0, 0]
  const clock = { now: () => noon }
  const counting: Store = {
    ...raw,
    commit: async (writes) => {
      const result = await raw.commit(writes)
      if (result.kind === 'conflict') conflicts += 1
      return result
    },
  }
  const ids = {
    next: () => {
      id += 1
      return String(id).padStart(26, '0')
    },
  }
  return { store: derivingStore(counting, clock), clock, ids, conflicts: () => conflicts }
}

async function prepared(store: Store): Promise<readonly Lead[]> {
  const routing = { territories: [{ id: 'all', pool: 'seven' }], pools: { seven: { reps, weights: {} } } }
  const playbook = { ...smallPlaybook, routing }
  await store.commit([
    { kind: 'create', entity: { type: 'playbookVersion', version: 1, publishedAt: noon, source: '', playbook } },
    { kind: 'create', entity: { type: 'currentPlaybook', version: 1 } },
    ...reps.map((rep) => ({ kind: 'create', entity: repNamed(rep) }) as const),
  ])
  const all = Array.from({ length: leads }, (_, index): Lead => {
    const lead = sampleLead(index + 1)
    return { ...lead, task: taskNow(`route:${lead.id}`, 'route', noon) }
  })
  await inCrowdsOf(20, all, async (entity) => {
    await store.commit([{ kind: 'create', entity }])
  })
  return all
}

/** Routes a lead as the queue has it done: again, when others kept getting ahead. */
async function routed(ports: Ports, lead: Lead): Promise<number> {
  const message = { kind: 'route', taskId: `route:${lead.id}`, ...ports.store.keyOf(lead) } as const
  for (let handedBack = 0; ; handedBack += 1) {
    try {
      await routeHotLead(ports, message)
      return handedBack
    } catch (error) {
      if (!(error instanceof Contended)) throw error
    }
  }
}

async function inCrowdsOf<T>(size: number, all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values()
  const worker = async (): Promise<void> => {
    for (const one of waiting) await work(one)
  }
  await Promise.all(Array.from({ length: size }, worker))
}
