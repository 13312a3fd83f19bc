import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRandom } from '../../bench/load/random.ts'
import { createMemoryStore } from '../../shared/adapters/memory/store.ts'
import { dayOf } from '../../shared/domain/calendar.ts'
import { attributionModels } from '../../shared/domain/playbook.ts'
import { monthly } from '../../shared/domain/report-entry.ts'
import { closedDeals } from '../../shared/domain/reports/closed-deals.ts'
import { contributionsOf } from '../../shared/domain/reports/contributions.ts'
import { coordinatesOf, type LeadHistory, neverOffered, sizeBand } from '../../shared/domain/reports/coordinates.ts'
import { sumOf } from '../../shared/domain/reports/counts.ts'
import { day } from '../../shared/domain/time.ts'
import { readCampaignReport } from '../../shared/pipeline/reports/campaigns.ts'
import { readCalibration, readIdealCustomer, readSources } from '../../shared/pipeline/reports/marketing.ts'
import { readQuickRatio } from '../../shared/pipeline/reports/quick-ratio.ts'
import { readFunnel, readHours, readPursuit, readSpeed } from '../../shared/pipeline/reports/sales.ts'
import { coverOf } from '../../shared/pipeline/reports/selection.ts'
import type { Store } from '../../shared/ports/store.ts'
import { choices, countingRules, fillCounters, leadHistory, weeks } from '../support/lead-histories.ts'
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
    // Days within a month, a whole month, and a month with days before and after it.
    kind: fc.constantFrom('days', 'days', 'month', 'both'),
  })
  .map(({ seed, leads, from, long, kind }) => {
    const random = createRandom(seed)
    const histories = Array.from({ length: leads }, (_, index) => leadHistory(random, index + 1))
    const days: Days = {
      days: { from: march(from), to: march(from + long), timezone },
      month: { from: march(1), to: '2026-04-01', timezone },
      both: { from: '2026-02-20', to: '2026-04-05', timezone },
    }[kind]
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

it('a campaign with a segment or territory gives what a fold over the leads they mean gives', async () => {
  const narrowed = fc.oneof(
    fc.constantFrom(...choices.employees).map((employees) => ({ segment: sizeBand(employees) })),
    fc.constantFrom(...choices.territories, neverOffered).map((territory) => ({ territory })),
  )
  await fc.assert(
    fc.asyncProperty(given, fc.constantFrom(...choices.campaigns), narrowed, async (one, campaign, part) => {
      const { histories, days } = one
      const store = await storeOf(histories)
      const isPart = (history: LeadHistory): boolean => {
        const { segment, territory } = coordinatesOf(history)
        return 'segment' in part ? segment === part.segment : territory === part.territory
      }
      const own = truthOf(histories, days, (history) => isPart(history) && history.lead.firstCampaign === campaign)
      const query = { from: days.from, to: days.to, campaign, ...part }
      expect((await readPursuit(store, query)).all).toMatchObject({ sent: own.sent, accepted: own.accepted })
      const [source] = (await readSources(store, query)).rows
      expect([source?.leads ?? 0, source?.revenueMinor ?? 0]).toEqual([own.leads, own.revenueMinor])
      await registerAll(store)
      const [row, ...others] = (await readCampaignReport(store, { ...query, model: 'first' })).rows
      expect(others).toEqual([])
      const inDays = (at: number): boolean => {
        const date = dayOf(at, timezone)
        return date >= days.from && date < days.to
      }
      const deals = histories
        .filter((history) => isPart(history) && history.touches[0]?.campaign === named(campaign))
        .flatMap((history) => history.deals)
      expect(row).toMatchObject({
        leads: own.leads,
        hotLeads: histories.filter(
          (history) =>
            isPart(history) &&
            history.lead.firstCampaign === campaign &&
            history.lead.hotAt !== undefined &&
            inDays(history.lead.hotAt),
        ).length,
        pipelineMinor: deals.reduce((sum, deal) => sum + (inDays(deal.openedAt) ? deal.amountMinor : 0), 0),
        revenueMinor: deals.reduce(
          (sum, { state }) => sum + (state.status === 'won' && inDays(state.closedAt) ? state.amountMinor : 0),
          0,
        ),
        roi: null,
      })
    }),
    { numRuns: 60 },
  )
})

it('parts of a campaign report add up to the whole, by every model', async () => {
  await fc.assert(
    fc.asyncProperty(given, fc.constantFrom(...attributionModels), async ({ histories }, model) => {
      const store = await storeOf(histories)
      await registerAll(store)
      const sumOfParts = async (parts: readonly object[]) => {
        const reports = await Promise.all(parts.map((part) => readCampaignReport(store, { ...part, model })))
        const sum = (name: 'leads' | 'hotLeads' | 'pipelineMinor' | 'revenueMinor') =>
          reports.reduce((total, { totals }) => total + totals[name], 0)
        return [sum('leads'), sum('hotLeads'), sum('pipelineMinor'), sum('revenueMinor')]
      }
      const deals = histories.flatMap((history) => history.deals)
      const whole = [
        histories.length,
        histories.filter(({ lead }) => lead.hotAt !== undefined).length,
        deals.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        deals.reduce((sum, { state }) => sum + (state.status === 'won' ? state.amountMinor : 0), 0),
      ]
      expect(await sumOfParts(choices.employees.map((employees) => ({ segment: sizeBand(employees) })))).toEqual(whole)
      expect(await sumOfParts([...choices.territories, neverOffered].map((territory) => ({ territory })))).toEqual(
        whole,
      )
    }),
    { numRuns: 30 },
  )
})

it('what is kept by month is the sum of its days', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const counted = contributionsOf(leadHistory(createRandom(seed), 1), countingRules)
      const places = Object.entries(counted).map(([place, counts]) => {
        const bar = place.indexOf('|')
        return { period: place.slice(0, bar), scope: place.slice(bar + 1), counts }
      })
      const sum = (scope: string, month: string): Readonly<Record<string, number>> =>
        sumOf(places.filter((one) => one.scope === scope && one.period.startsWith(month)))
      for (const { period, scope, counts } of places) {
        if (!scope.startsWith('monthly.') || scope.startsWith('monthly.pace.')) continue
        const days = sum(scope.slice('monthly.'.length), period)
        for (const [name, count] of Object.entries(counts))
          if (!name.startsWith('a')) expect([scope, name, days[name]]).toEqual([scope, name, count])
      }
      for (const { period, scope, counts } of places) {
        if (period.length === '2026-03'.length || !/^(rep|hours|paths|rules|credits)/.test(scope)) continue
        const months = sum(monthly(scope), period.slice(0, '2026-03'.length))
        for (const name of Object.keys(counts))
          expect([scope, name, months[name] === undefined]).toEqual([scope, name, false])
      }
    }),
  )
})

