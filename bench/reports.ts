import { createDynamoStore } from '../shared/adapters/dynamodb/store.ts'
import { readCampaignReport, readSensitivity } from '../shared/pipeline/reports/campaigns.ts'
import { readCalibration, readIdealCustomer, readSources } from '../shared/pipeline/reports/marketing.ts'
import { readQuickRatio } from '../shared/pipeline/reports/quick-ratio.ts'
import { readFunnel, readPursuit, readSpeed } from '../shared/pipeline/reports/sales.ts'
import type { Store } from '../shared/ports/store.ts'
import { startDynoxide } from '../test/support/dynamodb-engine.ts'
import { fillCounters, leadHistory, weeks } from '../test/support/lead-histories.ts'
import { smallPlaybook } from '../test/support/rules.ts'
import type { Benchmark, Figure } from './context.ts'
import { createRandom } from './load/random.ts'

const now = weeks.from + 200 * 86_400_000

/** What is read, by the name of the report. */
const reads: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  campaigns: (store) => readCampaignReport(store, {}),
  'campaigns, markov': (store) => readCampaignReport(store, { model: 'markov' }),
  sensitivity: (store) => readSensitivity(store, {}),
  'quick ratio': (store) => readQuickRatio(store, {}, now),
  'funnel by source': (store) => readFunnel(store, { by: 'source' }),
  'speed by rep': (store) => readSpeed(store, { by: 'rep' }),
  pursuit: (store) => readPursuit(store, {}),
  sources: (store) => readSources(store, {}),
  calibration: (store) => readCalibration(store, {}),
  'ideal customer': (store) => readIdealCustomer(store, {}),
}

interface Cost {
  readonly units: number
  readonly items: number
}

/**
 * What a report costs over few leads and over a hundred times as many that came in the same four weeks: read units and
 * items, as the engine counts. A report reads counters, so it should cost the same.
 * @param context see there
 */
export const reports: Benchmark = async (context) => {
  const [few, many] = [1_000, context.quick ? 10_000 : 100_000]
  const small = await costs(few, context.progress)
  const large = await costs(many, context.progress)
  return Object.keys(reads).map((name): Figure => {
    const [one, other] = [small.get(name), large.get(name)]
    const ratio = (read: (cost: Cost) => number) =>
      one === undefined || other === undefined ? Number.NaN : read(other) / read(one)
    return {
      what: `${name}: read units over ${many.toLocaleString('en')} leads, for each over ${few.toLocaleString('en')}`,
      unit: 'times',
      value: ratio(({ units }) => units),
      aim: { atMost: 1.2 },
      note: `${one?.units} and ${other?.units} units; ${one?.items} and ${other?.items} items, ${ratio(({ items }) => items).toFixed(2)} times`,
    }
  })
}

async function costs(leads: number, progress: (line: string) => void): Promise<ReadonlyMap<string, Cost>> {
  const engine = await startDynoxide()
  try {
    const noted = { units: 0, items: 0 }
    const store = createDynamoStore({
      client: engine.client(),
      tableName: await engine.createTable(),
      onCapacity: (_operation, { read }) => {
        noted.units += read
      },
    })
    await store.commit([
      {
        kind: 'create',
        entity: { type: 'playbookVersion', version: 1, publishedAt: now, source: '', playbook: smallPlaybook },
      },
      { kind: 'create', entity: { type: 'currentPlaybook', version: 1 } },
    ])
    progress(`${leads.toLocaleString('en')} leads`)
    const random = createRandom(leads)
    const places = await fillCounters(
      store,
      (function* () {
        for (let number = 1; number <= leads; number += 1) yield leadHistory(random, number)
      })(),
    )
    progress(`${places.toLocaleString('en')} places`)
    const counted = countingItems(store, noted)
    const all = new Map<string, Cost>()
    for (const [name, read] of Object.entries(reads)) {
      Object.assign(noted, { units: 0, items: 0 })
      await read(counted)
      all.set(name, { ...noted })
    }
    return all
  } finally {
    await engine.stop()
  }
}

function countingItems(store: Store, noted: { items: number }): Store {
  const count = <T>(items: readonly T[]): readonly T[] => {
    noted.items += items.length
    return items
  }
  return {
    ...store,
    listCounters: async (...given) => count(await store.listCounters(...given)),
    listTallies: async (...given) => count(await store.listTallies(...given)),
    listCampaigns: async () => count(await store.listCampaigns()),
  }
}
