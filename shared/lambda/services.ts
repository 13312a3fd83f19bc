import { randomBytes } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createDynamoStore } from '../adapters/dynamodb/store.ts'
import { systemClock } from '../adapters/system/clock.ts'
import { createUlidIds } from '../adapters/system/ids.ts'
import { derivingStore } from '../pipeline/derived-writes.ts'
import type { Ports } from '../pipeline/ports.ts'
import { withoutLogging } from './sdk-client.ts'

/**
 * Makes the ports of a function on AWS's services. Endpoints and region come from the SDK's standard environment.
 * @param tableName the table's name
 */
export function awsPorts(tableName: string): Ports {
  const client = withoutLogging(new DynamoDBClient({ maxAttempts: 4 }))
  return {
    store: derivingStore(createDynamoStore({ client, tableName }), systemClock),
    clock: systemClock,
    ids: createUlidIds(systemClock, randomBytes),
  }
}
