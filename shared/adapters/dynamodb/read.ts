import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import type { ItemKey, Stored } from '../../ports/store.ts'
import { batchGet } from './batch.ts'
import { askCapacity, type Table, tellCapacity } from './capacity.ts'
import { storeError } from './errors.ts'
import { fromItem, fromKey, type Item, toKey } from './item.ts'

/** Reads one item. */
export type Read = (key: ItemKey) => Promise<Stored | undefined>

interface Asked {
  readonly key: ItemKey
  readonly answer: PromiseWithResolvers<Item | undefined>
}

/**
 * Makes a reader that asks for everything wanted in the same turn in one call. A call costs a stage more time than
 * what it reads, and a batch of messages wants the same few items. Read units are the same as alone.
 * @param table where
 * @returns reads strongly consistent; throws StoreUnavailable when the table does not answer
 */
export function createReader(table: Table): Read {
  let asked = new Map<string, Asked>()
  const flush = (): void => {
    const now = [...asked.values()]
    asked = new Map()
    void answerAll(table, now)
  }
  return async (key) => {
    // Once every promise that can go on now has: those may want something, too.
    if (asked.size === 0) void Promise.resolve().then(() => process.nextTick(flush))
    const name = nameOf(key)
    const known = asked.get(name) ?? { key, answer: Promise.withResolvers<Item | undefined>() }
    asked.set(name, known)
    const item = await known.answer.promise
    return item === undefined ? undefined : fromItem(item)
  }
}

async function answerAll(table: Table, asked: readonly Asked[]): Promise<void> {
  try {
    const items = await readItems(
      table,
      asked.map(({ key }) => key),
    )
    const found = new Map(items.map((item) => [nameOf(fromKey(item)), item]))
    for (const { key, answer } of asked) answer.resolve(found.get(nameOf(key)))
  } catch (error) {
    for (const { answer } of asked) answer.reject(error)
  }
}

async function readItems(table: Table, keys: readonly ItemKey[]): Promise<readonly Item[]> {
  const [only] = keys
  if (only === undefined || keys.length > 1) return await batchGet(table, keys)
  const command = new GetItemCommand({
    TableName: table.tableName,
    Key: toKey(only),
    ConsistentRead: true,
    ...askCapacity(table),
  })
  const answer = await table.client.send(command).catch((error: unknown) => {
    throw storeError('GetItem', error)
  })
  tellCapacity(table, 'GetItem', answer.ConsumedCapacity, () => 'get one item')
  return answer.Item === undefined ? [] : [answer.Item]
}

function nameOf({ partition, sort }: ItemKey): string {
  return `${partition}\n${sort}`
}
