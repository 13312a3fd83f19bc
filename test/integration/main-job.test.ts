import { describe, expect, test } from 'vitest'
import { parseNumberedId } from '../../shared/domain/ids.ts'
import type { Lead } from '../../shared/domain/lead.ts'
import { day, hour, minute } from '../../shared/domain/time.ts'
import { putCampaign, putSpend } from '../../shared/pipeline/campaigns.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import { closeOpportunity, openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { optOut } from '../../shared/pipeline/opt-out.ts'
import { readCampaignReport } from '../../shared/pipeline/reports/campaigns.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import { recordClick } from '../../shared/pipeline/touches.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const ada = {
  email: 'Ada.Lovelace@analytical-engines.com',
  firstName: 'ada',
  lastName: 'LOVELACE',
  phone: '(212) 555-0123',
  company: 'Analytical Engines',
  jobTitle: 'Head of Operations',
  employees: '45',
  industry: 'Manufacturing',
  country: 'US',
  state: 'New York',
  message: 'We need this before the summer',
  utm_campaign: 'spring',
}

async function leadOf(stack: MemoryStack, email: string): Promise<Lead> {
  const { leads } = await findLeads(stack.store, { email })
  const [lead] = leads
  if (lead === undefined) throw new Error('there is no such lead')
  return lead
}

async function hotLead(stack: MemoryStack): Promise<Lead> {
  expect(await submitForm(stack.ports, { formId: 'demo-request', fields: ada })).toMatchObject({ kind: 'accepted' })
  await stack.settle()
  return leadOf(stack, ada.email)
}

describe('a hot lead', () => {
  test('reaches the right rep, and the prospect is told who will call', async () => {
    const stack = await startMemoryStack()
    const lead = await hotLead(stack)
    expect(lead.state).toMatchObject({ stage: 'assigned', owner: 'sally-jones' })
    expect(lead.profile).toMatchObject({
      email: 'ada.lovelace@analytical-engines.com',
      phone: '+12125550123',
      address: { state: 'NY' },
    })
    const alert = stack.mails.find(({ to }) => to.address.startsWith('sally'))
    expect(alert?.text).toContain('/accept?token=')
    expect(alert?.text).toContain('We need this before the summer')
    const thanks = stack.mails.find(({ to }) => to.address === lead.profile.email)
    expect(thanks?.text).toContain('Sally Jones, your account executive, will be in touch within 24 hours')
    expect(stack.mails).toHaveLength(2)
  })

  test('is reminded of, reassigned, and given to the pool when nobody accepts', async () => {
    const stack = await startMemoryStack()
    const lead = await hotLead(stack)
    await stack.pass(16 * minute)
    expect(stack.mails.at(-1)?.to.address).toMatch(/^sally/)
    await stack.pass(16 * minute)
    const second = await leadOf(stack, ada.email)
    expect(second.state.stage).toBe('assigned')
    expect(second.state).not.toMatchObject({ owner: 'sally-jones' })
    await stack.pass(40 * minute)
    expect((await leadOf(stack, ada.email)).state).toEqual({ stage: 'pool' })
    expect(stack.mails.filter(({ to }) => to.address === lead.profile.email)).toHaveLength(1)
  })

  test('has one winner when two answer at once', async () => {
    const stack = await startMemoryStack()
    const lead = await hotLead(stack)
    const id = 'assignment' in lead.state ? lead.state.assignment : ''
    expect(parseNumberedId('asg', id)).toEqual({ leadId: lead.id, number: 1 })
    const results = await Promise.all([
      respond(stack.ports, id, { kind: 'accept' }),
      respond(stack.ports, id, { kind: 'decline', reason: 'no' }),
    ])
    expect(results.map(({ kind }) => kind).sort()).toEqual(['answered', 'done'])
  })

  test('brings its campaign pipeline when a deal opens and revenue when it is won', async () => {
    const stack = await startMemoryStack()
    const lead = await hotLead(stack)
    await putCampaign(stack.store, { id: 'spring', name: 'Spring', channel: 'search' })
    await putSpend(stack.store, { campaign: 'spring', month: '2026-03', amountMinor: 100_000, currency: 'USD' })
    const opened = await openOpportunity(stack.ports, lead.id, {
      name: 'Engine',
      amountMinor: 500_000,
      currency: 'USD',
    })
    if (opened.kind !== 'done') throw new Error(opened.kind)
    await stack.settle()
    await closeOpportunity(stack.ports, opened.opportunity.id, { status: 'won', amountMinor: 450_001 })
    await stack.settle()
    const report = await readCampaignReport(stack.store, { model: 'even' })
    expect(report.rows.find(({ campaignId }) => campaignId === 'spring')).toMatchObject({
      leads: 1,
      hotLeads: 1,
      opportunities: 1,
      pipelineMinor: 500_000,
      won: 1,
      revenueMinor: 450_001,
      spendMinor: 100_000,
      roi: 3.50001,
      quickRatio: 5,
    })
    expect(report.totals).toMatchObject({ won: 1, opportunities: 1, revenueMinor: 450_001 })
    expect((await leadOf(stack, ada.email)).state.stage).toBe('won')
  })
})

describe('a lead that is not ready', () => {
  const newsletter = { email: 'grace@navy-computing.com', firstName: 'Grace' }

  async function nurtured(): Promise<MemoryStack> {
    const stack = await startMemoryStack()
    await submitForm(stack.ports, { formId: 'newsletter', fields: newsletter })
    await stack.settle()
    expect((await leadOf(stack, newsletter.email)).state.stage).toBe('nurturing')
    return stack
  }

  test('gets each step once, until it unsubscribes', async () => {
    const stack = await nurtured()
    await stack.pass(day)
    expect(stack.mails).toHaveLength(1)
    expect(stack.mails[0]?.unsubscribeUrl).toContain('/v1/unsubscribe?token=')
    await optOut(stack.ports, (await leadOf(stack, newsletter.email)).id, 'unsubscribed')
    await stack.pass(30 * day)
    expect(stack.mails).toHaveLength(1)
  })

  test('turns hot by what it does, which ends the track and routes it', async () => {
    const stack = await nurtured()
    await stack.pass(day)
    const lead = await leadOf(stack, newsletter.email)
    const mail = stack.mails[0]
    if (mail === undefined) throw new Error('no mail')
    await recordClick(stack.ports, { lead: lead.id, mail: mail.id, url: 'https://example.com/pricing' })
    expect((await leadOf(stack, newsletter.email)).score.value).toBeGreaterThan(lead.score.value)
    await submitForm(stack.ports, { formId: 'demo-request', fields: { ...ada, email: newsletter.email, phone: '' } })
    await stack.settle()
    expect((await leadOf(stack, newsletter.email)).state.stage).toBe('assigned')
    const before = stack.mails.filter(({ unsubscribeUrl }) => unsubscribeUrl !== undefined).length
    await stack.pass(10 * day + hour)
    expect(stack.mails.filter(({ unsubscribeUrl }) => unsubscribeUrl !== undefined)).toHaveLength(before)
  })
})
