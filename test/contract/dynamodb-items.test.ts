import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromItem, toItem, toKey } from '../../shared/adapters/dynamodb/item.ts'
import { indexShards, keyOf, shardOf, taskAttributes } from '../../shared/adapters/dynamodb/keys.ts'
import { createDynamoStore } from '../../shared/adapters/dynamodb/store.ts'
import { taskOfImage } from '../../shared/adapters/dynamodb/task-image.ts'
import { StoreUnavailable } from '../../shared/ports/store.ts'
import { creates } from '../support/commits.ts'
import { type Engine, startDynoxide } from '../support/dynamodb-engine.ts'
import {
  leadIdOf,
  noon,
  oneOfEach,
  sampleForm,
  sampleLead,
  sampleMail,
  sampleSubmission,
} from '../support/sample-entities.ts'

describe('an item', () => {
  it('carries the task beside the data, for the relay and the due index', () => {
    const mail = sampleMail(1, noon)
    const item = toItem(mail, 1)
    const { partition } = keyOf(mail)
    expect(item).toMatchObject({
      taskId: { S: 'send-1' },
      taskKind: { S: 'send' },
      taskLane: { S: 'live' },
      taskImmediate: { BOOL: false },
      duePk: { S: `DUE#${shardOf(partition, indexShards)}` },
      dueSk: { S: '2026-03-01T12:00:00.000Z#LEAD#lead_00000001#MAIL#mail_1' },
    })
    expect(taskOfImage(item)).toEqual({ key: keyOf(mail), id: 'send-1', kind: 'send', lane: 'live', immediate: false })
    expect(taskOfImage(toItem(sampleSubmission({}), 1))).toMatchObject({ kind: 'qualify', immediate: true })
  })

  it('is in no index it has no business in', () => {
    expect(Object.keys(toItem(sampleForm('demo'), 1)).sort()).toEqual(['data', 'pk', 'sk', 'type', 'version'])
    expect(toItem(sampleLead(), 1)).not.toHaveProperty('ownerPk')
    expect(toItem(oneOfEach.lead, 1)).toMatchObject({ ownerPk: { S: 'OWNER#sally' }, ownerSk: { S: 'lead_00000001' } })
    expect(taskOfImage(toItem(sampleForm('demo'), 1))).toBeUndefined()
  })

  it('parks its task in the due index', () => {
    expect(toItem(sampleMail(1, noon, noon), 1)).toMatchObject({ duePk: { S: 'PARKED' } })
  })

  it('is refused when it holds no entity of its place', () => {
    const item = toItem(sampleForm('demo'), 1)
    expect(() => fromItem({ ...item, type: { S: 'lead' } })).toThrow()
    expect(() => fromItem({ ...item, type: { S: 'nothing' } })).toThrow('no entity of its place')
    expect(() => fromItem({ ...item, pk: { S: 'FORM#other' } })).toThrow('no entity of its place')
    expect(() => fromItem({ ...item, data: { S: 'demo' } })).toThrow('without data')
    expect(() => fromItem({ data: { M: {} }, version: { N: '1' } })).toThrow()
  })

  it('has no half characters when it is read, whatever was written: they would come into keys', () => {
    const written = toItem({ ...sampleSubmission({}), campaign: 'fair \ud83d' }, 1)
    expect(fromItem(written).entity).toMatchObject({ campaign: 'fair \ufffd' })
  })

  it('has the attribute names that others rely on', () => {
    expect(Object.keys(toItem(oneOfEach.submission, 1))).toEqual(expect.arrayContaining(Object.values(taskAttributes)))
  })
})

let engine: Engine

beforeAll(async () => {
  engine = await startDynoxide()
})

afterAll(() => engine.stop())

describe('a list of leads', () => {
  it('leaves out a lead that changed hands while the index still shows the old owner', async () => {
    const [client, tableName] = [engine.client(), await engine.createTable()]
    const store = createDynamoStore({ client, tableName })
    const moved = toItem(sampleLead(1, { stage: 'working', owner: 'tom', assignment: 'asg_1-1' }), 2)
    await client.send(new PutItemCommand({ TableName: tableName, Item: { ...moved, ownerPk: { S: 'OWNER#sally' } } }))
    expect(await store.listLeads({ owner: 'sally', limit: 5 })).toEqual({ leads: [] })
  })

  it('asks again for what was left unread', async () => {
    const [client, tableName] = [engine.client(), await engine.createTable()]
    leaveUnread(client, tableName, (call) => call % 2)
    const store = createDynamoStore({ client, tableName })
    await store.commit(creates(...[1, 2, 3].map((number) => sampleLead(number))))
    const { leads } = await store.listLeads({ limit: 5 })
    expect(leads.map(({ id }) => id)).toEqual([3, 2, 1].map(leadIdOf))
  })

  it('says so when some are left unread every time', async () => {
    const [client, tableName] = [engine.client(), await engine.createTable()]
    leaveUnread(client, tableName, () => 0)
    const store = createDynamoStore({ client, tableName })
    await store.commit(creates(sampleLead(1), sampleLead(2)))
    await expect(store.listLeads({ limit: 5 })).rejects.toThrow(StoreUnavailable)
  })
})

/**
 * Makes a table leave items of a batch unread, as it does when it is busy.
 * @param readable how many it reads at the n-th call, from 1
 */
function leaveUnread(client: DynamoDBClient, tableName: string, readable: (call: number) => number): void {
  let calls = 0
  client.middlewareStack.add(
    (next) => async (input) => {
      const request = 'RequestItems' in input.input ? input.input.RequestItems?.[tableName] : undefined
      const keys = request !== undefined && 'Keys' in request ? (request.Keys ?? []) : []
      if (keys.length === 0) return await next(input)
      calls += 1
      const read = keys.slice(0, readable(calls))
      const unread = read.length === keys.length ? {} : { [tableName]: { Keys: keys.slice(read.length) } }
      if (read.length === 0) return { response: {}, output: { $metadata: {}, UnprocessedKeys: unread } }
      const answer = await next({ ...input, input: { RequestItems: { [tableName]: { Keys: read } } } })
      return { ...answer, output: { ...answer.output, UnprocessedKeys: unread } }
    },
    { step: 'initialize' },
  )
}

describe('what calls cost', () => {
  it('is told in units, with what was done', async () => {
    const told: unknown[] = []
    const [client, tableName] = [engine.client(), await engine.createTable()]
    const onCapacity = (...call: readonly unknown[]): void => void told.push(call)
    const store = createDynamoStore({ client, tableName, onCapacity })
    await store.commit(creates(sampleForm('demo')))
    await store.commit(creates(sampleForm('one'), sampleForm('two')))
    await store.get(sampleForm('demo'))
    await store.listRoster()
    expect(told).toEqual([
      ['PutItem', { read: 0, write: 1 }, 'create form'],
      ['TransactWriteItems', { read: 0, write: 4 }, 'create form + create form'],
      ['GetItem', { read: 1, write: 0 }, 'get one item'],
      ['Query', { read: 1, write: 0 }, 'query table'],
    ])
    const raw = await client.send(new GetItemCommand({ TableName: tableName, Key: toKey(keyOf(sampleForm('demo'))) }))
    expect(raw.Item).toEqual(toItem(sampleForm('demo'), 1))
  })
})
