import { describe, expect, it } from 'vitest'
import { workers } from '../../infra/stages.ts'
import type { Credit } from '../../shared/domain/opportunity.ts'
import { checkGrace, lackingModels } from '../../shared/domain/report-check.ts'
import { counterChanges } from '../../shared/domain/report-entry.ts'
import { day, minute, second } from '../../shared/domain/time.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { closeOpportunity, openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { beginCheck, renewCheck } from '../../shared/pipeline/report-check.ts'
import { addRepTouch } from '../../shared/pipeline/touches.ts'
import type { Write } from '../../shared/ports/store.ts'
import { commandLine } from '../support/command-line.ts'
import { memoryApi } from '../support/memory-api.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

/** The command line over the real answers, with leads and deals; something may happen at each call. */
async function given(meanwhile: (stack: MemoryStack) => Promise<void> = async () => undefined) {
  const stack = await startMemoryStack()
  for (let number = 0; number < 12; number += 1) await sell(stack, number)
  await stack.pass(10 * minute)
  const api = memoryApi(stack)
  const calls = { going: false }
  const time = { now: stack.ports.clock.now, wait: stack.pass }
  const here = commandLine(
    async (input, init) => {
      if (calls.going) await meanwhile(stack)
      return api.fetch(input, init)
    },
    {},
    time,
  )
  const verify = async () => {
    const { code, out, err } = await here.run('report', 'verify', '--json')
    expect(err).toBe('')
    return { code, ...JSON.parse(out) }
  }
  return { ...here, stack, verify, live: (going: boolean) => Object.assign(calls, { going }) }
}

/** A lead of one of three campaigns, with a deal that is mostly won. */
async function sell(stack: MemoryStack, number: number): Promise<void> {
  const email = `person-${number}@looms-${number}.example`
  const fields = {
    email,
    campaign: `campaign-${number % 3}`,
    company: 'Looms',
    employees: '55',
    state: 'NY',
    country: 'US',
  }
  await submitForm(stack.ports, { formId: number % 2 === 0 ? 'demo-request' : 'newsletter', fields })
  await stack.settle()
  const lead = (await stack.store.listLeads({ limit: 1000 })).leads.find(({ profile }) => profile.email === email)
  if (lead === undefined) throw new Error('there is no such lead')
  await addRepTouch(stack.ports, lead.id, { kind: 'call', campaign: 'fair', at: lead.createdAt - day })
  const deal = await openOpportunity(stack.ports, lead.id, { name: 'Deal', amountMinor: 100_01, currency: 'USD' })
  if (deal.kind !== 'done' || number % 4 === 0) return
  await closeOpportunity(stack.ports, deal.opportunity.id, { status: 'won', amountMinor: 90_00 + number })
}

/** Somebody's mistake, on every kind of counter. */
async function breakCounters({ store, ports }: MemoryStack): Promise<void> {
  const [source] = await store.listCounters('source')
  const [path] = await store.listCounters('paths')
  if (source === undefined || path === undefined) throw new Error('nothing is counted')
  const today = new Date(ports.clock.now()).toISOString().slice(0, 10)
  await store.commit([
    { kind: 'add', counter: source, add: { 'reached.lead': 3, deals: -1 } },
    { kind: 'add', counter: { scope: 'source:nobody', period: '2019-05-05', shard: 1 }, add: { 'reached.lead': 7 } },
    { kind: 'add', counter: path, add: { 'won|["x"]': 1 } },
    {
      kind: 'count',
      tally: { campaign: 'campaign-1', day: today, shard: 2 },
      add: { leads: 1, hotLeads: -1, 'revenueMinor.even': -1, 'won.last': 2 },
    },
    { kind: 'count', tally: { campaign: '(all)', day: '2026-01-01', shard: 0 }, add: { 'revenueMinor.first': 5 } },
  ])
}

