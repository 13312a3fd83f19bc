import { setTimeout as pause } from 'node:timers/promises'
import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb'
import { type ItemKey, StoreUnavailable } from '../../ports/store.ts'
import { askCapacity, type Table, tellCapacity } from './capacity.ts'
import { storeError } from './errors.ts'
import { type Item, toKey } from './item.ts'

/** The most items one call may ask for (DynamoDB's own limit). */
const maximumKeys = 100

/** How often what was left unread is asked for again, and how long the first wait is, in milliseconds. */
const maximumRounds = 6
const firstPause = 25

/**
 * Reads items by their keys, strongly consistent.
 * @param table where
 * @param keys which; no key twice
 * @returns those that exist, in no order
 * @throws StoreUnavailable when the table does not answer or leaves some unread every time
 */
export async function batchGet(table: Table, keys: readonly ItemKey[]): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let start = 0; start < keys.length; start += maximumKeys) {
    items.push(...(await getChunk(table, keys.slice(start, start + maximumKeys).map(toKey))))
  }
  return items
}

async function getChunk(table: Table, keys: readonly Item[]): Promise<readonly Item[]> {
  const items: Item[] = []
  let wanted = [...keys]
  for (let round = 0; wanted.length > 0; round += 1) {
    if (round === maximumRounds) throw new StoreUnavailable('BatchGetItem: items left unread')
    if (round > 0) await pause(firstPause * 2 ** (round - 1))
    const answer = await getOnce(table, wanted)
    items.push(...(answer.Responses?.[table.tableName] ?? []))
    wanted = answer.UnprocessedKeys?.[table.tableName]?.Keys ?? []
  }
  return items
}

async function getOnce(table: Table, keys: Item[]) {
  const request = { [table.tableName]: { Keys: keys, ConsistentRead: true } }
  try {
    const answer = await table.client.send(new BatchGetItemCommand({ RequestItems: request, ...askCapacity(table) }))
    tellCapacity(table, 'BatchGetItem', answer.ConsumedCapacity, () => `get ${keys.length} items`)
    return answer
  } catch (error) {
    throw storeError('BatchGetItem', error)
  }
}
