import { beforeEach, describe, expect, it } from 'vitest'
import { type LeadId, parseNumberedId } from '../../shared/domain/ids.ts'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { importLeads } from '../../shared/pipeline/capture/import-leads.ts'
import { importOutcomes } from '../../shared/pipeline/capture/import-outcomes.ts'
import { claimLead } from '../../shared/pipeline/claim.ts'
import { takeMailEvent } from '../../shared/pipeline/mail-events.ts'
import { closeOpportunity } from '../../shared/pipeline/opportunities.ts'
import { optOut } from '../../shared/pipeline/opt-out.ts'
import { beginCheck } from '../../shared/pipeline/report-check.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { readDecisions, readTimeline } from '../../shared/pipeline/timeline.ts'
import { addRepTouch, recordClick } from '../../shared/pipeline/touches.ts'
import { commandLine } from '../support/command-line.ts'
import { memoryApi } from '../support/memory-api.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'
import { accept, business, come, cool, hot, leadAt, merged, offerOf, sell } from '../support/two-leads.ts'

let stack: MemoryStack

beforeEach(async () => {
  stack = await startMemoryStack()
})

async function call(method: string, path: string, body?: unknown) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await memoryApi(stack).fetch(`https://baton.example${path}`, { method, ...sent })
  return { status: answer.status, location: answer.headers.get('location'), body: JSON.parse(await answer.text()) }
}

const mergeCall = (id: string, duplicate: unknown) => call('POST', `/v1/leads/${id}/merge`, { duplicate })
const openOf = async (rep: string) => (await stack.store.get({ type: 'workload', rep }))?.entity.open ?? 0
const offerAt = async (id: string) => {
  const parsed = parseNumberedId('asg', id)
  return parsed === undefined ? undefined : (await stack.store.get({ type: 'assignment', ...parsed }))?.entity
}

describe('two leads that are one person', () => {
  it('are one lead: under the id, the address and the number of either', async () => {
    const phone = await come(stack, 'newsletter', { phone: '+12125550177', lastName: 'Bell' })
    const mail = await cool(stack, 'bell')
    const answer = await mergeCall(mail, phone)
    expect(answer).toMatchObject({
      status: 200,
      body: { id: mail, email: 'bell@bell.example', phone: '+12125550177', lastName: 'Bell', absorbed: [phone] },
    })
    for (const query of ['email=bell@bell.example', 'phone=%2B12125550177', 'stage=nurturing', '']) {
      const found = await call('GET', `/v1/leads?${query}`)
      expect(found.body.leads.map(({ id }: { id: string }) => id)).toEqual([mail])
    }
    for (const part of ['', '/timeline', '/decisions', '/path-to-hot']) {
      expect(await call('GET', `/v1/leads/${phone}${part}`)).toMatchObject({
        status: 308,
        location: `/v1/leads/${mail}${part}`,
        body: { title: 'Moved', mergedInto: mail },
      })
    }
    const again = await come(stack, 'demo-request', { phone: '+12125550177' })
    expect(again).toBe(mail)
    const timeline = await readTimeline(stack.store, mail)
    expect(timeline.filter(({ kind }) => kind === 'form')).toHaveLength(3)
    expect(timeline.find(({ what }) => what === 'merged')?.details).toEqual({ lead: phone })
    expect(timeline.map(({ what }) => what)).not.toContain('rejected')
  })

  it('are asked for once: again gives the same answer, and writes nothing', async () => {
    const [one, other] = [await cool(stack, 'one'), await cool(stack, 'other')]
    const first = await mergeCall(one, other)
    const version = (await stack.store.get({ type: 'lead', id: one }))?.version
    expect(await mergeCall(one, other)).toEqual(first)
    expect((await stack.store.get({ type: 'lead', id: one }))?.version).toBe(version)
  })

  it('are refused with what is so', async () => {
    const [one, other, third] = [await cool(stack, 'one'), await cool(stack, 'other'), await cool(stack, 'third')]
    expect(await mergeCall(one, one)).toMatchObject({ status: 400, body: { errors: [{ path: 'duplicate' }] } })
    expect(await mergeCall(one, 'nonsense')).toMatchObject({ status: 400, body: { errors: [{ path: 'duplicate' }] } })
    expect(await mergeCall(one, undefined)).toMatchObject({ status: 400 })
    expect(await mergeCall(one, 'lead_0000')).toMatchObject({ status: 404 })
    expect(await mergeCall('lead_0000', one)).toMatchObject({ status: 404 })
    expect(await mergeCall('nonsense', one)).toMatchObject({ status: 404 })
    await merged(stack, one, other)
    expect(await mergeCall(third, other)).toMatchObject({ status: 409, body: { current: { id: one } } })
    expect(await mergeCall(other, third)).toMatchObject({ status: 409, body: { current: { id: one } } })
    expect(await mergeCall(other, one)).toMatchObject({ status: 409, body: { current: { id: one } } })
    await beginCheck(stack.ports)
    expect(await mergeCall(third, one)).toMatchObject({ status: 409, body: { current: { id: third } } })
  })

  it('may be merged on: whoever has the first id finds the last lead, with all that was known', async () => {
    const ids: LeadId[] = []
    for (const name of ['ann', 'ben', 'cleo', 'dora']) ids.push(await cool(stack, name))
    const [ann = 'lead_', ben = 'lead_', cleo = 'lead_', dora = 'lead_'] = ids
    await merged(stack, ben, ann)
    await merged(stack, dora, cleo)
    await merged(stack, dora, ben)
    expect((await leadAt(stack, ann)).absorbed).toEqual([cleo, ben, ann])
    expect((await readTimeline(stack.store, ann)).filter(({ kind }) => kind === 'form')).toHaveLength(4)
    expect(await come(stack, 'newsletter', { email: 'ann@ann.example' })).toBe(dora)
  })

  it('may be twenty-one, and not more', async () => {
    const one = await cool(stack, 'one')
    for (let number = 0; number < 20; number += 1) await merged(stack, one, await cool(stack, `more${number}`))
    expect(await mergeCall(one, await cool(stack, 'last'))).toMatchObject({ status: 409 })
    expect((await readTimeline(stack.store, one)).filter(({ kind }) => kind === 'form')).toHaveLength(21)
  })
})

