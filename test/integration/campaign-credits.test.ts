import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type * as z from 'zod'
import { campaignReportAnswer, creditsAnswer, trendAnswer } from '../../shared/contracts/campaign-answers.ts'
import { attributionModels } from '../../shared/domain/playbook.ts'
import { day } from '../../shared/domain/time.ts'
import { putCampaign, putSpend } from '../../shared/pipeline/campaigns.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import { closeOpportunity, openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { refundOpportunity } from '../../shared/pipeline/reopen.ts'
import { addRepTouch } from '../../shared/pipeline/touches.ts'
import { type MemoryApi, memoryApi } from '../support/memory-api.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const campaigns = ['spring', 'autumn', 'fair'] as const

/** A lead's way: the campaigns of its touches in order, its deals, and what became of them. */
interface Way {
  readonly touches: readonly (typeof campaigns)[number][]
  readonly deals: readonly { readonly amountMinor: number; readonly end: 'open' | 'won' | 'lost' | 'refunded' }[]
  /** A touch that is told of after the deals were credited. */
  readonly late: boolean
}

const way: fc.Arbitrary<Way> = fc.record({
  touches: fc.array(fc.constantFrom(...campaigns), { minLength: 1, maxLength: 5 }),
  deals: fc.array(
    fc.record({
      amountMinor: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100_003 })),
      end: fc.constantFrom('open', 'won', 'lost', 'refunded'),
    }),
    { maxLength: 3 },
  ),
  late: fc.boolean(),
})

async function walk(stack: MemoryStack, name: string, { touches, deals, late }: Way): Promise<void> {
  for (const campaign of touches) {
    await submitForm(stack.ports, {
      formId: 'newsletter',
      fields: { email: `${name}@${name}.example`, firstName: name, company: `${name} Ltd`, utm_campaign: campaign },
    })
    await stack.settle()
    await stack.pass(60_000)
  }
  const [lead] = (await findLeads(stack.store, { email: `${name}@${name}.example` })).leads
  if (lead === undefined) throw new Error('there is no such lead')
  for (const { amountMinor, end } of deals) {
    const opened = await openOpportunity(stack.ports, lead.id, { name, amountMinor, currency: 'USD' })
    if (opened.kind !== 'done') throw new Error('the deal was not opened')
    const { id } = opened.opportunity
    await stack.settle()
    if (end === 'won' || end === 'refunded') await closeOpportunity(stack.ports, id, { status: 'won' })
    if (end === 'lost') await closeOpportunity(stack.ports, id, { status: 'lost', reason: 'price' })
    await stack.settle()
    if (end === 'refunded' && amountMinor > 0) await refundOpportunity(stack.ports, id, { amountMinor: 1 })
    await stack.settle()
  }
  if (late)
    await addRepTouch(stack.ports, lead.id, {
      kind: 'call',
      campaign: 'fair',
      at: stack.ports.clock.now() - 120_000 * touches.length,
    })
  await stack.settle()
}

async function ask<Answer>(api: MemoryApi, path: string, answer: z.ZodType<Answer>): Promise<Answer> {
  const response = await api.fetch(`http://baton/v1/reports/${path}`)
  expect(response.status).toBe(200)
  return answer.parse(await response.json())
}

async function allCredits(api: MemoryApi, campaign: string, query: string) {
  const deals = []
  let cursor: string | undefined
  do {
    const after = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = await ask(api, `campaigns/${campaign}/credits?limit=2&${query}${after}`, creditsAnswer)
    expect(page.deals.length).toBeLessThanOrEqual(2)
    deals.push(...page.deals.map((deal) => ({ ...deal, totals: page.totals })))
    cursor = page.cursor
  } while (cursor !== undefined)
  return deals
}

test('the deals behind a figure sum to it, in every model and period, whatever was corrected since', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(way, { minLength: 1, maxLength: 4 }), async (ways) => {
      const stack = await startMemoryStack()
      for (const [index, one] of ways.entries()) {
        await walk(stack, `lead-${index}`, one)
        if (index === 0) await stack.pass(day)
      }
      const api = memoryApi(stack)
      for (const model of attributionModels) {
        for (const period of ['', '&to=2026-03-03', '&from=2026-03-03']) {
          const report = await ask(api, `campaigns?model=${model}${period}`, campaignReportAnswer)
          for (const row of report.rows) {
            for (const kind of ['pipeline', 'revenue'] as const) {
              const deals = await allCredits(api, row.campaignId, `model=${model}&kind=${kind}${period}`)
              const [count, sum] =
                kind === 'pipeline' ? [row.opportunities, row.pipelineMinor] : [row.won, row.revenueMinor]
              expect(deals.length).toBe(count)
              expect(deals.reduce((total, { creditMinor }) => total + (creditMinor ?? 0), 0)).toBe(sum)
              for (const { creditMinor, deal, totals } of deals) {
                expect(totals).toEqual({ deals: count, creditMinor: sum })
                const parts = deal?.touches.map((touch) => touch.creditMinor ?? Number.NaN) ?? []
                expect(parts.reduce((total, part) => total + part, 0)).toBe(creditMinor)
              }
            }
          }
        }
      }
    }),
    { numRuns: 6 },
  )
})