it('a period is covered by whole months and days, each day once', () => {
  const aDay = fc.nat(800).map((number) => new Date(Date.UTC(2025, 0, 1) + number * day).toISOString().slice(0, 10))
  const end = fc.option(aDay, { nil: undefined })
  fc.assert(
    fc.property(end, end, fc.array(aDay, { minLength: 1, maxLength: 40 }), (one, other, looked) => {
      const [from, to] = one !== undefined && other !== undefined && one > other ? [other, one] : [one, other]
      if (from !== undefined && from === to) return
      const within = (value: string, range: { from?: string | undefined; to?: string | undefined }): boolean =>
        (range.from === undefined || value >= range.from) && (range.to === undefined || value < range.to)
      const { months, days } = coverOf({ from, to })
      const edges = [from, to].flatMap((edge) => (edge === undefined ? [] : [edge]))
      for (const date of [...looked, ...edges]) {
        const times =
          days.filter((range) => within(date, range)).length +
          (months !== undefined && within(date.slice(0, 7), months) ? 1 : 0)
        expect([date, times]).toEqual([date, within(date, { from, to }) ? 1 : 0])
      }
      expect(days.length).toBeLessThanOrEqual(2)
    }),
    { numRuns: 2_000 },
  )
})

const named = (campaign: string) => (campaign === '(unattributed)' ? undefined : campaign)

async function registerAll(store: Store): Promise<void> {
  await store.commit(
    choices.campaigns
      .filter((id) => id !== '(unattributed)')
      .map((id) => ({ kind: 'create', entity: { type: 'campaign', id, name: id, channel: 'x', declared: true } })),
  )
}
