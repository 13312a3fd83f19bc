import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb'
import { fromCounterItem, fromTallyItem, tallyType } from '../../shared/adapters/dynamodb/counter-item.ts'
import { attributes, fromItem, fromKey, type Item } from '../../shared/adapters/dynamodb/item.ts'
import { createDynamoStore } from '../../shared/adapters/dynamodb/store.ts'
import type { Snapshot } from '../../shared/adapters/memory/store.ts'
import type { Tally } from '../../shared/domain/campaign.ts'
import { startDynoxide } from '../support/dynamodb-engine.ts'
import type { Ground } from './run.ts'

/** The native engine, giving each run a table of its own. */
export interface EngineGrounds {
  open(): Promise<Ground>
  stop(): Promise<void>
}

/** Starts the native engine. */
export async function startEngineGrounds(): Promise<EngineGrounds> {
  const engine = await startDynoxide()
  const client = engine.client()
  return {
    open: async () => {
      const tableName = await engine.createTable()
      return { store: createDynamoStore({ client, tableName }), snapshot: () => snapshotOf(client, tableName) }
    },
    stop: () => engine.stop(),
  }
}

async function snapshotOf(client: DynamoDBClient, tableName: string): Promise<Snapshot> {
  const items: Item[] = []
  for await (const page of paginateScan({ client }, { TableName: tableName, ConsistentRead: true })) {
    items.push(...(page.Items ?? []))
  }
  const sorted = items.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
  const isTally = (item: Item): boolean => item[attributes.type]?.S === tallyType
  const isCounters = (item: Item): boolean => item[attributes.type]?.S === 'counters'
  return {
    entities: sorted.filter((item) => !isTally(item) && !isCounters(item)).map(fromItem),
    tallies: sorted.filter(isTally).map(tallyOf),
    counters: sorted
      .filter(isCounters)
      .map((item) => fromCounterItem(item, fromKey(item).partition.slice('COUNTERS#'.length))),
  }
}

function placeOf(item: Item): string {
  const { partition, sort } = fromKey(item)
  return `${partition}\n${sort}`
}

/** A tally's item says only in its key whose counters it holds. */
function tallyOf(item: Item): Tally {
  const { partition, sort } = fromKey(item)
  const [, day = '', shard] = sort.split('#')
  return fromTallyItem(item, { campaign: partition.slice('CAMPAIGN#'.length), day, shard: Number(shard) })
}
