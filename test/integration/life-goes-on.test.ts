import { beforeEach, describe, expect, it } from 'vitest'
import { foldCredits } from '../../shared/domain/attribution.ts'
import { isLeadId, type LeadId } from '../../shared/domain/ids.ts'
import type { Credit } from '../../shared/domain/opportunity.ts'
import { attributionModels } from '../../shared/domain/playbook.ts'
import { day, hour } from '../../shared/domain/time.ts'
import { importLeads } from '../../shared/pipeline/capture/import-leads.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { addRepTouch } from '../../shared/pipeline/touches.ts'
import { type MemoryApi, memoryApi } from '../support/memory-api.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

/** Monday, 2026-03-02, 10:00 in New York. */
const start = Date.UTC(2026, 2, 2, 15)
const iso = (at: number): string => new Date(at).toISOString()

let stack: MemoryStack
let api: MemoryApi

beforeEach(async () => {
  stack = await startMemoryStack(start)
  api = memoryApi(stack)
})

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await api.fetch(`https://baton.example${path}`, { method, headers, ...sent })
  return { status: answer.status, body: JSON.parse((await answer.text()) || '{}') }
}

const post = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  call('POST', path, body, headers)

/** A lead of a campaign. */
async function come(email: string, campaign: string): Promise<LeadId> {
  await submitForm(stack.ports, { formId: 'newsletter', fields: { email, campaign } })
  await stack.settle()
  const lead = (await stack.store.listLeads({ limit: 100 })).leads.find(({ profile }) => profile.email === email)
  if (lead === undefined) throw new Error('there is no such lead')
  return lead.id
}

/** History that is told afterwards. */
async function touchedBefore(email: string, campaign: string, at: number): Promise<void> {
  const row = { line: 1, eventId: `${campaign}-${at}`, email, campaign, occurredAt: iso(at) }
  await importLeads(stack.ports, { source: 'old', mode: 'history', rows: [row] })
  await stack.settle()
}

async function open(lead: string, more: object = {}): Promise<string> {
  const body = { name: 'Looms', amountMinor: 100_00, currency: 'USD', ...more }
  const answer = await post(`/v1/leads/${lead}/opportunities`, body)
  expect(answer.status).toBe(201)
  await stack.settle()
  return answer.body.id
}

async function ledgerOf(deal: string, basis: Credit['basis'] = 'revenue') {
  const campaigns = [...(await stack.store.listCampaigns()).map(({ entity }) => entity.id), '(unattributed)']
  const lines = (await Promise.all(campaigns.map((campaign) => stack.store.listCredits(campaign)))).flat()
  const own = lines.map(({ entity }) => entity).filter((line) => line.opportunity === deal && line.basis === basis)
  const standing = foldCredits(own).map(({ campaign, amounts }) => [campaign, amounts.even] as const)
  return { lines: own, even: Object.fromEntries(standing) }
}

async function stageOf(lead: string): Promise<string | undefined> {
  return isLeadId(lead) ? (await stack.store.get({ type: 'lead', id: lead }))?.entity.state.stage : undefined
}

async function reportOf(query = ''): Promise<Record<string, number>> {
  const report = await call('GET', `/v1/reports/campaigns?model=even${query}`)
  return Object.fromEntries(
    report.body.rows.map((row: { campaignId: string; revenueMinor: number }) => [row.campaignId, row.revenueMinor]),
  )
}

