import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, it } from 'vitest'
import { createWebhookAnswer } from '../../functions/capture/webhooks.ts'
import { foldCredits } from '../../shared/domain/attribution.ts'
import type { Opportunity } from '../../shared/domain/opportunity.ts'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { importOutcomes } from '../../shared/pipeline/capture/import-outcomes.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { receiveDeal } from '../../shared/pipeline/capture/webhook.ts'
import { refundOpportunity } from '../../shared/pipeline/reopen.ts'
import { redriveParked } from '../../shared/pipeline/tasks.ts'
import { httpEvent } from '../support/http-event.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

/** Monday, 2026-03-02, 10:00 in New York. */
const start = Date.UTC(2026, 2, 2, 15)
const iso = (at: number): string => new Date(at).toISOString()
const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, yes').toString('base64')}`
const crm = { type: 'webhookSource', provider: 'standard', id: 'crm', secret } as const
const email = 'ann@looms.example'

let stack: MemoryStack

beforeEach(async () => {
  stack = await startMemoryStack(start)
  await stack.store.commit([{ kind: 'create', entity: crm }])
})

/** The lead comes in. */
async function come(more: object = {}): Promise<void> {
  await submitForm(stack.ports, { formId: 'newsletter', fields: { email, campaign: 'ads', ...more } })
  await stack.settle()
}

/** A signed post of the CRM. */
async function post(body: object, id = 'msg-1') {
  const text = JSON.stringify(body)
  const at = new Date()
  const event = {
    ...httpEvent({ provider: 'standard', sourceId: 'crm' }),
    body: text,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, text),
    },
  }
  const answer = await createWebhookAnswer(stack.ports)(event)
  await stack.settle()
  const { statusCode = 0, body: said = '{}' } = typeof answer === 'string' ? {} : answer
  return { status: statusCode, body: JSON.parse(said) }
}

async function dealsOf(address = email): Promise<readonly Opportunity[]> {
  const lead = (await stack.store.listLeads({ limit: 100 })).leads.find(({ profile }) => profile.email === address)
  if (lead === undefined) return []
  const records = await stack.store.listLead(lead.id)
  return records.flatMap(({ entity }) => (entity.type === 'opportunity' ? [entity] : []))
}

async function revenue(campaign = 'ads'): Promise<number> {
  const lines = (await stack.store.listCredits(campaign)).map(({ entity }) => entity)
  const own = foldCredits(lines.filter(({ basis }) => basis === 'revenue'))
  return own.reduce((sum, { amounts }) => sum + amounts.even, 0)
}

const data = { dealId: 'D-1', email, name: 'Looms', amount: '100.00', currency: 'USD' }