describe('one deal of two campaigns', async () => {
  const stack = await startMemoryStack()
  await putCampaign(stack.store, { id: 'spring', name: 'Spring', channel: 'search' })
  await putSpend(stack.store, { campaign: 'spring', month: '2026-02', amountMinor: 5_000, currency: 'USD' })
  await walk(stack, 'ada', {
    touches: ['spring', 'autumn', 'spring'],
    deals: [{ amountMinor: 30_000, end: 'won' }],
    late: false,
  })
  const api = memoryApi(stack)

  test('names the lead, the deal, and the touches that earned it', async () => {
    const { deals } = await ask(api, 'campaigns/spring/credits?model=even', creditsAnswer)
    expect(deals).toMatchObject([
      {
        creditMinor: 20_000,
        deal: {
          name: 'ada',
          status: 'won',
          amountMinor: 30_000,
          lead: { firstName: 'Ada', company: 'ada Ltd', email: 'ada@ada.example' },
          touches: [
            { kind: 'form', event: 'form.newsletter', creditMinor: 10_000 },
            { kind: 'form', creditMinor: 10_000 },
          ],
        },
      },
    ])
    const first = await ask(api, 'campaigns/autumn/credits?model=first', creditsAnswer)
    expect(first).toMatchObject({ totals: { deals: 0, creditMinor: 0 }, deals: [] })
  })

  test('by a model that learns from paths lists the won deals whose path the campaign is in, without credits', async () => {
    const { deals, totals } = await ask(api, 'campaigns/autumn/credits?model=shapley', creditsAnswer)
    expect(totals).toEqual({ deals: 1, creditMinor: null })
    expect(deals).toMatchObject([{ creditMinor: null, deal: { touches: [{ creditMinor: null }] } }])
    const pipeline = await api.fetch('http://x/v1/reports/campaigns/autumn/credits?model=shapley&kind=pipeline')
    expect(pipeline.status).toBe(400)
  })

  test('as CSV, with where the next page begins', async () => {
    const { deals } = await ask(api, 'campaigns/spring/credits', creditsAnswer)
    const response = await api.fetch('http://x/v1/reports/campaigns/spring/credits', {
      headers: { accept: 'text/csv' },
    })
    const rows = parse(await response.text(), { columns: true, bom: true })
    expect(rows).toMatchObject([{ opportunityId: deals[0]?.opportunityId, creditMinor: '20000', company: 'ada Ltd' }])
    expect(response.headers.get('link')).toBeNull()
  })

  test('refuses what is no cursor', async () => {
    for (const cursor of ['x', '1.2', 'NaN.0-1', '99999999999999999.0-1']) {
      const answer = await api.fetch(`http://x/v1/reports/campaigns/spring/credits?cursor=${cursor}`)
      expect(answer.status).toBe(400)
    }
  })

  test('month by month: spend in its own, pipeline and revenue where they were earned', async () => {
    const { rows, all } = await ask(api, 'trend?model=even', trendAnswer)
    expect(rows).toMatchObject([
      { campaignId: 'autumn', months: [{ month: '2026-03', leads: 0, revenueMinor: 10_000 }] },
      {
        campaignId: 'spring',
        months: [
          { month: '2026-02', spendMinor: 5_000, revenueMinor: 0, roi: -1 },
          { month: '2026-03', spendMinor: 0, leads: 1, pipelineMinor: 20_000, revenueMinor: 20_000 },
        ],
      },
    ])
    expect(all).toMatchObject([{ month: '2026-02' }, { month: '2026-03', opportunities: 1, revenueMinor: 30_000 }])
    const one = await ask(api, 'trend?campaign=autumn', trendAnswer)
    expect(one.rows.map(({ campaignId }) => campaignId)).toEqual(['autumn'])
  })

  test('campaigns are listed with what their months cost, the undeclared ones too', async () => {
    const response = await api.fetch('http://x/v1/campaigns')
    expect(await response.json()).toMatchObject({
      campaigns: [
        { id: 'autumn', declared: false, spend: [] },
        { id: 'spring', name: 'Spring', declared: true, spend: [{ month: '2026-02', amountMinor: 5_000 }] },
      ],
    })
  })
})
