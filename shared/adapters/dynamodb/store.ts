import { isStored, type Ref, type Store } from '../../ports/store.ts'
import type { Table } from './capacity.ts'
import { commit } from './commit.ts'
import { keyOf } from './keys.ts'
import { createLists } from './listing.ts'
import { createReader } from './read.ts'

/**
 * Makes the store on a DynamoDB table laid out as `keys.ts` says.
 * @param table the table and a client; the client's own retries are wanted
 */
export function createDynamoStore(table: Table): Store {
  const read = createReader(table)
  return {
    ...createLists(table),
    get: async <R extends Ref>(ref: R) => {
      const stored = await read(keyOf(ref))
      return isStored<R['type']>(stored, ref.type) ? stored : undefined
    },
    load: read,
    keyOf,
    commit: (writes) => commit(table, writes),
  }
}