describe('a deal by webhook', () => {
  it('is opened, moved, won, reopened and lost as the CRM says', async () => {
    await come()
    const said = await post({ type: 'deal.created', data: { ...data, status: 'open', occurredAt: iso(start) } })
    expect(said).toMatchObject({ status: 202, body: { status: 'accepted' } })
    expect(await dealsOf()).toMatchObject([{ name: 'Looms', amountMinor: 100_00, state: { status: 'open' } }])
    await stack.pass(hour)
    const tell = (type: string, more: object) =>
      post({ type, timestamp: iso(stack.ports.clock.now()), data: { ...data, ...more } })
    await tell('deal.updated', { status: 'open', stage: 'proposal', amount: 120.5 })
    expect(await dealsOf()).toMatchObject([{ amountMinor: 120_50, state: { stage: 'proposal' } }])
    await stack.pass(hour)
    await tell('deal.won', { amount: undefined, amountMinor: 130_00 })
    expect(await dealsOf()).toMatchObject([
      { state: { status: 'won', amountMinor: 130_00, closedAt: start + 2 * hour } },
    ])
    expect(await revenue()).toBe(130_00)
    await stack.pass(hour)
    await tell('deal.updated', { status: 'open', stage: 'discovery' })
    expect(await dealsOf()).toMatchObject([{ state: { status: 'open' } }])
    expect(await revenue()).toBe(0)
    await stack.pass(hour)
    await tell('deal.lost', { reason: 'price' })
    expect(await dealsOf()).toMatchObject([{ number: 1, state: { status: 'lost', reason: 'price' } }])
  })

  it('ends as the newest report says, whatever comes first, how often, and when the lead appears', async () => {
    const report = fc.record({
      age: fc.integer({ min: 1, max: 6 }),
      status: fc.constantFrom('open', 'won', 'lost' as const),
      amountMinor: fc.nat(1_000),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(report, { minLength: 1, maxLength: 5 }).chain((reports) =>
          fc.record({
            reports: fc.constant(reports),
            order: fc.shuffledSubarray(
              [...reports, ...reports].map((_, index) => index % reports.length),
              {
                minLength: 2 * reports.length,
              },
            ),
            leadAfter: fc.nat(2 * reports.length),
          }),
        ),
        async ({ reports, order, leadAfter }) => {
          const outcomes = await Promise.all(
            [order, order.toReversed()].map(async (turns) => {
              stack = await startMemoryStack(start)
              for (const [turn, index] of turns.entries()) {
                if (turn === leadAfter) await come()
                const { age, status, amountMinor } = reports[index] ?? { age: 0, status: 'open', amountMinor: 0 }
                const fields = {
                  ...data,
                  amount: undefined,
                  amountMinor,
                  status,
                  occurredAt: iso(start - age * minute),
                }
                await receiveDeal(stack.ports, crm, { type: 'deal.updated', data: fields })
                if (turn % 2 === 0) await stack.settle()
              }
              if (leadAfter >= turns.length) await come()
              await stack.settle()
              const [deal, ...others] = await dealsOf()
              expect(others).toEqual([])
              return { state: deal?.state, amountMinor: deal?.amountMinor, revenue: await revenue() }
            }),
          )
          expect(outcomes[0]?.state).toBeDefined()
          expect(outcomes[0]).toEqual(outcomes[1])
          const newest = Math.min(...reports.map(({ age }) => age))
          expect(reports.filter(({ age }) => age === newest).map(({ amountMinor }) => amountMinor)).toContain(
            outcomes[0]?.amountMinor,
          )
        },
      ),
      { numRuns: 30 },
    )
  })

  it('keeps a refund that was recorded here, unless the CRM says another amount', async () => {
    await come()
    const won = { ...data, status: 'won', closedAt: iso(start), occurredAt: iso(start) }
    await post({ type: 'deal.updated', data: won })
    const [deal] = await dealsOf()
    await refundOpportunity(stack.ports, deal?.id ?? '', { amountMinor: 40_00 })
    await stack.pass(hour)
    await post({ type: 'deal.updated', data: { ...won, name: 'Looms Inc', occurredAt: iso(start + hour) } })
    expect(await dealsOf()).toMatchObject([{ name: 'Looms Inc', state: { amountMinor: 60_00 } }])
    expect(await revenue()).toBe(60_00)
    await post({ type: 'deal.updated', data: { ...won, amount: '70.00', occurredAt: iso(start + hour) } })
    await stack.pass(hour)
    await post({ type: 'deal.updated', data: { ...won, amount: '70.00', occurredAt: iso(start + 2 * hour) } })
    expect(await revenue()).toBe(70_00)
  })

  it.each([
    ['another currency', { currency: 'EUR' }, 'data.currency'],
    ['a negative amount', { amount: -1 }, 'data.amount'],
    ['no amount', { amount: undefined }, 'data.amount'],
    ['nobody named', { email: undefined }, 'data.externalId'],
    ['a close before the opening', { status: 'won', openedAt: iso(start), closedAt: iso(start - 1) }, 'data.closedAt'],
    ['a close in the future', { status: 'won', closedAt: iso(start + day) }, 'data.closedAt'],
    ['a stage nobody knows', { status: 'open', stage: 'vanished' }, 'data.stage'],
    ['no status', { status: undefined }, 'data.status'],
  ])('with %s is refused, and nothing is kept', async (_what, wrong, path) => {
    await come()
    const said = await post({ type: 'deal.updated', data: { ...data, status: 'open', ...wrong } })
    expect(said).toMatchObject({ status: 400, body: { errors: [{ path }] } })
    expect(await dealsOf()).toEqual([])
    expect((await stack.store.listDue(start + 365 * day, 100)).filter(({ kind }) => kind === 'outcome')).toEqual([])
  })

  it('is refused when it is not signed; a lead is still taken', async () => {
    const unsigned = {
      ...httpEvent({ provider: 'standard', sourceId: 'crm' }, { type: 'deal.won', data }),
      headers: {},
    }
    expect(await createWebhookAnswer(stack.ports)(unsigned)).toMatchObject({ statusCode: 401 })
    const lead = await post({ type: 'contact.created', data: { email, campaign: 'ads' } })
    expect(lead).toMatchObject({ status: 202, body: { submissionId: expect.any(String) } })
  })
})

