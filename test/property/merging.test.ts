import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldCredits } from '../../shared/domain/attribution.ts'
import type { LeadId } from '../../shared/domain/ids.ts'
import { attributionModels } from '../../shared/domain/playbook.ts'
import { scopeParts } from '../../shared/domain/report-entry.ts'
import { day, minute } from '../../shared/domain/time.ts'
import { importLeads } from '../../shared/pipeline/capture/import-leads.ts'
import { closeOpportunity, openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'
import { cool, merged } from '../support/two-leads.ts'

type Happening =
  | { readonly kind: 'touch'; readonly who: 0 | 1; readonly daysAgo: number; readonly campaign: string }
  | { readonly kind: 'deal'; readonly who: 0 | 1; readonly amountMinor: number; readonly won: boolean }

const who = fc.constantFrom(0 as const, 1 as const)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    kind: fc.constant('touch' as const),
    who,
    daysAgo: fc.integer({ min: 2, max: 170 }),
    campaign: fc.constantFrom('fair', 'ads', 'dinner', 'radio'),
  }),
  fc.record({
    kind: fc.constant('deal' as const),
    who,
    amountMinor: fc.integer({ min: 1, max: 100_000 }),
    won: fc.boolean(),
  }),
)

const names = ['ann', 'ben'] as const
const start = Date.UTC(2026, 2, 2, 15)

/** Lets all of it happen, with the merge after so many of them, and says what stands in the ledger and the reports. */
async function outcomeOf(happenings: readonly Happening[], mergedAfter: number) {
  const stack = await startMemoryStack(start)
  const leads = [await cool(stack, 'ann', { campaign: 'first' }), await cool(stack, 'ben', { campaign: 'second' })]
  const [ann = 'lead_', ben = 'lead_'] = leads
  for (const [index, one] of happenings.entries()) {
    if (index === mergedAfter) await merged(stack, ann, ben)
    await happen(stack, one, index, one.who === 0 ? ann : ben)
  }
  if (mergedAfter >= happenings.length) await merged(stack, ann, ben)
  await stack.pass(10 * minute)
  return { credits: await creditsOf(stack, ann), counters: await countersOf(stack), tallies: await talliesOf(stack) }
}

async function happen(stack: MemoryStack, one: Happening, index: number, lead: LeadId): Promise<void> {
  if (one.kind === 'touch') {
    const email = `${names[one.who]}@${names[one.who]}.example`
    const occurredAt = new Date(start - one.daysAgo * day).toISOString()
    const row = { line: 1, eventId: `${index}`, email, campaign: one.campaign, occurredAt }
    await importLeads(stack.ports, { source: 'old', mode: 'history', rows: [row] })
  } else {
    const { amountMinor } = one
    const deal = { name: `deal ${index}`, amountMinor, currency: 'USD', openedAt: start - day }
    const opened = await openOpportunity(stack.ports, lead, deal)
    if (opened.kind === 'done' && one.won)
      await closeOpportunity(stack.ports, opened.opportunity.id, { status: 'won', closedAt: start })
  }
  await stack.settle()
}

/** What each campaign has of each deal, by every model: a deal is known by its name, whichever lead it was opened from. */
async function creditsOf({ store }: MemoryStack, lead: LeadId) {
  const deals = (await store.listLead(lead)).flatMap(({ entity }) => (entity.type === 'opportunity' ? [entity] : []))
  const campaigns = [...(await store.listCampaigns()).map(({ entity }) => entity.id), '(unattributed)']
  const lines = (await Promise.all(campaigns.map((campaign) => store.listCredits(campaign)))).flat()
  return deals
    .map(({ id, name, amountMinor }) => {
      const own = lines.map(({ entity }) => entity).filter(({ opportunity }) => opportunity === id)
      const pipeline = foldCredits(own.filter(({ basis }) => basis === 'pipeline'))
      for (const model of attributionModels)
        expect(pipeline.reduce((sum, { amounts }) => sum + (amounts[model] ?? 0), 0)).toBe(amountMinor)
      return { name, shares: foldCredits(own).toSorted((one, other) => (one.campaign < other.campaign ? -1 : 1)) }
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

const steady = ['deals', 'pipelineMinor', 'wonDeals', 'revenueMinor', 'customers', 'reached.lead']

/** What the reports count of deals and of the ways to them. */
async function countersOf({ store }: MemoryStack) {
  const dimensions = ['source', 'segment', 'credits.segment', 'paths']
  const counters = (await Promise.all(dimensions.map((dimension) => store.listCounters(dimension)))).flat()
  const sums = new Map<string, number>()
  for (const { scope, period, counts } of counters) {
    const isWhole = ['paths', 'credits.segment'].includes(scopeParts(scope).dimension)
    for (const [name, count] of Object.entries(counts)) {
      const key = `${period} ${scope} ${name}`
      if (isWhole || steady.includes(name)) sums.set(key, (sums.get(key) ?? 0) + count)
    }
  }
  return Object.fromEntries([...sums].filter(([, count]) => count !== 0).toSorted())
}

async function talliesOf({ store }: MemoryStack) {
  const tallies = [...(await store.listTallies('first')), ...(await store.listTallies('second'))]
  return ['first', 'second'].map((campaign) =>
    tallies.filter((tally) => tally.campaign === campaign).reduce((sum, { counts }) => sum + (counts.leads ?? 0), 0),
  )
}

test('whenever two leads are merged, ledger and reports end up the same', { timeout: 120_000 }, async () => {
  const some = fc.array(happening, { minLength: 1, maxLength: 7 })
  await fc.assert(
    fc.asyncProperty(some, fc.nat({ max: 7 }), async (happenings, between) => {
      const last = await outcomeOf(happenings, happenings.length)
      expect(await outcomeOf(happenings, 0)).toEqual(last)
      expect(await outcomeOf(happenings, between)).toEqual(last)
      expect(last.tallies.reduce((sum, leads) => sum + leads, 0)).toBe(1)
    }),
    { numRuns: 15 },
  )
})