describe('report verify', () => {
  it('finds nothing wrong with counters nobody broke, and leaves everything going on', async () => {
    const { verify, stack } = await given()
    const found = await verify()
    expect(found).toMatchObject({
      code: 0,
      leads: 12,
      tallies: [],
      counters: [],
      lacking: [],
      uncounted: [],
      moving: 0,
    })
    expect(found.lines).toBeGreaterThan(20)
    expect(found.places).toBeGreaterThan(10)
    await sell(stack, 99)
    await stack.pass(3 * minute)
    expect(await verify()).toMatchObject({ code: 0, leads: 13 })
  })

  it('finds every counter that is wrong, and says what it should be', async () => {
    const { verify, run, stack } = await given()
    await breakCounters(stack)
    const { code, tallies, counters } = await verify()
    expect(code).toBe(1)
    expect(tallies).toHaveLength(5)
    expect(tallies).toContainEqual({
      campaign: '(all)',
      day: '2026-01-01',
      name: 'revenueMinor.first',
      is: 5,
      shouldBe: 0,
    })
    expect(counters).toHaveLength(4)
    expect(counters).toContainEqual({
      scope: 'source:nobody',
      period: '2019-05-05',
      name: 'reached.lead',
      is: 7,
      shouldBe: 0,
    })
    const words = await run('report', 'verify')
    expect(words).toMatchObject({ code: 1, out: expect.stringContaining('9 counters are wrong') })
    expect(words.out).toContain('source:nobody 2019-05-05 reached.lead: 7, not 0')
  })
})

describe('report rebuild', () => {
  it('puts right what is wrong, while leads come in and deals are won', async () => {
    let number = 1_000
    const { verify, run, stack, live } = await given(async (running) => {
      number += 1
      await sell(running, number)
    })
    await breakCounters(stack)
    await stack.pass(2 * day)
    live(true)
    const rebuilt = await run('report', 'rebuild')
    expect(rebuilt).toMatchObject({ code: 0, out: expect.stringContaining('9 counters are put right') })
    await stack.pass(5 * minute)
    const again = await verify()
    expect(again).toMatchObject({ tallies: [], counters: [] })
    live(false)
    await stack.pass(5 * minute)
    expect(await verify()).toMatchObject({ code: 0, tallies: [], counters: [], moving: 0, leads: number - 1_000 + 12 })
  })

  it('has deals credited anew that lack a model, and leads counted that were not', async () => {
    const { verify, run, stack } = await given()
    const [line] = await stack.store.listCredits('campaign-1')
    const [lead] = (await stack.store.listLeads({ limit: 1 })).leads
    const entry = lead && (await stack.store.get({ type: 'reportEntry', leadId: lead.id }))
    if (line === undefined || entry === undefined) throw new Error('nothing is there')
    const { first, last, even } = line.entity.amounts
    const { first: one, last: two, even: three } = line.entity.deals
    const old: Credit = {
      ...line.entity,
      amounts: { first, last, even },
      deals: { first: one, last: two, even: three },
    }
    await stack.store.commit([
      { kind: 'replace', stored: line, entity: old },
      { kind: 'remove', stored: entry },
    ])
    expect(await verify()).toMatchObject({ code: 1, lacking: [line.entity.opportunity], uncounted: [lead?.id] })
    expect((await run('report', 'rebuild')).out).toContain('1 deals lack a model')
    await stack.pass(5 * minute)
    await run('report', 'rebuild')
    await stack.pass(5 * minute)
    expect(await verify()).toMatchObject({ code: 0, lacking: [], uncounted: [] })
  })
})

describe('counters of an older version', () => {
  it('are rebuilt: what lies by day alone gets its months, and leads are counted by the new layout', async () => {
    const { verify, run, stack } = await given()
    const [lead] = (await stack.store.listLeads({ limit: 1 })).leads
    const entry = lead && (await stack.store.get({ type: 'reportEntry', leadId: lead.id }))
    const [month] = await stack.store.listTallies('campaign-1', undefined, undefined, 'month')
    if (entry === undefined || month === undefined) throw new Error('nothing is counted')
    // As the version before counted it: at other places, and by day alone.
    const { layout: _new, ...rest } = entry.entity
    const old = { '2026-03-02|times.source:form.demo-request': { 'took.lead.b173': 1 } }
    const back = counterChanges(entry.entity.counted, old)
    await stack.store.commit([
      { kind: 'replace', stored: entry, entity: { ...rest, counted: old } },
      ...back.map(({ scope, period, add }): Write => ({ kind: 'add', counter: { scope, period, shard: 0 }, add })),
      { kind: 'count', tally: month, add: { leads: -(month.counts.leads ?? 0) } },
    ])
    expect(await verify()).toMatchObject({ code: 1, counters: [], uncounted: [lead?.id] })
    expect((await run('report', 'rebuild')).code).toBe(0)
    await stack.pass(5 * minute)
    expect(await verify()).toMatchObject({ code: 0, counters: [], tallies: [], uncounted: [] })
    const left = (await stack.store.listCounters('times.source')).flatMap(({ counts }) => Object.values(counts))
    expect(left.reduce((sum, count) => sum + count, 0)).toBe(0)
  })
})

