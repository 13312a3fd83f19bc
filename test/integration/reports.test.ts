import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { hour, minute } from '../../shared/domain/time.ts'
import { putCampaign, putSpend } from '../../shared/pipeline/campaigns.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import { closeOpportunity, openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { addRepTouch } from '../../shared/pipeline/touches.ts'
import { type MemoryApi, memoryApi } from '../support/memory-api.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const business = { company: 'Engines', jobTitle: 'Director', employees: 60, industry: 'Machines' }

async function ask(stack: MemoryStack, name: string, form: string, campaign: string, state = 'NY') {
  await submitForm(stack.ports, {
    formId: form,
    fields: { email: `${name}@${name}.com`, firstName: name, ...business, state, utm_campaign: campaign },
  })
  await stack.settle()
}

async function leadOf({ store }: MemoryStack, name: string) {
  const [lead] = (await findLeads(store, { email: `${name}@${name}.com` })).leads
  if (lead === undefined) throw new Error('there is no such lead')
  return lead
}

async function answer(stack: MemoryStack, name: string, said: Parameters<typeof respond>[2]) {
  const { state } = await leadOf(stack, name)
  await respond(stack.ports, 'assignment' in state ? state.assignment : '', said)
  await stack.settle()
}

/**
 * Monday, 2 March 2026, 10:00 in New York. Ada and Bea come by spring, Cal and Dan by autumn, Eve reads a newsletter.
 * Ada is accepted after 10 min, called after 30 more, has a deal of $5,000 and pays $4,500.01 for it; Bea is accepted
 * and never touched; Cal is declined once, accepted by the next, and his deal of $800 is lost; Dan nobody accepts.
 */
async function monday(): Promise<MemoryStack> {
  const stack = await startMemoryStack()
  await putCampaign(stack.store, { id: 'spring', name: 'Spring', channel: 'search' })
  await putCampaign(stack.store, { id: 'autumn', name: 'Autumn', channel: 'social' })
  await putSpend(stack.store, { campaign: 'spring', month: '2026-03', amountMinor: 100_000, currency: 'USD' })
  await ask(stack, 'ada', 'demo-request', 'spring')
  await ask(stack, 'bea', 'demo-request', 'spring')
  await ask(stack, 'cal', 'demo-request', 'autumn', 'NJ')
  await ask(stack, 'dan', 'demo-request', 'autumn', 'CA')
  await ask(stack, 'eve', 'newsletter', 'autumn')
  await stack.pass(10 * minute)
  await answer(stack, 'ada', { kind: 'accept' })
  await answer(stack, 'bea', { kind: 'accept' })
  await answer(stack, 'cal', { kind: 'decline', reason: 'bad-fit: too small' })
  await answer(stack, 'cal', { kind: 'accept' })
  await stack.pass(30 * minute)
  const [ada, cal] = await Promise.all([leadOf(stack, 'ada'), leadOf(stack, 'cal')])
  await addRepTouch(stack.ports, ada.id, { kind: 'call' })
  await stack.pass(2 * hour)
  const [won, lost] = await Promise.all([
    openOpportunity(stack.ports, ada.id, { name: 'Ada', amountMinor: 500_000, currency: 'USD' }),
    openOpportunity(stack.ports, cal.id, { name: 'Cal', amountMinor: 80_000, currency: 'USD' }),
  ])
  if (won.kind !== 'done' || lost.kind !== 'done') throw new Error('a deal is missing')
  await stack.settle()
  await closeOpportunity(stack.ports, won.opportunity.id, { status: 'won', amountMinor: 450_001 })
  await closeOpportunity(stack.ports, lost.opportunity.id, { status: 'lost', reason: 'price' })
  await stack.pass(5 * minute)
  return stack
}

let stack: MemoryStack
let api: MemoryApi
beforeAll(async () => {
  stack = await monday()
  api = memoryApi(stack)
})

