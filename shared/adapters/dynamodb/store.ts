import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { type ItemKey, isStored, type Ref, type Store, type Stored } from '../../ports/store.ts'
import { askCapacity, type Table, tellCapacity } from './capacity.ts'
import { commit } from './commit.ts'
import { storeError } from './errors.ts'
import { fromItem, toKey } from './item.ts'
import { keyOf } from './keys.ts'
import { createLists } from './listing.ts'

/**
 * Makes the store on a DynamoDB table laid out as `keys.ts` says.
 * @param table the table and a client; the client's own retries are wanted
 */
export function createDynamoStore(table: Table): Store {
  return {
    ...createLists(table),
    get: async <R extends Ref>(ref: R) => {
      const stored = await load(table, keyOf(ref))
      return isStored<R['type']>(stored, ref.type) ? stored : undefined
    },
    load: (key) => load(table, key),
    keyOf,
    commit: (writes) => commit(table, writes),
  }
}

async function load(table: Table, key: ItemKey): Promise<Stored | undefined> {
  const command = new GetItemCommand({
    TableName: table.tableName,
    Key: toKey(key),
    ConsistentRead: true,
    ...askCapacity(table),
  })
  const answer = await table.client.send(command).catch((error: unknown) => {
    throw storeError('GetItem', error)
  })
  tellCapacity(table, 'GetItem', answer.ConsumedCapacity, () => 'get one item')
  return answer.Item === undefined ? undefined : fromItem(answer.Item)
}
