import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRandom } from '../../bench/load/random.ts'
import { createMemoryStore } from '../../shared/adapters/memory/store.ts'
import { closedDeals } from '../../shared/domain/reports/closed-deals.ts'
import { day } from '../../shared/domain/time.ts'
import { readCalibration, readIdealCustomer, readSources } from '../../shared/pipeline/reports/marketing.ts'
import { readQuickRatio } from '../../shared/pipeline/reports/quick-ratio.ts'
import { readFunnel, readHours, readPursuit, readSpeed } from '../../shared/pipeline/reports/sales.ts'
import type { Store } from '../../shared/ports/store.ts'
import { choices, fillCounters, leadHistory, weeks } from '../support/lead-histories.ts'
import { closedIn, type Days, offersOf, truthOf } from '../support/report-truth.ts'
import { smallPlaybook } from '../support/rules.ts'

const timezone = smallPlaybook.workspace.timezone
const march = (date: number): string => `2026-03-${String(date).padStart(2, '0')}`

async function storeOf(histories: readonly ReturnType<typeof leadHistory>[]): Promise<Store> {
  const store = createMemoryStore()
  const entity = { type: 'playbookVersion', version: 1, publishedAt: 0, source: '', playbook: smallPlaybook } as const
  await store.commit([
    { kind: 'create', entity },
    { kind: 'create', entity: { type: 'currentPlaybook', version: 1 } },
  ])
  await fillCounters(store, histories)
  return store
}

const given = fc
  .record({
    seed: fc.nat(),
    leads: fc.integer({ min: 0, max: 200 }),
    from: fc.integer({ min: 1, max: 20 }),
    long: fc.integer({ min: 1, max: 11 }),
  })
  .map(({ seed, leads, from, long }) => {
    const random = createRandom(seed)
    const histories = Array.from({ length: leads }, (_, index) => leadHistory(random, index + 1))
    const days: Days = { from: march(from), to: march(from + long), timezone }
    return { histories, days }
  })

it('the funnel, pursuit and sources add up to what came in the period, in every dimension', async () => {
  await fc.assert(
    fc.asyncProperty(given, fc.constantFrom('source', 'campaign', 'territory', 'segment'), async (one, by) => {
      const { histories, days } = one
      const store = await storeOf(histories)
      const truth = truthOf(histories, days)
      const { from, to } = days
      const [funnel, pursuit, sources] = await Promise.all([
        readFunnel(store, { from, to, by }),
        readPursuit(store, { from, to, by }),
        readSources(store, { from, to, by }),
      ])
      const reached = (stage: string) => funnel.all.stages.find((row) => row.stage === stage)?.reached
      expect([reached('lead'), reached('won')]).toEqual([truth.leads, truth.customers])
      const inRows = funnel.rows.map(({ stages }) => stages[0]?.reached ?? 0)
      expect(inRows.reduce((sum, count) => sum + count, 0)).toBe(truth.leads)
      for (const { stage, reached: all, continued, waiting, lost } of funnel.all.stages)
        expect(continued + waiting + lost).toBe(stage === 'won' ? 0 : all)
      const { sent, accepted, touched } = truth
      expect(pursuit.all).toMatchObject({ sent, accepted, touched })
      const sum = (name: 'leads' | 'sent' | 'accepted' | 'won' | 'revenueMinor') =>
        sources.rows.reduce((total, row) => total + row[name], 0)
      expect([sum('leads'), sum('sent'), sum('accepted'), sum('won'), sum('revenueMinor')]).toEqual([
        truth.leads,
        sent,
        accepted,
        truth.customers,
        truth.revenueMinor,
      ])
    }),
    { numRuns: 40 },
  )
})

it('a filter gives what a fold over the leads it means gives', async () => {
  await fc.assert(
    fc.asyncProperty(given, fc.constantFrom(...choices.campaigns), async ({ histories, days }, campaign) => {
      const store = await storeOf(histories)
      const own = truthOf(histories, days, ({ lead }) => lead.firstCampaign === campaign)
      const { from, to } = days
      const { all } = await readFunnel(store, { from, to, campaign })
      expect([all.stages[0]?.reached, all.stages[6]?.reached]).toEqual([own.leads, own.customers])
      expect((await readPursuit(store, { from, to, campaign })).all.sent).toBe(own.sent)
    }),
    { numRuns: 30 },
  )
})

it('offers by rep and by hour, bands of scores, closed deals and traits add up', async () => {
  await fc.assert(
    fc.asyncProperty(given, async ({ histories, days }) => {
      const store = await storeOf(histories)
      const { from, to } = days
      const period = { from, to }
      const byRep = await readPursuit(store, { ...period, by: 'rep' })
      const { sent, accepted, declined } = offersOf(histories, days)
      expect(byRep.all).toMatchObject({ ...offersOf(histories, days) })
      for (const { name, ...row } of byRep.rows) expect(row).toMatchObject(offersOf(histories, days, name))
      const hours = await readHours(store, period)
      const sum = (rows: readonly number[]) => rows.reduce((total, count) => total + count, 0)
      expect([sum(hours.map(({ offers }) => offers)), sum(hours.map((row) => row.accepted))]).toEqual([sent, accepted])
      expect(declined).toBe(byRep.all.declined)
      const speed = await readSpeed(store, { ...period, by: 'rep' })
      const measured = speed.all.steps.find(({ step }) => step === 'accepted')?.count ?? 0
      expect(measured).toBe(accepted)
      const truth = truthOf(histories, days)
      const { bands } = await readCalibration(store, period)
      expect([sum(bands.map(({ leads }) => leads)), sum(bands.map(({ won }) => won))]).toEqual([
        truth.leads,
        truth.customers,
      ])
      const closed = closedDeals(await store.listCounters('rules', from, to))
      const paths = closedDeals(await store.listCounters('paths', from, to))
      for (const deals of [closed, paths])
        expect({ won: sum(deals.map(({ won }) => won)), lost: sum(deals.map(({ lost }) => lost)) }).toEqual(
          closedIn(histories, days),
        )
      expect((await readIdealCustomer(store, period)).won).toBe(truth.customers)
    }),
    { numRuns: 30 },
  )
})

it('cohorts have the pipeline of all their leads once they are old enough', async () => {
  await fc.assert(
    fc.asyncProperty(given, async ({ histories }) => {
      const store = await storeOf(histories)
      const campaigns = choices.campaigns.filter((id) => id !== '(unattributed)')
      await store.commit(
        campaigns.map((id) => ({
          kind: 'create',
          entity: { type: 'campaign', id, name: id, channel: 'x', declared: true },
        })),
      )
      const { all, rows } = await readQuickRatio(store, {}, weeks.from + 200 * day)
      // Deals open within 20 days of their acceptance, so all of them within 30 days of the lead.
      const truth = truthOf(histories, { from: '2026-03-01', to: '2026-04-01', timezone })
      const inAges = (all[0]?.ages ?? []).map((one) => (one.kind === 'ratio' ? one.pipelineMinor : undefined))
      if (truth.leads > 0) expect(inAges).toEqual([truth.pipelineMinor, truth.pipelineMinor, truth.pipelineMinor])
      const leads = rows.flatMap(({ cohorts }) => cohorts.map((cohort) => cohort.leads))
      expect(leads.reduce((sum, count) => sum + count, 0)).toBe(truth.leads)
    }),
    { numRuns: 20 },
  )
})
