import * as z from 'zod'
import { dueTime } from '../../shared/adapters/dynamodb/index-keys.ts'
import { duePartition, indexes, indexShards } from '../../shared/adapters/dynamodb/keys.ts'
import { type DynamoDbClient, tables } from '../engines/dynamodb-client.ts'
import type { NextDue } from './advance.ts'

const { name, partitionKey, sortKey } = indexes.due
const page = z.object({ Items: z.array(z.object({ [sortKey]: z.object({ S: z.string() }) })).default([]) })

/**
 * Makes a search for the next due task in the table's due index.
 * @param client the engine
 * @param tableName the table
 */
export function nextDueIn(client: DynamoDbClient, tableName: string): NextDue {
  const firstOf = async (shard: number): Promise<number | undefined> => {
    const answer = await client.call(`${tables}.Query`, {
      TableName: tableName,
      IndexName: name,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': partitionKey },
      ExpressionAttributeValues: { ':partition': { S: duePartition(shard) } },
      Limit: 1,
    })
    const sort = page.parse(answer).Items[0]?.[sortKey]?.S
    return sort === undefined ? undefined : dueTime(sort)
  }
  return async (before) => {
    const times = await Promise.all(Array.from({ length: indexShards }, (_, shard) => firstOf(shard)))
    const due = times.filter((time) => time !== undefined && time <= before).map(Number)
    return due.length === 0 ? undefined : Math.min(...due)
  }
}