async function json(path: string) {
  const response = await api.fetch(`http://baton/v1/reports/${path}`)
  const body: unknown = await response.json()
  expect(body).toMatchObject({
    currency: 'USD',
    timezone: 'America/New_York',
    asOf: expect.stringMatching(/^2026-03-02T/),
  })
  return body
}

async function csv(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const response = await api.fetch(`http://baton/v1/reports/${path}`, { headers: { accept: 'text/csv' } })
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  return parse(await response.text(), { columns: true, bom: true, record_delimiter: '\r\n' })
}

describe('the way to Sales', () => {
  test('as a funnel: 5 leads, 4 hot and assigned, 3 accepted, 1 touched, 2 deals, 1 won', async () => {
    const reached = (rows: Awaited<ReturnType<typeof csv>>, name: string) =>
      rows.filter((row) => row.name === name).map((row) => Number(row.reached))
    const rows = await csv('funnel?by=campaign')
    // Cal skipped the touch; who got further passed every stage before.
    expect(reached(rows, '(total)')).toEqual([5, 4, 4, 3, 2, 2, 1])
    expect(reached(rows, 'spring')).toEqual([2, 2, 2, 2, 1, 1, 1])
    expect(reached(rows, 'autumn')).toEqual([3, 2, 2, 1, 1, 1, 0])
    const [lead, , assigned] = rows.filter((row) => row.name === '(total)')
    expect(lead).toMatchObject({ conversion: '0.8', lost: '1', lostTo: 'nurturing 1' })
    expect(Number(lead?.conversionLow)).toBeCloseTo(0.3755, 4)
    // Ada, Bea and Cal after ten minutes; Dan went to the pool.
    expect(Number(assigned?.medianMs) / (10 * minute)).toBeCloseTo(1, 1)
    expect(assigned).toMatchObject({ lostTo: 'pool 1' })
    expect(await json('funnel')).toMatchObject({ all: { leakiest: 'lead', stages: { length: 7 } }, rows: [] })
  })

  test('of one source, territory, segment or channel', async () => {
    const leads = async (query: string) => (await csv(`funnel?${query}`))[0]?.reached
    expect(await leads('source=form.demo-request')).toBe('4')
    expect(await leads('territory=new-york')).toBe('2')
    expect(await leads('segment=50-249')).toBe('5')
    expect(await leads('channel=search')).toBe('2')
    expect(await leads('campaign=nobody')).toBe('0')
    expect(await leads('from=2026-03-02&to=2026-03-03')).toBe('5')
    expect(await leads('from=2026-03-03')).toBe('0')
  })

  test('as speed: ten minutes to accept, thirty more to the first touch', async () => {
    const row = async (query: string, step: string) =>
      (await csv(`speed${query}`)).find((one) => one.step === step && one.name === '(total)')
    const accepted = await row('?campaign=spring', 'accepted')
    expect(accepted?.leads).toBe('2')
    expect(Number(accepted?.wallP50Ms) / (10 * minute)).toBeCloseTo(1, 1)
    expect(Number(accepted?.businessP99Ms) / (10 * minute)).toBeCloseTo(1, 1)
    const touched = await row('', 'firstTouch')
    expect([touched?.leads, Math.round(Number(touched?.wallP95Ms) / minute / 3)]).toEqual(['1', 10])
    const byRep = await csv('speed?by=rep')
    expect(byRep.find(({ name, step }) => name === 'sally-jones' && step === 'accepted')?.leads).toBe('2')
    const hours = await csv('speed?by=hour')
    expect(hours[0]).toMatchObject({ weekday: 'mon', hour: '10', accepted: '3' })
  })

  test('as pursuit: who accepted, declined, touched, pursued, and who was never touched, by name', async () => {
    const report = await json('pursuit')
    expect(report).toMatchObject({
      all: { sent: 4, accepted: 3, touched: 1, pursued: 2, untouched: 1, declined: 1 },
      neverTouched: { leads: [{ name: expect.stringMatching(/^bea/i), rep: 'sally-jones' }], more: false },
    })
    expect(report).toMatchObject({ all: { reasons: [{ name: 'bad-fit', count: 1 }] } })
    const [sally] = (await csv('pursuit?by=rep')).filter(({ name }) => name === 'sally-jones')
    expect(sally).toMatchObject({ sent: '2', accepted: '2', touched: '1', pursued: '1', untouched: '1' })
    expect(await json('pursuit?campaign=autumn')).toMatchObject({ all: { sent: 2, accepted: 1 }, neverTouched: null })
    expect(await json('pursuit?to=2026-03-02')).toMatchObject({ neverTouched: { leads: [] } })
  })
})