describe('report rebuild --recount', () => {
  it('has every lead counted anew', async () => {
    const { run, stack, verify } = await given()
    const [lead] = (await stack.store.listLeads({ limit: 1 })).leads
    const entry = lead && (await stack.store.get({ type: 'reportEntry', leadId: lead.id }))
    if (entry === undefined) throw new Error('nothing is counted')
    const counted = { ...entry.entity.counted, '2019-05-05|hours': { 'as it was defined once': 1 } }
    await stack.store.commit([
      { kind: 'replace', stored: entry, entity: { ...entry.entity, counted } },
      {
        kind: 'add',
        counter: { scope: 'hours', period: '2019-05-05', shard: 0 },
        add: { 'as it was defined once': 1 },
      },
    ])
    expect(await verify()).toMatchObject({ code: 0 })
    expect(await run('report', 'rebuild', '--recount')).toMatchObject({ code: 0 })
    await stack.pass(5 * minute)
    const counters = await stack.store.listCounters('hours', '2019-05-05', '2019-05-06')
    expect(counters.flatMap(({ counts }) => Object.values(counts)).reduce((sum, one) => sum + one, 0)).toBe(0)
    expect(await verify()).toMatchObject({ code: 0 })
  })
})

describe('a check', () => {
  it('is alone, and ends by itself when nobody renews it', async () => {
    const { stack, run } = await given()
    const begun = await beginCheck(stack.ports)
    expect(begun.kind).toBe('done')
    expect(await beginCheck(stack.ports)).toMatchObject({ kind: 'running' })
    expect(await run('report', 'verify')).toMatchObject({ code: 1, err: expect.stringContaining('Another check') })
    await stack.pass(2 * minute)
    const id = begun.kind === 'done' ? begun.check.id : ''
    expect(await renewCheck(stack.ports, id)).toMatchObject({ kind: 'done' })
    await stack.pass(2 * minute)
    expect(await beginCheck(stack.ports)).toMatchObject({ kind: 'running' })
    await stack.pass(2 * minute)
    expect(await renewCheck(stack.ports, id)).toEqual({ kind: 'over' })
    expect(await beginCheck(stack.ports)).toMatchObject({ kind: 'done' })
  })

  it('waits longer than a stage that has not seen it can be writing', () => {
    expect(checkGrace).toBeGreaterThan(Math.max(workers.attribute.timeout, workers.report.timeout) * second)
  })

  it('puts nothing right twice', async () => {
    const { stack } = await given()
    const api = memoryApi(stack)
    const post = async (path: string, body: object) => {
      const init = { method: 'POST', body: JSON.stringify(body) }
      const answer = await api.fetch(`https://baton.example/v1/reports/checks${path}`, init)
      return { status: answer.status, body: JSON.parse(await answer.text()) }
    }
    const { id } = (await post('', {})).body
    const add = { mended: 0, counters: [{ scope: 'hours', period: '2026-03-01', add: { x: 1 } }] }
    expect((await post(`/${id}/mend`, add)).status).toBe(410)
    await stack.pass(checkGrace)
    expect((await post(`/${id}/mend`, add)).status).toBe(200)
    expect((await post(`/${id}/mend`, add)).status).toBe(409)
    expect((await post('/another/mend', { ...add, mended: 1 })).status).toBe(410)
    const counters = await stack.store.listCounters('hours', '2026-03-01', '2026-03-02')
    expect(counters.map(({ counts }) => counts.x ?? 0).reduce((sum, one) => sum + one, 0)).toBe(1)
  })

  it('names deals by their standing lines only', () => {
    expect(lackingModels([])).toEqual([])
  })
})