describe('the score of both', () => {
  it('makes a lead hot that neither was, and it is routed', async () => {
    const phone = await come(stack, 'demo-request', { phone: '+12125550177' })
    const mail = await cool(stack, 'bell', business)
    for (const id of [phone, mail]) expect((await leadAt(stack, id)).score.hot).toBe(false)
    const lead = await merged(stack, mail, phone)
    expect(lead.score.hot).toBe(true)
    expect((await leadAt(stack, mail)).state).toMatchObject({ stage: 'assigned', owner: 'sally-jones' })
    expect((await readDecisions(stack.store, mail)).at(-2)).toMatchObject({ kind: 'score', merged: phone })
  })

  it('does not alert anybody of people known from history', async () => {
    const row = { line: 1, occurredAt: '2026-02-20T12:00:00Z', ...business }
    const told = ['ann', 'ben'].map((name) => ({ ...row, eventId: name, email: `${name}@${name}.example` }))
    await importLeads(stack.ports, { source: 'old', mode: 'history', rows: told })
    await stack.settle()
    const [one, other] = (await stack.store.listLeads({ limit: 2 })).leads
    await merged(stack, one?.id ?? 'lead_', other?.id ?? 'lead_')
    await stack.pass(hour)
    expect(stack.mails).toEqual([])
  })

  it('turns a lead away that a rule rejects by what both said', async () => {
    const one = await cool(stack, 'one')
    const other = await come(stack, 'newsletter', { phone: '+12125550177' })
    const student = await come(stack, 'newsletter', { email: 'kid@kid.example', jobTitle: 'Student' })
    expect((await merged(stack, one, other)).state.stage).toBe('nurturing')
    expect((await merged(stack, one, student)).state).toEqual({ stage: 'rejected', reason: 'Student' })
  })
})

