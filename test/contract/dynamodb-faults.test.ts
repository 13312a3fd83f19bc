import { createServer, type Server } from 'node:http'
import { inspect } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDynamoStore } from '../../shared/adapters/dynamodb/store.ts'
import { type Store, StoreUnavailable, type Write } from '../../shared/ports/store.ts'
import { creates, stored } from '../support/commits.ts'
import { type Engine, startDynoxide } from '../support/dynamodb-engine.ts'
import { freePort } from '../support/free-port.ts'
import { loseAnswers } from '../support/lossy-client.ts'
import { sampleForm, sampleLead, sampleTouch } from '../support/sample-entities.ts'

const tally = { campaign: 'spring', day: '2026-03-01', shard: 0 }

let engine: Engine

beforeAll(async () => {
  engine = await startDynoxide()
})

afterAll(() => engine.stop())

/** Two stores on one table: one whose client loses its next answers, and one to look with. */
async function lossyStore(answers = 1): Promise<{ readonly lossy: Store; readonly store: Store }> {
  const [tableName, client] = [await engine.createTable(), engine.client()]
  loseAnswers(client, answers)
  return {
    lossy: createDynamoStore({ client, tableName }),
    store: createDynamoStore({ client: engine.client(), tableName }),
  }
}

describe('when an answer is lost and the SDK tries again', () => {
  it('knows its own create and its own replacement again', async () => {
    const { lossy, store } = await lossyStore()
    expect(await lossy.commit(creates(sampleForm('demo')))).toEqual({ kind: 'committed' })
    const again = await lossyStore()
    const read = await stored(again.store, sampleForm('demo', 'first'))
    const write: Write = { kind: 'replace', stored: read, entity: sampleForm('demo', 'second') }
    expect(await again.lossy.commit([write])).toEqual({ kind: 'committed' })
    expect(await again.store.get(sampleForm('demo'))).toMatchObject({ version: 2 })
    expect(await store.get(sampleForm('demo'))).toMatchObject({ version: 1 })
  })

  it('still sees that another one was first', async () => {
    const { lossy, store } = await lossyStore()
    await store.commit(creates(sampleForm('demo', 'first')))
    expect(await lossy.commit(creates(sampleForm('demo', 'second')))).toMatchObject({ kind: 'conflict' })
  })

  it('counts once', async () => {
    const { lossy, store } = await lossyStore()
    expect(await lossy.commit([{ kind: 'count', tally, add: { leads: 1 } }])).toEqual({ kind: 'committed' })
    expect(await store.listTallies('spring')).toMatchObject([{ counts: { leads: 1 } }])
  })

  it('removes once and says so', async () => {
    const { lossy, store } = await lossyStore()
    const read = await stored(store, sampleForm('demo'))
    expect(await lossy.commit([{ kind: 'remove', stored: read }])).toEqual({ kind: 'committed' })
  })

  it('carries a transaction out once', async () => {
    const { lossy, store } = await lossyStore()
    const writes: Write[] = [...creates(sampleLead(), sampleTouch(1)), { kind: 'count', tally, add: { leads: 1 } }]
    expect(await lossy.commit(writes)).toEqual({ kind: 'committed' })
    expect(await store.listTallies('spring')).toMatchObject([{ counts: { leads: 1 } }])
  })

  it('says that it does not know when no answer ever comes', async () => {
    const { lossy, store } = await lossyStore(99)
    await expect(lossy.commit(creates(sampleForm('demo')))).rejects.toThrow(StoreUnavailable)
    expect(await store.get(sampleForm('demo'))).toBeDefined()
  })
})

/** Answers every request with one error, as DynamoDB words it. */
async function storeThatFails(
  status: number,
  body: object,
): Promise<{ readonly store: Store; readonly server: Server }> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body))
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const endpoint = `http://127.0.0.1:${port}`
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 })
  return { store: createDynamoStore({ client, tableName: 'baton' }), server }
}

async function failureOf(status: number, body: object, writes: readonly Write[]): Promise<unknown> {
  const { store, server } = await storeThatFails(status, body)
  try {
    return await store.commit(writes).catch((error: unknown) => error)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

function errorBody(name: string): object {
  return { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'no' }
}

describe('when the table fails', () => {
  it.each([
    [400, 'ProvisionedThroughputExceededException'],
    [400, 'ThrottlingException'],
    [400, 'RequestLimitExceeded'],
    [400, 'TransactionInProgressException'],
    [500, 'InternalServerError'],
    [503, 'ServiceUnavailable'],
  ])('is unavailable on %i %s', async (status, name) => {
    expect(await failureOf(status, errorBody(name), creates(sampleForm('demo')))).toBeInstanceOf(StoreUnavailable)
  })

  it.each(['ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is unavailable when a transaction is cancelled for %s',
    async (code) => {
      const body = {
        ...errorBody('TransactionCanceledException'),
        CancellationReasons: [{ Code: 'None' }, { Code: code }],
      }
      expect(await failureOf(400, body, creates(sampleLead(), sampleTouch(1)))).toBeInstanceOf(StoreUnavailable)
    },
  )

  it('is a conflict when another transaction holds an item, since nothing was written', async () => {
    const writes = creates(sampleLead(), sampleTouch(1))
    const cancelled = errorBody('TransactionCanceledException')
    const body = { ...cancelled, CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }] }
    expect(await failureOf(400, body, writes)).toEqual({ kind: 'conflict', write: writes[1] })
    const alone = creates(sampleForm('demo'))
    const held = errorBody('TransactionConflictException')
    expect(await failureOf(400, held, alone)).toEqual({ kind: 'conflict', write: alone[0] })
  })

  it('is unavailable when nobody listens', async () => {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
    const endpoint = `http://127.0.0.1:${await freePort()}`
    const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 })
    const store = createDynamoStore({ client, tableName: 'baton' })
    await expect(store.get(sampleForm('demo'))).rejects.toThrow(StoreUnavailable)
    await expect(store.listRoster()).rejects.toThrow(StoreUnavailable)
    await expect(store.commit(creates(sampleForm('demo')))).rejects.toThrow(StoreUnavailable)
  })

  it.each(['ValidationException', 'AccessDeniedException', 'ResourceNotFoundException'])(
    'does not call %s a passing fault',
    async (name) => {
      const failure = await failureOf(400, errorBody(name), creates(sampleForm('demo')))
      expect(failure).toBeInstanceOf(Error)
      expect(failure).not.toBeInstanceOf(StoreUnavailable)
    },
  )

  it('keeps what an item holds out of its errors', async () => {
    const secret = 'person-1@example.org'
    const reasons = [{ Code: 'ThrottlingError', Message: 'busy', Item: { email: { S: secret } } }, { Code: 'None' }]
    const body = {
      ...errorBody('TransactionCanceledException'),
      CancellationReasons: reasons,
      Item: { email: { S: secret } },
    }
    const failure = await failureOf(400, body, creates(sampleLead(), sampleTouch(1)))
    expect(failure).toBeInstanceOf(StoreUnavailable)
    expect(inspect(failure, { depth: 20, showHidden: true })).not.toContain(secret)
  })
})