test('who was called is not among those who were never touched', async () => {
  const own = await startMemoryStack()
  await ask(own, 'gus', 'demo-request', 'spring')
  await ask(own, 'hal', 'demo-request', 'spring')
  await answer(own, 'gus', { kind: 'accept' })
  await answer(own, 'hal', { kind: 'accept' })
  await addRepTouch(own.ports, (await leadOf(own, 'gus')).id, { kind: 'call' })
  await own.pass(3 * minute)
  const response = await memoryApi(own).fetch('http://baton/v1/reports/pursuit')
  expect(await response.json()).toMatchObject({
    all: { accepted: 2, touched: 1, untouched: 1 },
    neverTouched: { leads: [{ name: expect.stringMatching(/^hal/i) }], more: false },
  })
})

describe('money', () => {
  test('by campaign: cost per lead, a channel, a model of six, and too little for the other two', async () => {
    const report = await json('campaigns?channel=search')
    expect(report).toMatchObject({
      rows: [{ campaignId: 'spring', leads: 2, costPerLeadMinor: 50_000, revenueMinor: 450_001, quickRatio: 5 }],
      totals: { opportunities: 1, won: 1 },
    })
    for (const model of ['first', 'position', 'w-shaped', 'time-decay'])
      expect(await json(`campaigns?model=${model}`)).toMatchObject({ model, totals: { revenueMinor: 450_001 } })
    expect(await json('campaigns?model=markov')).toMatchObject({
      model: 'markov',
      dataDriven: { kind: 'not-enough-data', have: 1, need: 100 },
      rows: expect.arrayContaining([expect.objectContaining({ campaignId: 'spring', revenueMinor: null, won: null })]),
      totals: { revenueMinor: 450_001, won: 1, opportunities: 2 },
    })
  })

  test('under all models, with what there is too little data for', async () => {
    expect(await json('sensitivity')).toMatchObject({
      leaders: { first: 'spring', 'time-decay': 'spring' },
      leaderChanges: false,
      unsaid: [{ model: 'markov', have: 1 }, { model: 'shapley' }],
      revenueShare: { kind: 'not-enough-data', have: 1, need: 30 },
    })
    const [spring] = await csv('sensitivity')
    expect(spring).toMatchObject({
      campaignId: 'spring',
      'even.revenueMinor': '450001',
      'even.rank': '1',
      'markov.rank': '',
    })
  })

  test('by source: revenue per lead, and no return told of one deal', async () => {
    const [first] = await csv('sources')
    expect(first).toMatchObject({ name: 'form.demo-request', leads: '4', sent: '4', accepted: '3', won: '1' })
    expect(first).toMatchObject({ revenueMinor: '450001', revenuePerLeadMinor: '112500', spendMinor: '' })
    const rows = await csv('sources?by=channel')
    expect(rows.map(({ name, leads, spendMinor }) => [name, leads, spendMinor])).toEqual([
      ['social', '3', '0'],
      ['search', '2', '100000'],
    ])
    expect(await json('sources')).toMatchObject({
      spend: { rows: [{ name: 'spring', return: { kind: 'not-enough-data', have: 1, need: 30 } }], bestIsClear: false },
    })
  })
})

describe('scores and traits', () => {
  test('calibration has every lead in a band, and proposes nothing of two deals', async () => {
    const bands = await csv('calibration')
    const sum = (name: string) => bands.reduce((total, band) => total + Number(band[name]), 0)
    expect([sum('leads'), sum('won')]).toEqual([5, 1])
    expect(await json('calibration')).toMatchObject({ hot: 70, proposal: { kind: 'not-enough-data', have: 1 } })
  })

  test('the ideal customer is told of ten leads at least', async () => {
    expect(await json('ideal-customer')).toMatchObject({ leads: 4, won: 1, rows: [] })
    expect(await csv('ideal-customer')).toEqual([])
  })
})

