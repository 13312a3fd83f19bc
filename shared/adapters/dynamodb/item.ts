import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Entity, EntityType } from '../../domain/entity.ts'
import { parseWellFormed } from '../../domain/json.ts'
import type { Task } from '../../domain/task.ts'
import type { ItemKey, Stored } from '../../ports/store.ts'
import { indexKeysOf, taskOf } from './index-keys.ts'
import { keyOf, table, taskAttributes } from './keys.ts'

/** An item as DynamoDB writes it. */
export type Item = Record<string, AttributeValue>

/** Attributes every item of an entity has beside its keys. */
export const attributes = { type: 'type', version: 'version', data: 'data' } as const

const entityTypes: { readonly [Type in EntityType]: true } = {
  submission: true,
  lead: true,
  identity: true,
  touch: true,
  decision: true,
  assignment: true,
  enrollment: true,
  mail: true,
  notification: true,
  opportunity: true,
  outcome: true,
  awaitedLead: true,
  credit: true,
  campaign: true,
  spend: true,
  rep: true,
  team: true,
  reportEntry: true,
  reportCheck: true,
  workload: true,
  account: true,
  rotation: true,
  calibration: true,
  form: true,
  formList: true,
  playbookVersion: true,
  currentPlaybook: true,
  accessKey: true,
  signingKey: true,
  webhookSource: true,
  suppression: true,
  erasureKey: true,
  job: true,
  digest: true,
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
 * Makes the item that holds an entity. What it holds is one JSON text: nothing in it is queried, and a text costs the
 * stages, the stream and the local engine far less time than a map of the same. What is queried or filtered by lies
 * beside it, a task's marks among them, and is not said twice.
 * @param entity what is stored
 * @param version its version, from 1
 */
export function toItem(entity: Entity, version: number): Item {
  const task = taskOf(entity)
  return {
    ...toKey(keyOf(entity)),
    ...textsOf({ [attributes.type]: entity.type, [attributes.data]: dataOf(entity, task), ...indexKeysOf(entity) }),
    [attributes.version]: { N: String(version) },
    ...countedOf(entity),
    ...(task === undefined ? {} : marksOf(task)),
  }
}

/** Entries of reports name the same counters over and over: they are kept compressed, to a sixth or so. */
const countedAttribute = 'counted'

function countedOf(entity: Entity): Item {
  if (entity.type !== 'reportEntry' || Object.keys(entity.counted).length === 0) return {}
  return { [countedAttribute]: { B: deflateRawSync(JSON.stringify(entity.counted)) } }
}

function countedIn(item: Item) {
  const bytes = item[countedAttribute]?.B
  return bytes === undefined ? {} : { counted: parsed(inflateRawSync(bytes).toString()) }
}

function dataOf(entity: Entity, task: Task | undefined): string {
  const { type: _beside, ...data } = entity.type === 'reportEntry' ? { ...entity, counted: {} } : entity
  if (task === undefined) return JSON.stringify(data)
  const { id: _id, kind: _kind, lane: _lane, immediate: _immediate, ...rest } = task
  return JSON.stringify({ ...data, task: rest })
}

function marksOf({ id, kind, lane, immediate }: Task): Item {
  const texts = { [taskAttributes.id]: id, [taskAttributes.kind]: kind, [taskAttributes.lane]: lane }
  return { ...textsOf(texts), [taskAttributes.immediate]: { BOOL: immediate } }
}

/**
 * Writes texts as attributes.
 * @param texts by name
 */
export function textsOf(texts: Readonly<Record<string, string>>): Item {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { S: text }]))
}

/**
 * Reads an entity back from its item.
 * @param item a whole item
 * @throws Error when it holds no entity, or one that does not belong at its place
 */
export function fromItem(item: Item): Stored {
  const data = parsed(textOf(item, attributes.data))
  const version = Number(item[attributes.version]?.N)
  if (!Number.isInteger(version) || data === undefined) throw new Error('an item without data')
  const task = isRecord(data.task) ? { task: { ...data.task, ...marksIn(item) } } : {}
  const entity = { ...data, ...countedIn(item), ...task, type: textOf(item, attributes.type) }
  if (!isEntity(entity) || !isAt(entity, fromKey(item))) throw new Error('an item that holds no entity of its place')
  return { entity, version }
}

function marksIn(item: Item) {
  const { id, kind, lane, immediate } = taskAttributes
  return {
    id: textOf(item, id),
    kind: textOf(item, kind),
    lane: textOf(item, lane),
    immediate: item[immediate]?.BOOL === true,
  }
}

/** Nothing of the text gets into an error: it may name people. */
function parsed(text: string): { readonly task?: unknown } | undefined {
  try {
    const data = parseWellFormed(text)
    return isRecord(data) ? data : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isEntity(value: { readonly type: unknown }): value is Entity {
  return typeof value.type === 'string' && Object.hasOwn(entityTypes, value.type)
}

function isAt(entity: Entity, key: ItemKey): boolean {
  const { partition, sort } = keyOf(entity)
  return partition === key.partition && sort === key.sort
}
