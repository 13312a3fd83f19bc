import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** What one call cost, in DynamoDB's capacity units, indexes included. */
export interface Units {
  readonly read: number
  readonly write: number
}

/** Is told what each call cost. `label` says what was written, such as `create submission`. */
export type OnCapacity = (operation: string, units: Units, label: string) => void

/** The table and how to reach it. */
export interface Table {
  readonly client: DynamoDBClient
  readonly tableName: string
  /** When given, every call asks what it cost and tells. */
  readonly onCapacity?: OnCapacity
}

/** Operations that cost write units; DynamoDB's answer to them does not say which units it counts. */
const writing: ReadonlySet<string> = new Set(['PutItem', 'TransactWriteItems'])

/**
 * The request field that asks what a call costs.
 * @param table asked only when somebody wants to know
 */
export function askCapacity(table: Table): { readonly ReturnConsumedCapacity?: 'INDEXES' } {
  return table.onCapacity === undefined ? {} : { ReturnConsumedCapacity: 'INDEXES' }
}

/**
 * Tells what a call cost.
 * @param table who wants to know
 * @param operation such as `PutItem`
 * @param consumed the answer's field
 * @param label what was written or read
 */
export function tellCapacity(
  table: Table,
  operation: string,
  consumed: ConsumedCapacity | readonly ConsumedCapacity[] | undefined,
  label: () => string,
): void {
  if (table.onCapacity === undefined || consumed === undefined) return
  const units = [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0)
  const isWrite = writing.has(operation)
  table.onCapacity(operation, { read: isWrite ? 0 : units, write: isWrite ? units : 0 }, label())
}
