import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningStack } from '../../../local/running-stack.ts'
import { eventually } from '../../support/eventually.ts'
import { type Fixture, makeFixture, sendMessages } from '../../support/fixture-stack.ts'

describe('a queue with a worker', () => {
  let fixture: Fixture
  let stack: RunningStack

  beforeAll(async () => {
    fixture = makeFixture()
    stack = await fixture.start()
  })
  afterAll(() => fixture.remove())

  const receiptsOf = (body: string) =>
    fixture
      .seen()
      .filter(({ message }) => message === body)
      .map(({ receipt }) => receipt)
  const deadLetters = () => stack.statistics().queues['fixture-work-dead']?.visible ?? 0
  const isEmpty = () => {
    const { visible, invisible, delayed } = stack.statistics().queues['fixture-work'] ?? {}
    return visible === 0 && invisible === 0 && delayed === 0
  }

  test('gets no more than its batch size at once, and each message once', async () => {
    const bodies = Array.from({ length: 9 }, (_, index) => `batch-${index}`)
    await sendMessages(stack, 'fixture-work', bodies)
    await eventually(async () => bodies.every((body) => receiptsOf(body).length > 0) || undefined)
    expect(bodies.map(receiptsOf)).toEqual(bodies.map(() => ['1']))
    const batches = fixture
      .seen()
      .filter(({ message }) => message?.startsWith('batch-'))
      .map(({ batch }) => batch ?? 0)
    expect(Math.max(...batches)).toBeLessThanOrEqual(5)
    expect(Math.max(...batches)).toBeGreaterThan(1)
  })

  test('gets back only what it reports as failed, counts receipts, and loses it to the dead-letter queue', async () => {
    await sendMessages(stack, 'fixture-work', ['good-1', 'fail-1', 'good-2'])
    await eventually(async () => (receiptsOf('fail-1').length === 2 && isEmpty() ? true : undefined))
    expect(receiptsOf('fail-1')).toEqual(['1', '2'])
    expect([...receiptsOf('good-1'), ...receiptsOf('good-2')]).toEqual(['1', '1'])
    await eventually(async () => (deadLetters() > 0 ? true : undefined))
  })

  test.each(['throw', 'exit', 'hang'])(
    'gets all of a batch back when it fails by %s, and works on afterwards',
    async (body) => {
      await sendMessages(stack, 'fixture-work', [body])
      await eventually(async () => (receiptsOf(body).length === 2 && isEmpty() ? true : undefined))
      expect(receiptsOf(body)).toEqual(['1', '2'])
      await sendMessages(stack, 'fixture-work', [`after-${body}`])
      await eventually(async () => receiptsOf(`after-${body}`).length > 0 || undefined)
      expect(receiptsOf(`after-${body}`)).toEqual(['1'])
    },
  )

  test('is counted', async () => {
    await sendMessages(stack, 'fixture-work', ['fail-counted'])
    await eventually(async () => receiptsOf('fail-counted').length > 0 || undefined)
    const { functions, queues, queueRequests } = stack.statistics()
    expect(functions['fixture-worker']?.invocations).toBeGreaterThan(0)
    expect(queues['fixture-work']?.arrived).toBeGreaterThan(0)
    expect(queueRequests.SendMessageBatch).toBeGreaterThan(0)
    await eventually(async () => (receiptsOf('fail-counted').length === 2 ? true : undefined))
  })
})
