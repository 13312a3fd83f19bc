import { createDynamoStore } from '../shared/adapters/dynamodb/store.ts'
import { type Counted, counterChanges } from '../shared/domain/report-entry.ts'
import { contributionsOf } from '../shared/domain/reports/contributions.ts'
import { readCampaignReport } from '../shared/pipeline/reports/campaigns.ts'
import { readCalibration, readIdealCustomer, readSources } from '../shared/pipeline/reports/marketing.ts'
import { readQuickRatio } from '../shared/pipeline/reports/quick-ratio.ts'
import { readFunnel, readPursuit, readSpeed } from '../shared/pipeline/reports/sales.ts'
import { readSensitivity } from '../shared/pipeline/reports/sensitivity.ts'
import type { Store, Write } from '../shared/ports/store.ts'
import { startDynoxide } from '../test/support/dynamodb-engine.ts'
import { countingRules, fillCounters, fillTallies, leadHistory, weeks } from '../test/support/lead-histories.ts'
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
  /** Calls of DynamoDB; a page of a query has up to 1 MB. */
  readonly requests: number
  readonly items: number
  readonly units: number
}

/**
 * What a report costs over few leads and over a hundred times as many that came in the same four weeks: requests,
 * items and read units, as the engine counts. A report reads counters, so it should cost the same. Units grow until every
 * bucket of a day's durations is taken.
 * @param context see there
 */
export const reports: Benchmark = async (context) => {
  const [few, many] = [1_000, context.quick ? 10_000 : 100_000]
  const small = await costs(few, context.progress)
  const large = await costs(many, context.progress)
  return [
    ...counting(small, large),
    ...Object.keys(reads).flatMap((name): readonly Figure[] => {
      const [one, other] = [small.get(name), large.get(name)]
      if (one === undefined || other === undefined) return []
      const figure = (what: keyof Cost): Figure => ({
        what: `${name}: ${what} read over ${many.toLocaleString('en')} leads, for each over ${few.toLocaleString('en')}`,
        unit: 'times',
        value: other[what] / one[what],
        aim: { atMost: 1.2 },
        note: `${one[what]} and ${other[what]}`,
      })
      return [figure('requests'), figure('items'), figure('units')]
    }),
  ]
}

/** Leads that are counted together at the most. */
const together = 10

/** The larger the counters' items, the dearer each addition. */
function counting(small: ReadonlyMap<string, Cost>, large: ReadonlyMap<string, Cost>): readonly Figure[] {
  return [1, together].flatMap((leads): readonly Figure[] => {
    const [one, other] = [small.get(`count ${leads}`), large.get(`count ${leads}`)]
    if (one === undefined || other === undefined) return []
    const what = `counting a lead that Sales got in touch with, ${leads === 1 ? 'alone' : `of ${leads} at once`}: write units on full counters`
    return [{ what, unit: 'units', value: other.units / leads, note: `${one.units / leads} on those of few leads` }]
  })
}

async function costs(leads: number, progress: (line: string) => void): Promise<ReadonlyMap<string, Cost>> {
  const engine = await startDynoxide()
  try {
    const noted = { requests: 0, items: 0, units: 0, written: 0 }
    const store = createDynamoStore({
      client: engine.client(),
      tableName: await engine.createTable(),
      onCapacity: (_operation, { read, write }) => {
        noted.requests += 1
        noted.units += read
        noted.written += write
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
    const places = await fillCounters(store, historiesOf(leads))
    await fillTallies(store, historiesOf(leads))
    progress(`${places.toLocaleString('en')} places`)
    const counted = countingItems(store, noted)
    const all = new Map<string, Cost>()
    for (const [name, read] of Object.entries(reads)) {
      Object.assign(noted, { requests: 0, items: 0, units: 0 })
      await read(counted)
      all.set(name, { ...noted })
    }
    for (const number of [1, together]) {
      noted.written = 0
      await countHotLeads(store, number)
      all.set(`count ${number}`, { ...noted, units: noted.written })
    }
    return all
  } finally {
    await engine.stop()
  }
}

/** Counts leads of one afternoon that were offered, accepted and touched. */
async function countHotLeads(store: Store, leads: number): Promise<void> {
  const random = createRandom(leads)
  const counted: Counted[] = []
  for (let number = 1; counted.length < leads; number += 1) {
    const history = leadHistory(random, number, { from: weeks.from + 14.6 * 86_400_000, days: 0.2 })
    if (history.assignments.some(({ firstTouchAt }) => firstTouchAt !== undefined))
      counted.push(contributionsOf(history, countingRules))
  }
  // As many at once as the stage takes: a transaction holds 100 items, the leads' entries among them.
  let places = new Map<string, Write[]>()
  let entries = 0
  const commit = () => store.commit([...places.values()].flat())
  for (const one of counted) {
    const writes = counterChanges({}, one).map(({ scope, period, add }): [string, Write] => [
      `${period}|${scope}`,
      { kind: 'add', counter: { scope, period, shard: 0 }, add },
    ])
    if (new Set([...places.keys(), ...writes.map(([place]) => place)]).size + entries + 1 > 100) {
      await commit()
      places = new Map()
      entries = 0
    }
    entries += 1
    for (const [place, write] of writes) places.set(place, [...(places.get(place) ?? []), write])
  }
  await commit()
}

function* historiesOf(leads: number) {
  const random = createRandom(leads)
  for (let number = 1; number <= leads; number += 1) yield leadHistory(random, number)
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
