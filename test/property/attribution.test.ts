import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { correctCredits, creditTouches, foldCredits, talliesOf, talliesOfAll } from '../../shared/domain/attribution.ts'
import type { Counts, Tally } from '../../shared/domain/campaign.ts'
import type { Credit, Opportunity, OpportunityState } from '../../shared/domain/opportunity.ts'
import { attributionModels } from '../../shared/domain/playbook.ts'
import { campaignReport } from '../../shared/domain/report.ts'
import type { Touch } from '../../shared/domain/touch.ts'
import { leadIdOf, oneOfEach } from '../support/sample-entities.ts'

const lookback = 50

const touches = fc
  .array(
    fc.record({
      at: fc.nat(200),
      kind: fc.constantFrom('form', 'call', 'click', 'note' as const),
      campaign: fc.option(fc.constantFrom('ads', 'mail', 'event'), { nil: undefined }),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map(
      ({ at, kind, campaign }, index): Touch => ({
        type: 'touch',
        id: `touch_${index}`,
        leadId: leadIdOf(1),
        at,
        kind,
        event: 'x',
        ...(campaign === undefined ? {} : { campaign }),
        ...(kind === 'note' ? { by: 'sally' } : {}),
      }),
    ),
  )

const state: fc.Arbitrary<OpportunityState> = fc.oneof(
  fc.constant<OpportunityState>({ status: 'open', stage: 'demo' }),
  fc
    .record({ after: fc.nat(100), amountMinor: fc.oneof(fc.nat(3), fc.nat(1_000_000)) })
    .map(({ after, amountMinor }): OpportunityState => ({ status: 'won', closedAt: 100 + after, amountMinor })),
  fc.constant<OpportunityState>({ status: 'lost', closedAt: 150, reason: 'x' }),
)

/** What people do to a deal, one edit after the other; each is settled before the next. */
const edits = fc.array(
  fc.record({
    amountMinor: fc.oneof(fc.nat(3), fc.nat(1_000_000)),
    openedAt: fc.integer({ min: 60, max: 100 }),
    state,
    known: fc.nat(12),
  }),
  { minLength: 1, maxLength: 6 },
)

/** Settles a deal after each edit; touches may become known in between. */
function ledgerOf(
  journey: readonly Touch[],
  changes: readonly (Pick<Opportunity, 'amountMinor' | 'openedAt' | 'state'> & { known: number })[],
) {
  const ledger: Credit[] = []
  const all: { at: number; counts: Counts }[] = []
  let deal: Opportunity = { ...oneOfEach.opportunity, credited: {} }
  for (const { known, ...change } of changes) {
    const input = { opportunity: { ...deal, ...change }, touches: journey.slice(0, known), lookback, previous: ledger }
    const settled = correctCredits(input)
    ledger.push(...settled.lines)
    all.push(...talliesOfAll(settled.lines))
    deal = settled.opportunity
  }
  return { ledger, deal, all, touches: journey.slice(0, changes.at(-1)?.known) }
}

function sumOf(lines: readonly Credit[], pick: (line: Credit) => number): number {
  return lines.reduce((sum, line) => sum + pick(line), 0)
}

describe('promise 8: credits', () => {
  it("of a deal sum to its amount in every model, whatever was done to it; the ledger's days follow", () => {
    fc.assert(
      fc.property(touches, edits, (journey, changes) => {
        const { ledger, deal } = ledgerOf(journey, changes)
        const revenueMinor = deal.state.status === 'won' ? deal.state.amountMinor : 0
        for (const model of attributionModels) {
          const pipeline = ledger.filter((line) => line.basis === 'pipeline')
          const revenue = ledger.filter((line) => line.basis === 'revenue')
          expect(sumOf(pipeline, (line) => line.amounts[model] ?? 0)).toBe(deal.amountMinor)
          expect(sumOf(revenue, (line) => line.amounts[model] ?? 0)).toBe(revenueMinor)
          const elsewhere = pipeline.filter((line) => line.at !== deal.openedAt)
          for (const lines of Map.groupBy(elsewhere, (line) => `${line.campaign} ${line.at}`).values()) {
            expect([
              sumOf(lines, (line) => line.amounts[model] ?? 0),
              sumOf(lines, (line) => line.deals[model] ?? 0),
            ]).toEqual([0, 0])
          }
        }
      }),
    )
  })

  it('are never written twice under one key, and settling again writes nothing', () => {
    fc.assert(
      fc.property(touches, edits, (journey, changes) => {
        const { ledger, deal, touches: known } = ledgerOf(journey, changes)
        const keys = ledger.map((line) => `${line.campaign} ${line.opportunity} ${line.basis} ${line.round} ${line.at}`)
        expect(new Set(keys).size).toBe(keys.length)
        expect(correctCredits({ opportunity: deal, touches: known, lookback, previous: ledger }).lines).toEqual([])
      }),
    )
  })

  it('are what a deal credited afresh would have once corrected, from the lines that stand alone', () => {
    fc.assert(
      fc.property(touches, edits, (journey, changes) => {
        const { ledger, deal } = ledgerOf(journey, changes)
        const stands = ledger.filter(({ basis, round }) => deal.credited[basis]?.round === round)
        const input = { touches: journey, lookback }
        const corrected = correctCredits({ ...input, opportunity: deal, previous: stands })
        ledger.push(...corrected.lines)
        const afresh = correctCredits({ ...input, opportunity: { ...deal, credited: {} }, previous: [] })
        for (const basis of ['pipeline', 'revenue'] as const) {
          const sums = (lines: readonly Credit[]) =>
            foldCredits(lines.filter((line) => line.basis === basis)).toSorted((one, other) =>
              one.campaign < other.campaign ? -1 : 1,
            )
          expect(sums(ledger)).toEqual(sums(afresh.lines))
        }
        expect(correctCredits({ ...input, opportunity: corrected.opportunity, previous: ledger }).lines).toEqual([])
      }),
    )
  })

  it('can be taken back from the campaigns, time and round that the deal remembers', () => {
    fc.assert(
      fc.property(touches, edits, (journey, changes) => {
        const { ledger, deal } = ledgerOf(journey, changes)
        for (const basis of ['pipeline', 'revenue'] as const) {
          const stands = deal.credited[basis]
          const lines = ledger.filter((line) => line.basis === basis && line.round === stands?.round)
          const remembered = stands?.withdrawn ? [] : lines
          expect(stands?.campaigns ?? []).toEqual(remembered.map(({ campaign }) => campaign))
          for (const line of remembered) expect(line.at).toBe(stands?.at)
        }
      }),
    )
  })

  it('go to the first and the last touch, and evenly to all, in any order of touches', () => {
    fc.assert(
      fc.property(touches, fc.nat(1_000_000), (journey, amountMinor) => {
        const opportunity: Opportunity = { ...oneOfEach.opportunity, amountMinor, openedAt: 100, credited: {} }
        const settle = (some: readonly Touch[]) =>
          correctCredits({ opportunity, touches: some, lookback, previous: [] }).lines
        const lines = settle(journey)
        expect(settle(journey.toReversed())).toEqual(lines)
        const shares = creditTouches(journey, { from: 100 - lookback, until: 100 }).map(
          ({ campaign }) => campaign ?? '(unattributed)',
        )
        const credited = shares.length > 0 ? shares : ['(unattributed)']
        expect(lines.find((line) => line.deals.first === 1)?.campaign).toBe(credited[0])
        expect(lines.find((line) => line.deals.last === 1)?.campaign).toBe(credited.at(-1))
        for (const line of lines) {
          const part = credited.filter((campaign) => campaign === line.campaign).length
          expect(Math.abs(line.amounts.even - (amountMinor * part) / credited.length)).toBeLessThan(part)
        }
      }),
    )
  })

  it('and counters agree: the report over the ledger totals the deal, counted once', () => {
    fc.assert(
      fc.property(touches, edits, fc.constantFrom(...attributionModels), (journey, changes, model) => {
        const { ledger, deal, all } = ledgerOf(journey, changes)
        const tally = (campaign: string, counts: Counts): Tally => ({
          type: 'tally',
          campaign,
          day: '2026-03-01',
          shard: 0,
          counts,
        })
        const campaigns = [...Map.groupBy(ledger, (line) => line.campaign)].map(([campaign, lines]) => ({
          campaign,
          tallies: lines.map((line) => tally(campaign, talliesOf(line))),
          spendMinor: 0,
        }))
        const { totals } = campaignReport({ model, campaigns, all: all.map(({ counts }) => tally('(all)', counts)) })
        const { state } = deal
        expect(totals).toMatchObject({
          opportunities: 1,
          pipelineMinor: deal.amountMinor,
          won: state.status === 'won' ? 1 : 0,
          revenueMinor: state.status === 'won' ? state.amountMinor : 0,
        })
      }),
    )
  })
})
