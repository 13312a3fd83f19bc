import * as z from 'zod'
import { StartFailure } from '../failure.ts'
import type { TableModel } from '../template/model.ts'
import { type DynamoDbClient, DynamoDbError, tables } from './dynamodb-client.ts'

const description = z.object({
  Table: z.object({
    LatestStreamArn: z.string().optional(),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).default([]),
  }),
})

/**
 * Makes a table as the template declares it, unless it is there already.
 * @param client the engine
 * @param table the declaration
 * @returns the ARN of its stream, as the engine names it; undefined when it has none
 * @throws StartFailure when it is there with other indexes
 */
export async function ensureTable(client: DynamoDbClient, table: TableModel): Promise<string | undefined> {
  const found = await describe(client, table.name)
  if (found === undefined) return await create(client, table)
  const declared = (table.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName)
  if (declared.toSorted().join() !== found.indexes.toSorted().join()) {
    throw new StartFailure(`The table in DATA_DIR has other indexes than ${table.id}: start once with --fresh`)
  }
  return found.streamArn
}

async function create(client: DynamoDbClient, table: TableModel): Promise<string | undefined> {
  const { StreamSpecification, TimeToLiveSpecification } = table
  await client.call(`${tables}.CreateTable`, {
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: table.AttributeDefinitions,
    KeySchema: table.KeySchema,
    ...(table.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: table.GlobalSecondaryIndexes }),
    ...(table.LocalSecondaryIndexes && { LocalSecondaryIndexes: table.LocalSecondaryIndexes }),
    ...(StreamSpecification && { StreamSpecification: { ...StreamSpecification, StreamEnabled: true } }),
  })
  if (TimeToLiveSpecification?.Enabled) {
    await client.call(`${tables}.UpdateTimeToLive`, { TableName: table.name, TimeToLiveSpecification })
  }
  return (await describe(client, table.name))?.streamArn
}

async function describe(client: DynamoDbClient, name: string) {
  try {
    const answer = description.parse(await client.call(`${tables}.DescribeTable`, { TableName: name }))
    const { LatestStreamArn, GlobalSecondaryIndexes } = answer.Table
    return { streamArn: LatestStreamArn, indexes: GlobalSecondaryIndexes.map(({ IndexName }) => IndexName) }
  } catch (error) {
    if (error instanceof DynamoDbError && error.code === 'ResourceNotFoundException') return undefined
    throw error
  }
}
