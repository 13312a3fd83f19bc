import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { indexKeysOf } from '../../shared/adapters/dynamodb/index-keys.ts'
import { toItem } from '../../shared/adapters/dynamodb/item.ts'
import { indexes } from '../../shared/adapters/dynamodb/keys.ts'
import type { Entity } from '../../shared/domain/entity.ts'
import type { Write } from '../../shared/ports/store.ts'

/** What one write costs by AWS's rules. */
export interface ItemCost {
  /** Such as `replace submission`. */
  readonly write: string
  /** Size of the item after the write, in bytes. */
  readonly bytes: number
  /** Write units of the table; doubled within a transaction. */
  readonly table: number
  /** Write units of the indexes. */
  readonly index: number
}

/**
 * Works out what a write costs: one unit per kilobyte begun of the larger of before and after, twice that within a
 * transaction; an index entry that comes or goes one unit, one that moves two.
 * @param write the write
 * @param together whether it is written in a transaction with others
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations
 */
export function costOfWrite(write: Write, together: boolean): ItemCost {
  const factor = together ? 2 : 1
  if (write.kind === 'count' || write.kind === 'add')
    return { write: `${write.kind} counters`, bytes: 0, table: factor, index: 0 }
  const before = write.kind === 'create' ? undefined : write.stored.entity
  const after = write.kind === 'create' || write.kind === 'replace' ? write.entity : undefined
  const bytes = Math.max(before === undefined ? 0 : sizeOf(before), after === undefined ? 0 : sizeOf(after))
  const name = (after ?? before)?.type ?? ''
  const units = write.kind === 'require' ? 1 : Math.ceil(bytes / 1024)
  return {
    write: `${write.kind} ${name}`,
    bytes,
    table: units * factor,
    index: write.kind === 'require' ? 0 : moved(before, after),
  }
}

function moved(before: Entity | undefined, after: Entity | undefined): number {
  const [old, now] = [before, after].map((entity) => (entity === undefined ? {} : indexKeysOf(entity)))
  return Object.values(indexes).reduce((units, { partitionKey, sortKey }) => {
    const [was, is] = [old, now].map((keys) => `${keys?.[partitionKey] ?? ''} ${keys?.[sortKey] ?? ''}`)
    if (was === is) return units
    return units + (was === ' ' ? 0 : 1) + (is === ' ' ? 0 : 1)
  }, 0)
}

/**
 * The size that DynamoDB bills an entity's item by, in bytes.
 * @param entity anything stored
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function sizeOf(entity: Entity): number {
  return sizeOfMap(toItem(entity, 1))
}

function sizeOfMap(map: Readonly<Record<string, AttributeValue>>): number {
  return Object.entries(map).reduce((bytes, [name, value]) => bytes + Buffer.byteLength(name) + sizeOfValue(value), 0)
}

function sizeOfValue(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S)
  if (value.N !== undefined) return Math.ceil(value.N.replace(/[-.]/g, '').replace(/0+$/, '').length / 2) + 1
  if (value.B !== undefined) return value.B.byteLength
  if (value.L !== undefined) return 3 + value.L.reduce((bytes, one) => bytes + 1 + sizeOfValue(one), 0)
  if (value.M !== undefined) return 3 + sizeOfMap(value.M) + Object.keys(value.M).length
  return 1
}
