import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb'
import { askCapacity, type Table, tellCapacity } from './capacity.ts'
import { storeError } from './errors.ts'
import type { Item } from './item.ts'
import { table as keys } from './keys.ts'

/** What to read of one partition, of the table or of an index. */
export interface Range {
  readonly partition: string
  /** An index and its key names; the table's own when absent. Reads of an index lag behind writes a little. */
  readonly index?: { readonly name: string; readonly partitionKey: string; readonly sortKey: string }
  /** Lowest sort key wanted, itself included. */
  readonly from?: string
  /** Highest sort key wanted, itself included. */
  readonly to?: string
  readonly order?: 'ascending' | 'descending'
  /** How many items are enough; all of them when absent. */
  readonly limit?: number
}

/**
 * Reads a range of a partition, however many pages it takes.
 * @param table where
 * @param range what
 * @returns whole items, or what an index projects of them
 * @throws StoreUnavailable when the table does not answer or is too busy
 */
export async function query(table: Table, range: Range): Promise<readonly Item[]> {
  const items: Item[] = []
  let start: Record<string, AttributeValue> | undefined
  do {
    const page = await queryPage(table, range, range.limit && range.limit - items.length, start)
    items.push(...(page.Items ?? []))
    start = page.LastEvaluatedKey
  } while (start !== undefined && items.length < (range.limit ?? Number.POSITIVE_INFINITY))
  return items
}

/**
 * Counts what a range holds, however many pages it takes. It costs what reading would, but nothing is sent.
 * @param table where
 * @param range what
 * @throws StoreUnavailable when the table does not answer or is too busy
 */
export async function queryCount(table: Table, range: Omit<Range, 'limit'>): Promise<number> {
  let count = 0
  let start: Record<string, AttributeValue> | undefined
  do {
    const page = await queryPage(table, range, undefined, start, 'COUNT')
    count += page.Count ?? 0
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return count
}

async function queryPage(
  table: Table,
  range: Range,
  limit: number | undefined,
  start: Item | undefined,
  select?: 'COUNT',
) {
  const command = new QueryCommand({
    TableName: table.tableName,
    IndexName: range.index?.name,
    ConsistentRead: range.index === undefined,
    ScanIndexForward: range.order !== 'descending',
    Limit: limit,
    Select: select,
    ExclusiveStartKey: start,
    ...condition(range),
    ...askCapacity(table),
  })
  try {
    const page = await table.client.send(command)
    tellCapacity(table, 'Query', page.ConsumedCapacity, () => `query ${range.index?.name ?? 'table'}`)
    return page
  } catch (error) {
    throw storeError('Query', error)
  }
}

function condition({ partition, index, from, to }: Range) {
  const names = index ?? keys
  const bounds = [
    '#partition = :partition',
    ...(from !== undefined && to !== undefined ? ['#sort BETWEEN :from AND :to'] : []),
    ...(from !== undefined && to === undefined ? ['#sort >= :from'] : []),
    ...(from === undefined && to !== undefined ? ['#sort <= :to'] : []),
  ]
  return {
    KeyConditionExpression: bounds.join(' AND '),
    ExpressionAttributeNames: {
      '#partition': names.partitionKey,
      ...(bounds.length > 1 ? { '#sort': names.sortKey } : {}),
    },
    ExpressionAttributeValues: {
      ':partition': { S: partition },
      ...(from === undefined ? {} : { ':from': { S: from } }),
      ...(to === undefined ? {} : { ':to': { S: to } }),
    },
  }
}
