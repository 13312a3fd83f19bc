import { Buffer } from 'node:buffer'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { type CommandLine, commandLine } from '../support/command-line.ts'
import { eventually } from '../support/eventually.ts'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, yes').toString('base64')}`
const email = 'grace@harborheating.example'
/** Only a limit, not a measurement. */
const limit = 180_000

let stack: LocalStack
let baton: CommandLine

beforeAll(async () => {
  stack = await startLocalStack()
  const token = stack.running.credentials?.adminToken ?? ''
  const advance = (duration: string) => stack.running.advance(duration)
  // Waiting moves the stack's clock, so that it takes no time.
  const time = {
    now: Date.now,
    wait: async (milliseconds: number) => void (await advance(`PT${Math.ceil(milliseconds / 1000)}S`)),
  }
  baton = commandLine(fetch, { BATON_URL: stack.running.baseUrl, BATON_TOKEN: token }, time)
}, limit)
afterAll(() => stack.stop(), limit)

const deal = z.looseObject({ totals: z.looseObject({ won: z.number(), revenueMinor: z.number() }) })

test('a deal that a CRM tells of before its lead is known is reported, and verify finds nothing wrong', {
  timeout: limit,
}, async () => {
  expect((await stack.admin('/v1/webhooks/standard/crm', { method: 'PUT', json: { secret } })).status).toBeLessThan(300)
  const data = { dealId: 'D-1', email, amount: '115.50', currency: 'USD', occurredAt: '2026-01-02T00:00:00Z' }
  const text = JSON.stringify({ type: 'deal.won', data })
  const at = new Date()
  const headers = {
    'content-type': 'application/json',
    'webhook-id': 'msg-1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg-1', at, text),
  }
  const told = await stack.call('/v1/webhooks/standard/crm', { method: 'POST', headers, body: text })
  expect(told).toMatchObject({ status: 202, body: { status: 'accepted' } })
  await stack.call('/v1/forms/newsletter', { method: 'POST', json: { email, campaign: 'spring' } })
  await eventually(async () => {
    // Where the deal and its lead meet in the same moment, the deal looks for its lead again a minute later.
    await stack.running.advance('PT1M')
    const { body } = await stack.admin('/v1/reports/campaigns')
    expect(deal.parse(body).totals).toMatchObject({ won: 1, revenueMinor: 115_50 })
    return true
  })
  const verified = await baton.run('report', 'verify', '--json')
  expect(verified.code, verified.err + verified.out).toBe(0)
  expect(JSON.parse(verified.out)).toMatchObject({ leads: 1, lines: 2, tallies: [], counters: [] })
})