test('months at equal age: a month that is not old enough says so, one that is has its ratio', async () => {
  const own = await startMemoryStack()
  const client = memoryApi(own)
  const post = (path: string, body: unknown) =>
    client.fetch(`http://baton${path}`, { method: 'POST', body: JSON.stringify(body) })
  await putCampaign(own.store, { id: 'winter', name: 'Winter', channel: 'search' })
  await putSpend(own.store, { campaign: 'winter', month: '2025-12', amountMinor: 200_000, currency: 'USD' })
  const row = { line: 2, campaign: 'winter', occurredAt: '2025-12-10T12:00:00Z' }
  await post('/v1/imports/leads', {
    source: 'crm',
    mode: 'history',
    rows: [
      { ...row, eventId: 'a', externalId: 'a', email: 'a@a-firm.com' },
      { ...row, eventId: 'b', externalId: 'b', email: 'b@b-firm.com' },
    ],
  })
  await own.pass(2 * minute)
  const deal = { line: 2, currency: 'USD', status: 'open', stage: 'discovery' }
  await post('/v1/imports/outcomes', {
    source: 'crm',
    mode: 'history',
    rows: [
      { ...deal, dealId: 'a', externalId: 'a', amount: '1000.00', openedAt: '2026-01-05T12:00:00Z' },
      { ...deal, dealId: 'b', externalId: 'b', amount: '50.00', openedAt: '2026-01-20T12:00:00Z' },
    ],
  })
  await own.pass(5 * minute)
  const response = await client.fetch('http://baton/v1/reports/quick-ratio?campaign=winter')
  const cohort = {
    month: '2025-12',
    leads: 2,
    spendMinor: 200_000,
    ages: [
      { kind: 'ratio', age: 30, deals: 1, pipelineMinor: 100_000, quickRatio: 0.5 },
      { kind: 'ratio', age: 60, deals: 2, pipelineMinor: 105_000, quickRatio: 0.525 },
      { kind: 'not-enough-data', age: 90, have: 60, need: 90 },
    ],
  }
  expect(await response.json()).toMatchObject({ rows: [{ campaignId: 'winter', cohorts: [cohort] }], all: [cohort] })
  const later = await client.fetch('http://baton/v1/reports/quick-ratio?from=2026-01-01')
  expect(await later.json()).toMatchObject({ rows: [], all: [] })
})

describe('a report refuses', () => {
  test.each([
    ['campaigns?model=guess', 'model'],
    ['campaigns?source=form.demo-request', 'source'],
    ['funnel?from=yesterday', 'from'],
    ['funnel?from=2026-03-02&to=2026-03-01', 'to'],
    ['funnel?from=2026-03-02&to=2026-03-02', 'to'],
    ['funnel?source=a&campaign=b', 'campaign'],
    ['funnel?by=rep', 'by'],
    ['funnel?by=source&campaign=b', 'by'],
    ['speed?territory=', 'territory'],
    ['campaigns?segment=1-9&territory=us-east', 'segment'],
    ['campaigns?segment=1-9&model=markov', 'model'],
    ['campaigns?territory=us-east&asOf=2026-03-01', 'asOf'],
    ['funnel?campaign=spring&segment=1-9', 'segment'],
    ['quick-ratio?source=form.demo-request', 'source'],
    ['sensitivity?campaign=spring', 'campaign'],
    ['pursuit?by=hour', 'by'],
    ['calibration?by=source', 'by'],
    ['ideal-customer?to=2026-02-30', 'to'],
  ])('%s, and names the field', async (path, field) => {
    const response = await api.fetch(`http://baton/v1/reports/${path}`)
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
    expect(await response.json()).toMatchObject({ errors: [{ path: field }] })
  })
})
