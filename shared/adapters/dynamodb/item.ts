import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { type Tally, type TallyKey, tallyNames } from '../../domain/campaign.ts'
import type { Entity, EntityType } from '../../domain/entity.ts'
import type { ItemKey, Stored } from '../../ports/store.ts'
import { sumCounts } from '../commit-rules.ts'
import { indexKeysOf, taskOf } from './index-keys.ts'
import { keyOf, table, taskAttributes } from './keys.ts'

/** An item as DynamoDB writes it. */
export type Item = Record<string, AttributeValue>

/** Attributes every item of an entity has beside its keys. */
export const attributes = { type: 'type', version: 'version', data: 'data' } as const

/** The type of an item that holds counters; they stand on the item itself, so that they can be added to. */
export const tallyType = 'tally'

const entityTypes: { readonly [Type in EntityType]: true } = {
  submission: true,
  lead: true,
  identity: true,
  touch: true,
  decision: true,
  assignment: true,
  enrollment: true,
  mail: true,
  opportunity: true,
  outcome: true,
  credit: true,
  campaign: true,
  spend: true,
  rep: true,
  rotation: true,
  form: true,
  playbookVersion: true,
  currentPlaybook: true,
  accessKey: true,
  signingKey: true,
  webhookSource: true,
}

/**
 * Writes a place as DynamoDB wants it.
 * @param key where an item stands
 */
export function toKey(key: ItemKey): Item {
  return { [table.partitionKey]: { S: key.partition }, [table.sortKey]: { S: key.sort } }
}

/**
 * Reads a place from an item, whole or as an index projects it.
 * @param item any item
 * @throws Error when it has no keys
 */
export function fromKey(item: Item): ItemKey {
  return { partition: textOf(item, table.partitionKey), sort: textOf(item, table.sortKey) }
}

/**
 * Reads a text that an item must have.
 * @param item any item
 * @param name of the attribute
 * @throws Error when it has none
 */
export function textOf(item: Item, name: string): string {
  const text = item[name]?.S
  if (text === undefined) throw new Error(`an item without ${name}`)
  return text
}

/**
 * Makes the item that holds an entity. What it holds lies in one map; what is queried or filtered by lies beside it.
 * @param entity what is stored
 * @param version its version, from 1
 */
export function toItem(entity: Entity, version: number): Item {
  const { type, ...data } = storable(entity)
  const task = taskOf(entity)
  const key = keyOf(entity)
  return marshall(
    {
      [table.partitionKey]: key.partition,
      [table.sortKey]: key.sort,
      [attributes.type]: type,
      [attributes.version]: version,
      [attributes.data]: data,
      ...(task === undefined
        ? {}
        : {
            [taskAttributes.id]: task.id,
            [taskAttributes.kind]: task.kind,
            [taskAttributes.lane]: task.lane,
            [taskAttributes.immediate]: task.immediate,
          }),
      ...indexKeysOf(entity),
    },
    { removeUndefinedValues: true },
  )
}

/**
 * Reads an entity back from its item.
 * @param item a whole item
 * @throws Error when it holds no entity, or one that does not belong at its place
 */
export function fromItem(item: Item): Stored {
  const plain: Readonly<Record<string, unknown>> = unmarshall(item)
  const version = plain[attributes.version]
  const data = plain[attributes.data]
  if (typeof version !== 'number' || typeof data !== 'object' || data === null) throw new Error('an item without data')
  const entity = readable({ ...data, type: plain[attributes.type] })
  if (!isEntity(entity) || !isAt(entity, fromKey(item))) throw new Error('an item that holds no entity of its place')
  return { entity, version }
}

/**
 * Reads counters back from their item.
 * @param item a tally's item
 * @param tally whose counters these are
 */
export function fromTallyItem(item: Item, tally: TallyKey): Tally {
  const entries = tallyNames.flatMap((name) => {
    const value = item[name]?.N
    return value === undefined ? [] : [[name, Number(value)] as const]
  })
  return { type: 'tally', ...tally, counts: sumCounts(Object.fromEntries(entries), {}) }
}

/** What came in from outside may be nested deeper and hold larger numbers than an item's map can: it is kept as JSON. */
function storable(entity: Entity): object & { readonly type: EntityType } {
  if (entity.type !== 'submission') return entity
  const raw = JSON.stringify(entity.raw)
  return { ...entity, ...{ raw } }
}

function readable(data: { readonly type: unknown; readonly raw?: unknown }): { readonly type: unknown } {
  if (data.type !== 'submission' || typeof data.raw !== 'string') return data
  const raw: unknown = JSON.parse(data.raw)
  return { ...data, ...{ raw } }
}

function isEntity(value: { readonly type: unknown }): value is Entity {
  return typeof value.type === 'string' && Object.hasOwn(entityTypes, value.type)
}

function isAt(entity: Entity, key: ItemKey): boolean {
  const { partition, sort } = keyOf(entity)
  return partition === key.partition && sort === key.sort
}
