import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDynamoStore } from '../../shared/adapters/dynamodb/store.ts'
import { StoreUnavailable } from '../../shared/ports/store.ts'
import { creates } from '../support/commits.ts'
import { type Engine, startDynoxide } from '../support/dynamodb-engine.ts'
import { sampleForm } from '../support/sample-entities.ts'

let engine: Engine

beforeAll(async () => {
  engine = await startDynoxide()
})

afterAll(() => engine.stop())

/** Names of the calls a client makes, as they are made. */
function callsOf(client: DynamoDBClient): readonly string[] {
  const calls: string[] = []
  client.middlewareStack.add(
    (next, context) => async (input) => {
      calls.push(context.commandName ?? '')
      return await next(input)
    },
    { step: 'initialize' },
  )
  return calls
}

async function openStore() {
  const [client, tableName] = [engine.client(), await engine.createTable()]
  const store = createDynamoStore({ client, tableName })
  await store.commit(creates(sampleForm('one'), sampleForm('two')))
  return { store, calls: callsOf(client), client }
}

describe('reads of one turn', () => {
  it('go in one call, and each gets its own answer', async () => {
    const { store, calls } = await openStore()
    const found = await Promise.all(['one', 'none', 'two', 'one'].map((id) => store.get({ type: 'form', id })))
    expect(found.map((stored) => stored?.entity)).toEqual([
      sampleForm('one'),
      undefined,
      sampleForm('two'),
      sampleForm('one'),
    ])
    expect(calls).toEqual(['BatchGetItemCommand'])
  })

  it('go in one call even when one begins some promises later than the other', async () => {
    const { store, calls } = await openStore()
    const late = async () => {
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
      return await store.load(store.keyOf(sampleForm('two')))
    }
    await Promise.all([store.get({ type: 'form', id: 'one' }), late()])
    expect(calls).toEqual(['BatchGetItemCommand'])
  })

  it('go alone when there is only one', async () => {
    const { store, calls } = await openStore()
    await store.get({ type: 'form', id: 'one' })
    await store.get({ type: 'form', id: 'two' })
    expect(calls).toEqual(['GetItemCommand', 'GetItemCommand'])
  })

  it('all fail when the table does not answer, and the next turn reads again', async () => {
    const { store, client } = await openStore()
    let isDown = true
    client.middlewareStack.add(
      (next) => async (input) => {
        if (isDown) throw Object.assign(new Error('down'), { code: 'ECONNREFUSED' })
        return await next(input)
      },
      { step: 'initialize' },
    )
    const both = () => Promise.allSettled(['one', 'two'].map((id) => store.get({ type: 'form', id })))
    const failed = await both()
    expect(failed.map((one) => one.status === 'rejected' && one.reason instanceof StoreUnavailable)).toEqual([
      true,
      true,
    ])
    isDown = false
    expect((await both()).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  })

  it('see what was committed before they were asked for', async () => {
    const { store } = await openStore()
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 120 })
    let round = 0
    await fc.assert(
      fc.asyncProperty(ids, async (names) => {
        round += 1
        const forms = names.map((name) => sampleForm(`${name}-${round}`))
        await Promise.all(forms.map((form) => store.commit(creates(form))))
        const found = await Promise.all(forms.map((form) => store.get(form)))
        expect(found.map((stored) => stored?.entity)).toEqual(forms)
      }),
      { numRuns: 8 },
    )
  })
})
