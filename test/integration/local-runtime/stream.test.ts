import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningStack } from '../../../local/running-stack.ts'
import { hasJava } from '../../support/dynamodb-engine.ts'
import { eventually } from '../../support/eventually.ts'
import { type Fixture, makeFixture, putThing, withTable } from '../../support/fixture-stack.ts'

const wanted = { wanted: { BOOL: true } }

const engines = hasJava() ? (['native', 'java'] as const) : (['native'] as const)

describe.each(engines)('a table with a reader, on the %s engine', (engine) => {
  let fixture: Fixture
  let stack: RunningStack

  beforeAll(async () => {
    fixture = makeFixture()
    stack = await fixture.start({ engine })
  })
  afterAll(() => fixture.remove())

  const changes = (pk: string) =>
    fixture
      .seen()
      .filter((one) => one.pk === pk)
      .map(({ change }) => change)

  test('hands on what the filter lets through, in order, and nothing else', async () => {
    await putThing(stack, 'silent', { wanted: { BOOL: false } })
    await putThing(stack, 'thing', wanted)
    await putThing(stack, 'thing', { ...wanted, again: { S: 'yes' } })
    await withTable(stack, (client) =>
      client.call('DynamoDB_20120810.DeleteItem', { TableName: 'fixture-things', Key: { pk: { S: 'thing' } } }),
    )
    await stack.quiet()
    expect(changes('thing')).toEqual(['INSERT', 'MODIFY'])
    expect(changes('silent')).toEqual([])
  })

  test('tries a failing record again, gives it up to the dead letters, and goes on', async () => {
    await putThing(stack, 'before', wanted)
    await putThing(stack, 'poison', { ...wanted, poison: { BOOL: true } })
    await putThing(stack, 'after', wanted)
    await eventually(async () => changes('after').length > 0 || undefined)
    expect(changes('poison').length).toBeGreaterThanOrEqual(3)
    expect(stack.statistics().queues['fixture-stream-dead']).toMatchObject({ visible: 1 })
  })
})

describe('a stopped stack', () => {
  test('reads on where it was when it starts again', async () => {
    const fixture = makeFixture()
    const first = await fixture.start()
    await putThing(first, 'one', wanted)
    await first.quiet()
    await first.stop()
    const second = await fixture.start()
    await putThing(second, 'two', wanted)
    await second.quiet()
    expect(fixture.seen().map(({ pk }) => pk)).toEqual(['one', 'two'])
    await fixture.remove()
  })
})