describe('the reps of both', () => {
  it('of two offers the survivor’s stays; the other is withdrawn, its rep told, its link dead', async () => {
    const [one, other] = [await hot(stack, 'one'), await hot(stack, 'other', { state: 'MA' })]
    const [kept, gone] = [await offerOf(stack, one), await offerOf(stack, other)]
    expect(await openOf('marcus-reed')).toBe(1)
    await merged(stack, one, other)
    expect((await leadAt(stack, one)).state).toEqual({ stage: 'assigned', owner: 'sally-jones', assignment: kept })
    expect(await offerAt(gone)).toMatchObject({
      state: { status: 'withdrawn', reason: expect.stringMatching('merged') },
    })
    expect([await openOf('sally-jones'), await openOf('marcus-reed')]).toEqual([1, 0])
    const marcus = (await stack.store.get({ type: 'rep', id: 'marcus-reed' }))?.entity.email
    expect(stack.mails.at(-1)).toMatchObject({
      to: { address: marcus },
      subject: expect.stringMatching('somebody else'),
    })
    expect(await respond(stack.ports, gone, { kind: 'accept' })).toMatchObject({ kind: 'answered', lead: { id: one } })
    expect(await respond(stack.ports, kept, { kind: 'accept' })).toMatchObject({ kind: 'done' })
  })

  it('an accepted lead stays with who works it, though the other survives: offer, first touch, deal', async () => {
    const [worked, survivor] = [await hot(stack, 'worked'), await cool(stack, 'survivor')]
    const offer = await offerOf(stack, worked)
    await accept(stack, worked)
    await merged(stack, survivor, worked)
    expect((await leadAt(stack, survivor)).state).toEqual({ stage: 'working', owner: 'sally-jones', assignment: offer })
    await addRepTouch(stack.ports, worked, { kind: 'call', text: 'Hello' })
    expect((await offerAt(offer))?.firstTouchAt).toBeDefined()
    const touch = (await stack.store.listLead(survivor)).find(
      ({ entity }) => entity.type === 'touch' && entity.by !== undefined,
    )
    expect(touch?.entity).toMatchObject({ leadId: survivor })
    await sell(stack, worked)
    expect((await leadAt(stack, survivor)).state).toMatchObject({ stage: 'opportunity', owner: 'sally-jones' })
    expect(await openOf('sally-jones')).toBe(1)
  })

  it('an offer that came with the other one is reminded of, though the survivor’s of that number was too', async () => {
    const survivor = await hot(stack, 'survivor', { state: 'MA' })
    await stack.pass(3 * hour)
    expect((await leadAt(stack, survivor)).state.stage).toBe('pool')
    const offered = await hot(stack, 'offered')
    const offer = await offerOf(stack, offered)
    await merged(stack, survivor, offered)
    expect((await leadAt(stack, survivor)).state).toMatchObject({ stage: 'assigned', assignment: offer })
    await stack.pass(20 * minute)
    expect((await offerAt(offer))?.remindedAt).toHaveLength(1)
    expect(stack.mails.at(-1)?.id).toMatch(/-reminder-1-1$/)
    await stack.pass(3 * hour)
    expect((await offerAt(offer))?.state.status).toBe('expired')
    expect((await leadAt(stack, survivor)).state.stage).toBe('pool')
    expect(await stack.store.listParked(10)).toEqual([])
  })

  it('an accepted lead beats an unanswered offer, and its rep keeps it', async () => {
    const [one, other] = [await hot(stack, 'one'), await hot(stack, 'other', { state: 'MA' })]
    await accept(stack, other)
    await merged(stack, one, other)
    expect((await leadAt(stack, one)).state).toMatchObject({ stage: 'working', owner: 'marcus-reed' })
    expect([await openOf('sally-jones'), await openOf('marcus-reed')]).toEqual([0, 1])
  })

  it('a deal goes to the survivor’s rep, who is told, as is who had it', async () => {
    const [one, other] = [await hot(stack, 'one'), await hot(stack, 'other', { state: 'MA' })]
    await accept(stack, one)
    await accept(stack, other)
    const deal = await sell(stack, other, 'Looms for other')
    const before = stack.mails.length
    await merged(stack, one, other)
    expect((await leadAt(stack, one)).state).toEqual({ stage: 'opportunity', owner: 'sally-jones', opportunity: deal })
    const subjects = stack.mails.slice(before).map(({ subject }) => subject)
    expect(subjects.toSorted()).toEqual([
      expect.stringMatching('Yours now: Looms for other'),
      expect.stringMatching('somebody else'),
    ])
    expect((await call('GET', `/v1/opportunities/${deal}`)).body.leadId).toBe(one)
    await closeOpportunity(stack.ports, deal, { status: 'won' })
    expect((await leadAt(stack, one)).state.stage).toBe('won')
  })

  it('a lead of the pool is claimed under either id', async () => {
    const [one, other] = [await hot(stack, 'one'), await cool(stack, 'other')]
    await stack.pass(3 * day)
    expect((await leadAt(stack, one)).state.stage).toBe('pool')
    await merged(stack, other, one)
    expect(await claimLead(stack.ports, one, 'dana-cole')).toMatchObject({ kind: 'done', lead: { id: other } })
  })
})

