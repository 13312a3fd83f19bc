import { describe, expect, test } from 'vitest'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { recordCall } from '../../shared/pipeline/capture/call.ts'
import { importLeads } from '../../shared/pipeline/capture/import-leads.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import { readCampaignReport } from '../../shared/pipeline/reports/campaigns.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { readTimeline } from '../../shared/pipeline/timeline.ts'
import { addRepTouch } from '../../shared/pipeline/touches.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const business = {
  firstName: 'Ada',
  company: 'Analytical Engines',
  jobTitle: 'Director',
  employees: 60,
  country: 'US',
  state: 'NY',
}

async function post(stack: MemoryStack, form: string, fields: Readonly<Record<string, unknown>>) {
  const result = await submitForm(stack.ports, { formId: form, fields })
  if (result.kind !== 'accepted') throw new Error(result.kind)
  await stack.settle()
}

async function allLeads(stack: MemoryStack) {
  return (await findLeads(stack.store, { limit: 200 })).leads
}

async function lead(stack: MemoryStack, search: { email?: string; phone?: string; externalId?: string }) {
  const [found] = (await findLeads(stack.store, search)).leads
  if (found === undefined) throw new Error('there is no such lead')
  return found
}

describe('who a submission belongs to', () => {
  test('one person by e-mail, phone and external id is one lead', async () => {
    const stack = await startMemoryStack()
    await post(stack, 'newsletter', { email: 'ada@engines.com', phone: '+12125550100' })
    await post(stack, 'newsletter', { phone: '(212) 555-0100', externalId: 'crm-1' })
    await post(stack, 'newsletter', { externalId: 'crm-1', company: 'Engines' })
    expect(await allLeads(stack)).toHaveLength(1)
    expect(await lead(stack, { externalId: 'crm-1' })).toMatchObject({
      profile: { email: 'ada@engines.com', phone: '+12125550100', company: { name: 'Engines' } },
    })
  })

  test('two matches that disagree: the e-mail’s lead is kept and the other noted', async () => {
    const stack = await startMemoryStack()
    await post(stack, 'newsletter', { email: 'ada@engines.com' })
    await post(stack, 'newsletter', { phone: '+12125550100' })
    const other = await lead(stack, { phone: '+12125550100' })
    await post(stack, 'newsletter', { email: 'ada@engines.com', phone: '+12125550100' })
    expect(await allLeads(stack)).toHaveLength(2)
    expect((await lead(stack, { email: 'ada@engines.com' })).possibleDuplicates).toEqual([other.id])
  })

  test('two submissions at the same instant make one lead with two touches', async () => {
    const stack = await startMemoryStack()
    await Promise.all(
      ['newsletter', 'demo-request'].map((formId) =>
        submitForm(stack.ports, { formId, fields: { email: 'ada@engines.com' } }),
      ),
    )
    await stack.settle()
    expect(await allLeads(stack)).toHaveLength(1)
    const one = await lead(stack, { email: 'ada@engines.com' })
    const touches = (await readTimeline(stack.store, one.id)).filter(({ kind }) => kind === 'form')
    expect(touches).toHaveLength(2)
  })
})

describe('where a submission leads', () => {
  test('a rejected lead says why and is left alone', async () => {
    const stack = await startMemoryStack()
    await post(stack, 'demo-request', { ...business, email: 'x@mailinator.com' })
    expect((await lead(stack, { email: 'x@mailinator.com' })).state).toMatchObject({ stage: 'rejected' })
    await stack.pass(2 * day)
    expect(stack.mails).toEqual([])
  })

  test('whoever says no to mail gets none', async () => {
    const stack = await startMemoryStack()
    await post(stack, 'newsletter', { email: 'ada@engines.com', consent: 'no' })
    expect((await lead(stack, { email: 'ada@engines.com' })).optOut).toBe('refused')
    await stack.pass(2 * day)
    expect(stack.mails).toEqual([])
  })

  test('the owner of a lead is told when it comes back, and keeps it', async () => {
    const stack = await startMemoryStack()
    await post(stack, 'demo-request', { ...business, email: 'ada@engines.com' })
    const before = await lead(stack, { email: 'ada@engines.com' })
    await post(stack, 'newsletter', { email: 'ada@engines.com', message: 'One more thing' })
    const after = await lead(stack, { email: 'ada@engines.com' })
    expect(after.state).toEqual(before.state)
    expect(stack.mails.at(-1)?.text).toContain('One more thing')
    expect(stack.mails.at(-1)?.to.address).toMatch(/^sally/)
  })

  test('a call with good answers is hot', async () => {
    const stack = await startMemoryStack()
    const answers = { urgency: 'high', timeframe: 'this month', budget: 'approved', authority: 'decision maker' }
    await recordCall(stack.ports, {
      ...business,
      callId: 'c-1',
      email: 'ada@engines.com',
      disposition: 'answered',
      answers,
    })
    await stack.settle()
    expect((await lead(stack, { email: 'ada@engines.com' })).state).toMatchObject({ stage: 'assigned' })
  })

  test('a rep who accepted and stays silent is reminded once; one who calls is not', async () => {
    for (const silent of [true, false]) {
      const stack = await startMemoryStack()
      await post(stack, 'demo-request', { ...business, email: 'ada@engines.com' })
      const found = await lead(stack, { email: 'ada@engines.com' })
      const id = 'assignment' in found.state ? found.state.assignment : ''
      await respond(stack.ports, id, { kind: 'accept' })
      if (!silent) await addRepTouch(stack.ports, found.id, { kind: 'call', text: 'Will decide on Monday' })
      const before = stack.mails.length
      await stack.pass(25 * hour)
      expect(stack.mails.length - before).toBe(silent ? 1 : 0)
    }
  })
})

describe('history', () => {
  const rows = [
    { line: 2, eventId: 'a', externalId: 'a', occurredAt: '2018-02-01', campaign: 'social', email: 'ada@engines.com' },
    { line: 3, eventId: 'b', externalId: 'b', occurredAt: '2018-02-02', email: 'not an address' },
  ]

  test('is recorded and counted at its own dates, and nobody is alerted, mailed or timed', async () => {
    const stack = await startMemoryStack()
    const batch = { source: 'crm', mode: 'history', rows } as const
    expect(await importLeads(stack.ports, batch)).toMatchObject({
      accepted: 1,
      known: 0,
      rejected: [{ line: 3, errors: [{ path: 'email' }] }],
    })
    await stack.settle()
    expect(await importLeads(stack.ports, batch)).toMatchObject({ accepted: 0, known: 1 })
    await stack.settle()
    const imported = await lead(stack, { externalId: 'a' })
    expect(new Date(imported.createdAt).toISOString()).toBe('2018-02-01T05:00:00.000Z')
    const report = await readCampaignReport(stack.store, { from: '2018-02-01', to: '2018-02-02' })
    expect(report.rows.find(({ campaignId }) => campaignId === 'social')).toMatchObject({ leads: 1 })
    await stack.pass(3 * day)
    expect(stack.mails).toEqual([])
  })

  test('a live import is alerted like any other lead', async () => {
    const stack = await startMemoryStack()
    const hot = { line: 2, eventId: 'a', email: 'ada@engines.com', ...business }
    await importLeads(stack.ports, { source: 'fair', mode: 'live', rows: [{ ...hot, message: 'call me' }] })
    await stack.settle()
    await stack.pass(minute)
    expect((await lead(stack, { email: 'ada@engines.com' })).state.stage).toMatch(/assigned|nurturing/)
  })
})