describe('a deal of somebody who is not known yet', () => {
  it.each([
    ['e-mail', { email: 'Ann@Looms.example' }],
    ['external id', { email: undefined, externalId: 'X-7' }],
  ])('is recorded the moment the lead appears, found by its %s', async (_what, who) => {
    await post({ type: 'deal.won', data: { ...data, ...who, occurredAt: iso(start) } })
    await stack.pass(40 * day)
    expect(await dealsOf()).toEqual([])
    await come({ externalId: 'X-7' })
    expect(await dealsOf()).toMatchObject([{ state: { status: 'won' } }])
  })

  it('is recorded the moment the lead appears, though it was parked', async () => {
    await post({ type: 'deal.won', data: { ...data, occurredAt: iso(start) } })
    await stack.pass(33 * day)
    expect(await stack.store.listParked(10)).toMatchObject([{ kind: 'outcome' }])
    await come()
    expect(await dealsOf()).toMatchObject([{ state: { status: 'won' } }])
    expect(await stack.store.listParked(10)).toEqual([])
    expect(await redriveParked(stack.ports)).toBe(0)
  })
})

describe('a deal by CSV', () => {
  const row = { line: 1, dealId: 'D-1', email, amount: '100.00', status: 'open' }
  const take = async (more: object) => {
    const answer = await importOutcomes(stack.ports, { source: 'crm', mode: 'history', rows: [{ ...row, ...more }] })
    await stack.settle()
    return answer
  }

  it('changes a known deal when its row is newer, and is passed over when it is older', async () => {
    await come()
    await take({ occurredAt: iso(start - 2 * hour) })
    const won = {
      status: 'won',
      closedAt: iso(start - hour),
      openedAt: iso(start - 2 * hour),
      occurredAt: iso(start - hour),
    }
    expect(await take(won)).toMatchObject({ accepted: 1, rejected: [] })
    expect(await take({ amount: '7.00', occurredAt: iso(start - 90 * minute) })).toMatchObject({
      known: 1,
      rejected: [],
    })
    expect(await take(won)).toMatchObject({ known: 1 })
    expect(await dealsOf()).toMatchObject([{ number: 1, amountMinor: 100_00, state: { status: 'won' } }])
  })

  it('that does not say when it was so is taken once, and rejected with other values', async () => {
    await come()
    expect(await take({})).toMatchObject({ accepted: 1 })
    expect(await take({})).toMatchObject({ known: 1 })
    const clash = await take({ amount: '5.00' })
    expect(clash.rejected).toMatchObject([{ line: 1, errors: [{ path: 'dealId' }] }])
    expect(await dealsOf()).toMatchObject([{ amountMinor: 100_00 }])
  })

  it('and by webhook of the same name are one deal', async () => {
    await come()
    await take({ occurredAt: iso(start - hour) })
    await post({ type: 'deal.won', data: { ...data, occurredAt: iso(start) } })
    expect(await dealsOf()).toMatchObject([{ number: 1, state: { status: 'won' } }])
  })
})
