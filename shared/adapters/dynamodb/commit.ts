import { isDeepStrictEqual } from 'node:util'
import {
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import type { CommitResult, Stored, Write } from '../../ports/store.ts'
import { type AddWrite, type CountWrite, placeOf, planCommit } from '../commit-rules.ts'
import { askCapacity, type Table, tellCapacity } from './capacity.ts'
import { counterAttributes, countersType, tallyAttributes, tallyType } from './counter-item.ts'
import { cancellationCodes, storeError } from './errors.ts'
import { attributes, fromItem, type Item, toItem, toKey } from './item.ts'
import { table as keys } from './keys.ts'

/** A write that can be carried out alone and recognised afterwards by what it left. */
type PutWrite = Extract<Write, { readonly kind: 'create' | 'replace' }>

const committed: CommitResult = { kind: 'committed' }

/**
 * Writes all or nothing. One put goes alone, at half the cost. Any other single write goes as a transaction
 * of one, because only a transaction's token keeps the SDK's retry after a lost answer from counting twice or
 * from taking its own removal for somebody else's.
 * @param table where
 * @param writes what
 * @throws StoreUnavailable when nobody knows whether it was written, or the table is too busy
 */
export async function commit(table: Table, writes: readonly Write[]): Promise<CommitResult> {
  const planned = planCommit(writes)
  const [first] = planned
  if (first === undefined) return committed
  const isPut = first.kind === 'create' || first.kind === 'replace'
  return planned.length === 1 && isPut ? await putAlone(table, first) : await transact(table, planned)
}

async function putAlone(table: Table, write: PutWrite): Promise<CommitResult> {
  const put = toPut(table, write)
  try {
    const answer = await table.client.send(new PutItemCommand({ ...put, ...askCapacity(table) }))
    tellCapacity(table, 'PutItem', answer.ConsumedCapacity, () => labelOf([write]))
    return committed
  } catch (error) {
    if (error instanceof TransactionConflictException) return { kind: 'conflict', write }
    if (!(error instanceof ConditionalCheckFailedException)) throw storeError('PutItem', error)
    const isRetry = (error.$metadata.attempts ?? 1) > 1
    return isRetry && isOurs(put.Item, error.Item) ? committed : conflict(write, error.Item)
  }
}

/** After a lost answer the SDK's second try meets what the first one wrote: that is no conflict. */
function isOurs(tried: Item, existing: Item | undefined): boolean {
  return existing !== undefined && isDeepStrictEqual(fromItem(tried), fromItem(existing))
}

async function transact(table: Table, writes: readonly Write[]): Promise<CommitResult> {
  const items = writes.map((write) => toTransactItem(table, write))
  try {
    const answer = await table.client.send(
      new TransactWriteItemsCommand({ TransactItems: items, ...askCapacity(table) }),
    )
    tellCapacity(table, 'TransactWriteItems', answer.ConsumedCapacity, () => labelOf(writes))
    return committed
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw storeError('TransactWriteItems', error)
    const codes = cancellationCodes(error)
    const failed = codes.indexOf('ConditionalCheckFailed')
    const write = writes[failed]
    if (write !== undefined) return conflict(write, error.CancellationReasons?.[failed]?.Item)
    // Another transaction held one of the items: it is about to change, so what was read is stale, and nothing was written.
    const contended = writes[codes.indexOf('TransactionConflict')]
    if (contended === undefined) throw storeError('TransactWriteItems', error)
    return { kind: 'conflict', write: contended }
  }
}

function conflict(write: Write, item: Item | undefined): CommitResult {
  return item === undefined ? { kind: 'conflict', write } : { kind: 'conflict', write, existing: fromItem(item) }
}

function toTransactItem(table: Table, write: Write): TransactWriteItem {
  switch (write.kind) {
    case 'create':
    case 'replace':
      return { Put: toPut(table, write) }
    case 'require':
      return { ConditionCheck: { ...place(table, write), ...atVersion(write.stored) } }
    case 'remove':
      return { Delete: { ...place(table, write), ...atVersion(write.stored) } }
    case 'count':
    case 'add':
      return { Update: { ...place(table, write), ...addition(write) } }
  }
}

function toPut(table: Table, write: PutWrite) {
  if (write.kind === 'replace') {
    const Item = toItem(write.entity, write.stored.version + 1)
    return { TableName: table.tableName, Item, ...atVersion(write.stored) }
  }
  return {
    TableName: table.tableName,
    Item: toItem(write.entity, 1),
    ConditionExpression: 'attribute_not_exists(#partition)',
    ExpressionAttributeNames: { '#partition': keys.partitionKey },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  }
}

function place(table: Table, write: Write) {
  return { TableName: table.tableName, Key: toKey(placeOf(write)) }
}

function atVersion(stored: Stored) {
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': attributes.version },
    ExpressionAttributeValues: { ':version': { N: String(stored.version) } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  }
}

function addition(write: CountWrite | AddWrite) {
  const counts = write.kind === 'add' ? counterAttributes(write.add) : tallyAttributes(write.add)
  const additions = counts.map((_, index) => `#count${index} :count${index}`)
  return {
    UpdateExpression: `SET #type = :type${additions.length === 0 ? '' : ` ADD ${additions.join(', ')}`}`,
    ExpressionAttributeNames: {
      '#type': attributes.type,
      ...Object.fromEntries(counts.map(([name], index) => [`#count${index}`, name])),
    },
    ExpressionAttributeValues: {
      ':type': { S: write.kind === 'add' ? countersType : tallyType },
      ...Object.fromEntries(counts.map(([, amount], index) => [`:count${index}`, { N: String(amount) }])),
    },
  }
}

function labelOf(writes: readonly Write[]): string {
  return writes.map(describe).join(' + ')
}

function describe(write: Write): string {
  if (write.kind === 'count') return 'count tally'
  if (write.kind === 'add') return 'add counters'
  return `${write.kind} ${write.kind === 'create' ? write.entity.type : write.stored.entity.type}`
}