describe('mail to both', () => {
  const nurtured = (to: string) =>
    stack.mails.filter((mail) => mail.to.address === to && /-nurture-/.test(mail.id)).map(({ subject }) => subject)

  it('never repeats a step that either was sent, and goes on where the further one was', async () => {
    const one = await cool(stack, 'one')
    await stack.pass(3 * day + 2 * hour)
    const had = nurtured('one@one.example')
    expect(had).toHaveLength(2)
    const late = await cool(stack, 'late')
    await merged(stack, late, one)
    await stack.pass(30 * day)
    const all = [...had, ...nurtured('late@late.example')]
    expect(new Set(all).size).toBe(all.length)
    expect(all).toHaveLength(4)
    expect(nurtured('one@one.example')).toEqual(had)
  })

  it('goes on in the track of the one that goes, when the other was in none', async () => {
    const one = await cool(stack, 'one')
    await stack.pass(2 * hour)
    const phone = await come(stack, 'newsletter', { phone: '+12125550177' })
    await merged(stack, phone, one)
    await stack.pass(30 * day)
    const all = nurtured('one@one.example')
    expect(all).toHaveLength(4)
    expect(new Set(all).size).toBe(4)
  })

  it.each(['before', 'after'] as const)('ends with an opt-out of either, %s they are one', async (when) => {
    const [one, other] = [await cool(stack, 'one'), await cool(stack, 'other')]
    if (when === 'before') await optOut(stack.ports, other, 'unsubscribed')
    await merged(stack, one, other)
    if (when === 'after') await optOut(stack.ports, other, 'unsubscribed')
    expect((await leadAt(stack, one)).optOut).toBe('unsubscribed')
    await stack.pass(10 * day)
    expect(stack.mails).toEqual([])
  })

  it('reports and clicks of old mail come to the one that stays', async () => {
    const [one, other] = [await cool(stack, 'one'), await cool(stack, 'other')]
    await stack.pass(2 * hour)
    const mail = stack.mails.find(({ to }) => to.address === 'other@other.example')?.id ?? 'mail_'
    await merged(stack, one, other)
    const click = { lead: other, mail, url: 'https://x.example/' } as const
    expect(await recordClick(stack.ports, click)).toMatchObject({ kind: 'done', touch: { leadId: one } })
    expect(await recordClick(stack.ports, click)).toMatchObject({ kind: 'done' })
    expect((await readTimeline(stack.store, one)).filter(({ kind }) => kind === 'click')).toHaveLength(1)
    await takeMailEvent(stack.ports, { mail, kind: 'complained' })
    expect((await leadAt(stack, one)).optOut).toBe('complaint')
  })
})