describe('a touch that comes late', () => {
  it('shares in the deals whose window it falls in, by every model, and in the report', async () => {
    const lead = await come('ann@looms.example', 'ads')
    const deal = await open(lead)
    await post(`/v1/opportunities/${deal}/win`)
    await stack.settle()
    expect((await ledgerOf(deal)).even).toEqual({ ads: 100_00 })
    await touchedBefore('ann@looms.example', 'fair', start - 10 * day)
    expect((await ledgerOf(deal)).even).toEqual({ ads: 50_00, fair: 50_00 })
    expect((await ledgerOf(deal, 'pipeline')).even).toEqual({ ads: 50_00, fair: 50_00 })
    expect(await reportOf()).toMatchObject({ ads: 50_00, fair: 50_00 })
    const { lines } = await ledgerOf(deal)
    for (const model of attributionModels)
      expect(lines.reduce((sum, { amounts }) => sum + (amounts[model] ?? 0), 0)).toBe(100_00)
  })

  it('that a rep recorded with a campaign shares in them too', async () => {
    const lead = await come('ann@looms.example', 'ads')
    const deal = await open(lead)
    await addRepTouch(stack.ports, lead, { kind: 'meeting', at: start - day, campaign: 'dinner' })
    await stack.settle()
    expect((await ledgerOf(deal, 'pipeline')).even).toEqual({ ads: 50_00, dinner: 50_00 })
  })

  it('outside the window changes nothing, and writes no line', async () => {
    const lead = await come('ann@looms.example', 'ads')
    const deal = await open(lead)
    await touchedBefore('ann@looms.example', 'fair', start - 400 * day)
    expect((await ledgerOf(deal, 'pipeline')).lines).toHaveLength(1)
  })

  it('finds a deal that was credited without it at the same moment', async () => {
    const lead = await come('ann@looms.example', 'ads')
    await post(`/v1/leads/${lead}/opportunities`, { name: 'Looms', amountMinor: 100_00, currency: 'USD' })
    const waiting = (await stack.store.get({ type: 'opportunity', leadId: lead, number: 1 }))?.entity
    await addRepTouch(stack.ports, lead, { kind: 'call', at: start - day, campaign: 'fair' })
    const now = (await stack.store.get({ type: 'opportunity', leadId: lead, number: 1 }))?.entity
    expect(now?.task?.id).not.toBe(waiting?.task?.id)
    await stack.settle()
    expect((await ledgerOf(waiting?.id ?? '', 'pipeline')).even).toEqual({ ads: 50_00, fair: 50_00 })
  })

  it('reaches every one of very many deals, few at a time', async () => {
    const lead = await come('ann@looms.example', 'ads')
    const deals: string[] = []
    for (let number = 0; number < 45; number += 1) deals.push(await open(lead))
    await touchedBefore('ann@looms.example', 'fair', start - day)
    for (const deal of deals) expect((await ledgerOf(deal, 'pipeline')).even).toEqual({ ads: 50_00, fair: 50_00 })
    expect(await stack.store.listDue(start + 365 * day, 10)).not.toContainEqual(
      expect.objectContaining({ kind: 'attribute' }),
    )
  })

  it('is credited to the cent also where a deal has very many campaigns', async () => {
    const lead = await come('ann@looms.example', 'campaign-0')
    const deal = await open(lead, { amountMinor: 100_01 })
    await post(`/v1/opportunities/${deal}/win`)
    for (let number = 1; number <= 60; number += 1)
      await touchedBefore('ann@looms.example', `campaign-${number}`, start - number * hour)
    for (const basis of ['pipeline', 'revenue'] as const) {
      const { lines, even } = await ledgerOf(deal, basis)
      expect(Object.keys(even)).toHaveLength(61)
      for (const model of attributionModels)
        expect(lines.reduce((sum, { amounts }) => sum + (amounts[model] ?? 0), 0)).toBe(100_01)
    }
    const totals = (await call('GET', '/v1/reports/campaigns')).body.totals
    expect(totals).toMatchObject({ opportunities: 1, pipelineMinor: 100_01, won: 1, revenueMinor: 100_01 })
  })
})

