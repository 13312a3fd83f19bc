import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { eventually } from '../../support/eventually.ts'
import { type Fixture, makeFixture, sendMessages } from '../../support/fixture-stack.ts'

const hour = 3_600_000
const day = 24 * hour

let fixture: Fixture
afterEach(() => fixture.remove())

const ticks = () => fixture.seen().flatMap(({ tick }) => (tick === undefined ? [] : [Date.parse(tick)]))

describe('the virtual clock', () => {
  test('stops at each due task for a tick, and ends with one', async () => {
    fixture = makeFixture()
    const begin = Date.now()
    const due = [begin + hour, begin + 2 * day]
    const nextDue = async (before: number) => due.find((time) => time <= before && time > (ticks().at(-1) ?? 0))
    const stack = await fixture.start({ nextDue })
    const now = await stack.advance('P3D')
    const [first = 0, second = 0, last = 0, ...more] = ticks()
    expect(more).toEqual([])
    // A tick comes within the minute a task is due in.
    expect(first - begin - hour).toBeGreaterThanOrEqual(0)
    expect(first - begin - hour).toBeLessThan(2 * 60_000)
    expect(second - begin - 2 * day).toBeLessThan(2 * 60_000)
    expect(last - begin).toBeGreaterThanOrEqual(3 * day)
    expect(now?.getTime()).toBeGreaterThanOrEqual(last)
  })

  test('is what functions see as the time, and keeps running after a restart', async () => {
    fixture = makeFixture()
    const first = await fixture.start()
    await first.advance('P10D')
    await first.stop()
    const second = await fixture.start()
    const response = await fetch(`${second.baseUrl}/answers/time`)
    const time = z
      .object({ now: z.string(), text: z.string(), own: z.string(), is: z.boolean() })
      .parse(await response.json())
    const ahead = Date.parse(time.now) - Date.now()
    expect(ahead).toBeGreaterThan(9.9 * day)
    expect(ahead).toBeLessThan(10.1 * day)
    expect(Math.abs(Date.parse(time.text) - Date.parse(time.now))).toBeLessThan(2000)
    expect(time).toMatchObject({ own: '1970-01-01T00:00:00.000Z', is: true })
  })

  test('ends the visibility timeout of a message that failed', async () => {
    fixture = makeFixture()
    const stack = await fixture.start()
    await sendMessages(stack, 'fixture-slow', ['fail-slow'])
    await eventually(async () => fixture.seen().length > 0 || undefined)
    await stack.quiet()
    expect(fixture.seen()).toHaveLength(1)
    await stack.advance('PT2H')
    expect(fixture.seen().flatMap(({ message, receipt }) => (message === undefined ? [] : [receipt]))).toEqual([
      '1',
      '2',
    ])
  })

  test('is moved over HTTP by the admin alone, forward only', async () => {
    fixture = makeFixture()
    const bootstrap = async () => ({ adminToken: 'let-me-in', callCenterKey: 'key' })
    const stack = await fixture.start({ bootstrap })
    const move = async (token: string, body: string) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const response = await fetch(`${stack.baseUrl}/dev/clock`, { method: 'POST', headers, body })
      return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) }
    }
    expect(await move('guess', '{"advance":"P1D"}')).toMatchObject({ status: 401 })
    for (const wrong of ['', '{}', '{"advance":"-P1D"}', '{"advance":"tomorrow"}', '{"advance":"P1D","more":1}']) {
      expect(await move('let-me-in', wrong)).toMatchObject({ status: 400, body: { status: 400 } })
    }
    const moved = await move('let-me-in', '{"advance":"P1D"}')
    expect(moved.status).toBe(200)
    expect(Math.abs(Date.parse(String(moved.body.now)) - Date.now() - day)).toBeLessThan(60_000)
  })
})