describe('the money of both', () => {
  const reportOf = async (query: string) => {
    const { body } = await call('GET', `/v1/reports/campaigns?model=even${query}`)
    return Object.fromEntries(body.rows.map((row: { campaignId: string }) => [row.campaignId, row]))
  }

  it('is credited anew by the touches of both, and the lead counts once', async () => {
    const first = await cool(stack, 'first', { campaign: 'fair' })
    await stack.pass(day)
    const second = await cool(stack, 'second', { campaign: 'ads' })
    const deal = await sell(stack, second)
    await closeOpportunity(stack.ports, deal, { status: 'won', amountMinor: 99_99 })
    await stack.settle()
    expect(await reportOf('')).toMatchObject({ fair: { leads: 1, revenueMinor: 0 }, ads: { revenueMinor: 99_99 } })
    await merged(stack, second, first)
    await stack.pass(5 * minute)
    const rows = await reportOf('')
    expect(rows).toMatchObject({ fair: { leads: 1, revenueMinor: 50_00 }, ads: { leads: 0, revenueMinor: 49_99 } })
    expect((await leadAt(stack, second)).firstCampaign).toBe('fair')
    const funnel = await call('GET', '/v1/reports/funnel?by=campaign')
    expect(JSON.stringify(funnel.body)).not.toContain('ads')
  })

  it('is counted anew with the one that stays, when a deal of the other one goes on', async () => {
    const [one, other] = [await cool(stack, 'one', { campaign: 'ads' }), await cool(stack, 'other')]
    const deal = await sell(stack, other)
    await merged(stack, one, other)
    await stack.pass(5 * minute)
    await sell(stack, one)
    await stack.pass(5 * minute)
    const pipeline = async () =>
      (await stack.store.listCounters('source')).reduce((sum, { counts }) => sum + (counts.pipelineMinor ?? 0), 0)
    expect(await pipeline()).toBe(200_00)
    // The lead stands for its own deal now: nothing of the lead itself changes with the other's.
    await call('PATCH', `/v1/opportunities/${deal}`, { amountMinor: 30_00 })
    await stack.pass(5 * minute)
    expect(await pipeline()).toBe(130_00)
  })

  it('is found right by a check of the reports, before either is counted anew and after', async () => {
    const one = await cool(stack, 'one', { campaign: 'ads' })
    const other = await hot(stack, 'other', { campaign: 'fair' })
    await closeOpportunity(stack.ports, await sell(stack, other), { status: 'won' })
    await stack.pass(5 * minute)
    await merged(stack, one, other)
    const time = { now: stack.ports.clock.now, wait: stack.pass }
    const { run } = commandLine(memoryApi(stack).fetch, {}, time)
    expect(await run('report', 'verify')).toMatchObject({ code: 0 })
    await stack.pass(10 * minute)
    expect(await run('report', 'verify')).toMatchObject({ code: 0 })
  })

  it('of a deal that a CRM goes on telling of is the one lead’s', async () => {
    const row = { line: 1, eventId: 'a', email: 'crm@crm.example', externalId: 'c-1' }
    await importLeads(stack.ports, { source: 'crm', mode: 'history', rows: [row] })
    await stack.settle()
    const other = (await stack.store.listLeads({ limit: 1 })).leads[0]?.id ?? 'lead_'
    const one = await cool(stack, 'one', { campaign: 'ads' })
    const told = { line: 1, dealId: 'd-1', externalId: 'c-1', amount: '100.00' }
    await importOutcomes(stack.ports, { source: 'crm', mode: 'live', rows: [{ ...told, status: 'open' }] })
    await stack.settle()
    await merged(stack, one, other)
    expect((await leadAt(stack, one)).state).toMatchObject({ stage: 'opportunity' })
    const later = { ...told, dealId: 'd-2', status: 'won', closedAt: '2026-03-02T15:00:00Z' }
    await importOutcomes(stack.ports, { source: 'crm', mode: 'live', rows: [later] })
    await stack.settle()
    expect((await leadAt(stack, one)).state).toMatchObject({
      stage: 'won',
      opportunity: expect.stringMatching(one.slice(5)),
    })
  })
})

describe('possible duplicates', () => {
  it('are found by what one submission named, by name and company, each with why', async () => {
    const phone = await come(stack, 'newsletter', { phone: '+12125550177', lastName: 'Bell', company: 'Bell Inc' })
    const mail = await come(stack, 'newsletter', { email: 'ann@bell.example' })
    const namesake = await come(stack, 'newsletter', { email: 'x@gmail.com', lastName: 'BELL', company: 'bell inc' })
    await come(stack, 'newsletter', { email: 'ann@bell.example', phone: '+12125550177' })
    const of = async (id: string) => {
      const { body } = await call('GET', `/v1/leads/${id}/duplicates`)
      return body.duplicates.map((one: { lead: { id: string }; reasons: { kind: string }[] }) => [
        one.lead.id,
        one.reasons.map(({ kind }) => kind),
      ])
    }
    expect(await of(mail)).toEqual([[phone, expect.arrayContaining(['one-submission'])]])
    expect(await of(phone)).toEqual([
      [mail, ['one-submission']],
      [namesake, ['same-name']],
    ])
    await merged(stack, mail, phone)
    expect(await of(mail)).toEqual([[namesake, ['same-name']]])
    expect((await call('GET', '/v1/leads/lead_0000/duplicates')).status).toBe(404)
  })
})