describe('a closed deal', () => {
  it('is opened again in its last stage: the lead follows, and its revenue is taken back', async () => {
    const lead = await come('ann@looms.example', 'ads')
    const deal = await open(lead)
    await call('PATCH', `/v1/opportunities/${deal}`, { stage: 'proposal' })
    await post(`/v1/opportunities/${deal}/win`, { amountMinor: 120_00 })
    await stack.settle()
    expect(await stageOf(lead)).toBe('won')
    const answer = await post(`/v1/opportunities/${deal}/reopen`, { reason: 'signed by the wrong person' })
    expect(answer).toMatchObject({ status: 200, body: { status: 'open', stage: 'proposal', amountMinor: 100_00 } })
    await stack.settle()
    expect(await stageOf(lead)).toBe('opportunity')
    expect((await ledgerOf(deal)).even).toEqual({})
    expect((await ledgerOf(deal, 'pipeline')).even).toEqual({ ads: 100_00 })
    expect(await reportOf()).toMatchObject({ ads: 0 })
    expect((await post(`/v1/opportunities/${deal}/reopen`)).status).toBe(200)
    await post(`/v1/opportunities/${deal}/lose`, { reason: 'price' })
    expect(await stageOf(lead)).toBe('lost')
    await post(`/v1/opportunities/${deal}/reopen`)
    await post(`/v1/opportunities/${deal}/win`, { amountMinor: 90_00 })
    await stack.settle()
    expect((await ledgerOf(deal)).even).toEqual({ ads: 90_00 })
  })

  it('can be changed only once it is open again', async () => {
    const deal = await open(await come('ann@looms.example', 'ads'))
    await post(`/v1/opportunities/${deal}/win`)
    expect((await call('PATCH', `/v1/opportunities/${deal}`, { amountMinor: 1 })).status).toBe(409)
    await post(`/v1/opportunities/${deal}/reopen`)
    expect((await call('PATCH', `/v1/opportunities/${deal}`, { amountMinor: 1 })).status).toBe(200)
  })

  it('is refunded in parts and wholly: credits follow, and the report as of before still shows what stood', async () => {
    const lead = await come('ann@looms.example', 'ads')
    const deal = await open(lead)
    await post(`/v1/opportunities/${deal}/win`)
    await stack.settle()
    await stack.pass(2 * day)
    const partly = await post(`/v1/opportunities/${deal}/refund`, { amountMinor: 30_00 })
    expect(partly).toMatchObject({ status: 200, body: { status: 'won', amountMinor: 70_00 } })
    expect(partly.body.refunds).toEqual([{ amountMinor: 30_00, refundedAt: iso(start + 2 * day) }])
    await stack.settle()
    expect((await ledgerOf(deal)).even).toEqual({ ads: 70_00 })
    expect(await reportOf()).toMatchObject({ ads: 70_00 })
    await stack.pass(2 * day)
    expect((await post(`/v1/opportunities/${deal}/refund`, { amountMinor: 70_00 })).body.amountMinor).toBe(0)
    await stack.settle()
    expect(await reportOf()).toMatchObject({ ads: 0 })
    expect(await reportOf('&asOf=2026-03-01')).toMatchObject({ ads: 0 })
    expect(await reportOf('&asOf=2026-03-02')).toMatchObject({ ads: 100_00 })
    expect(await reportOf('&asOf=2026-03-03')).toMatchObject({ ads: 100_00 })
    expect(await reportOf('&asOf=2026-03-04')).toMatchObject({ ads: 70_00 })
    expect(await reportOf('&asOf=2026-03-06')).toMatchObject({ ads: 0 })
    expect(await stageOf(lead)).toBe('won')
    expect((await post(`/v1/opportunities/${deal}/win`, { amountMinor: 100_00 })).status).toBe(200)
  })

  it('is refunded once for each Idempotency-Key', async () => {
    const deal = await open(await come('ann@looms.example', 'ads'))
    await post(`/v1/opportunities/${deal}/win`)
    const refund = (amountMinor: number) =>
      post(`/v1/opportunities/${deal}/refund`, { amountMinor }, { 'idempotency-key': 'r-1' })
    expect((await refund(10_00)).body.amountMinor).toBe(90_00)
    expect((await refund(10_00)).body.amountMinor).toBe(90_00)
    expect((await refund(20_00)).status).toBe(409)
  })
})

describe('what is wrong', () => {
  it.each([
    ['a negative refund', { amountMinor: -1 }, 'amountMinor'],
    ['a refund of nothing', { amountMinor: 0 }, 'amountMinor'],
    ['a refund of more than was earned', { amountMinor: 100_01 }, 'amountMinor'],
    ['another currency', { amountMinor: 1, currency: 'EUR' }, 'currency'],
    ['a refund before the close', { amountMinor: 1, refundedAt: '2026-03-01T00:00:00Z' }, 'refundedAt'],
    ['a refund in the future', { amountMinor: 1, refundedAt: '2027-03-01T00:00:00Z' }, 'refundedAt'],
  ])('%s is refused, and nothing is written', async (_what, body, path) => {
    const lead = await come('ann@looms.example', 'ads')
    const deal = await open(lead)
    await post(`/v1/opportunities/${deal}/win`)
    await stack.settle()
    const before = await stack.store.listLead(lead)
    const answer = await post(`/v1/opportunities/${deal}/refund`, body)
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } })
    expect(await stack.store.listLead(lead)).toEqual(before)
  })

  it.each([
    ['amountMinor', { amountMinor: -1 }],
    ['currency', { currency: 'EUR' }],
  ])('a deal with a wrong %s is refused, and nothing is written', async (path, wrong) => {
    const lead = await come('ann@looms.example', 'ads')
    const before = await stack.store.listLead(lead)
    const body = { name: 'Looms', amountMinor: 100_00, currency: 'USD', ...wrong }
    const answer = await post(`/v1/leads/${lead}/opportunities`, body)
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } })
    expect(await stack.store.listLead(lead)).toEqual(before)
  })

  it('a close before the opening, and a refund of a deal that was not won, are refused', async () => {
    const deal = await open(await come('ann@looms.example', 'ads'))
    const early = await post(`/v1/opportunities/${deal}/win`, { closedAt: '2026-01-01T00:00:00Z' })
    expect(early).toMatchObject({ status: 400, body: { errors: [{ path: 'closedAt' }] } })
    expect((await post(`/v1/opportunities/${deal}/refund`, { amountMinor: 1 })).status).toBe(409)
    await post(`/v1/opportunities/${deal}/lose`, { reason: 'price' })
    expect((await post(`/v1/opportunities/${deal}/refund`, { amountMinor: 1 })).status).toBe(409)
    expect((await post('/v1/opportunities/opp_none-1/refund', { amountMinor: 1 })).status).toBe(404)
  })
})
