import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { table } from '../../shared/adapters/dynamodb/keys.ts'
import { medianOf } from '../measure/distribution.ts'
import type { MeasuredStack } from '../stack/stack.ts'

/** How long single calls of the DynamoDB engine take, one after the other, in milliseconds at the median. */
export interface EngineCalls {
  /** One conditional put of a kilobyte: what a capture can't do without. */
  readonly put: number
  /** One transaction of six such puts: what qualifying a lead can't do without. */
  readonly transaction: number
}

const kilobyte = 'x'.repeat(1_000)

/**
 * Times bare calls of a running stack's engine, which writes to disk.
 * @param stack an idle stack
 * @param rounds how many calls of each kind
 */
export async function measureEngineCalls(stack: MeasuredStack, rounds: number): Promise<EngineCalls> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new DynamoDBClient({ endpoint: stack.dynamodb, region: 'us-east-1', credentials })
  let made = 0
  const put = () => {
    made += 1
    return {
      TableName: stack.tableName,
      Item: {
        [table.partitionKey]: { S: `FLOOR#${made}` },
        [table.sortKey]: { S: 'FLOOR' },
        data: { S: kilobyte },
      },
      ConditionExpression: 'attribute_not_exists(#partition)',
      ExpressionAttributeNames: { '#partition': table.partitionKey },
    }
  }
  const six = () => Array.from({ length: 6 }, () => ({ Put: put() }))
  try {
    return {
      put: await timeOf(rounds, () => client.send(new PutItemCommand(put()))),
      transaction: await timeOf(rounds, () => client.send(new TransactWriteItemsCommand({ TransactItems: six() }))),
    }
  } finally {
    client.destroy()
  }
}

async function timeOf(rounds: number, call: () => Promise<unknown>): Promise<number> {
  const samples: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now()
    await call()
    samples.push(performance.now() - began)
  }
  return medianOf(samples.slice(Math.floor(rounds / 5)))
}
