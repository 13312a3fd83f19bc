import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sharesOf } from '../../shared/domain/attribution/shares.ts'
import { correctCredits, creditTouches, foldCredits } from '../../shared/domain/attribution.ts'
import type { Credit, Opportunity } from '../../shared/domain/opportunity.ts'
import { defaultCreditHalfLife } from '../../shared/domain/playbook.ts'
import type { Touch } from '../../shared/domain/touch.ts'
import { leadIdOf, oneOfEach } from '../support/sample-entities.ts'

const lookback = 1_000
const openedAt = 500

/** What becomes of a deal, and how many of the steps that would settle it are taken before the next thing happens. */
const happening = fc.record({
  amountMinor: fc.nat(1_000),
  state: fc.constantFrom<Opportunity['state']>(
    { status: 'open', stage: 'discovery' },
    { status: 'won', closedAt: 600, amountMinor: 77 },
    { status: 'won', closedAt: 650, amountMinor: 0 },
    { status: 'lost', closedAt: 600, reason: 'price' },
  ),
  campaigns: fc.array(fc.nat(12), { maxLength: 9 }),
  steps: fc.nat(4),
})

function touchesOf(campaigns: readonly number[]): readonly Touch[] {
  return campaigns.map((campaign, index) => ({
    type: 'touch',
    id: `touch_${index}`,
    leadId: leadIdOf(1),
    at: 100 + 60 * index,
    kind: 'form',
    event: 'form.x',
    campaign: `c-${campaign}`,
  }))
}

const keyOf = ({ campaign, at, opportunity, basis, round }: Credit): string =>
  `${campaign} ${at} ${opportunity} ${basis} ${round}`

it('a deal of many campaigns is settled in steps of few lines, whatever happens to it in between', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 7 }), (life, most) => {
      let deal: Opportunity = { ...oneOfEach.opportunity, credited: {}, openedAt }
      let ledger: readonly Credit[] = []
      let touches: readonly Touch[] = []
      const step = (): boolean => {
        const settled = correctCredits({ opportunity: deal, touches, lookback, previous: ledger, mostLines: most })
        expect(settled.lines.length).toBeLessThanOrEqual(most)
        expect(settled.isComplete || settled.lines.length > 0).toBe(true)
        ledger = [...ledger, ...settled.lines]
        expect(new Set(ledger.map(keyOf)).size).toBe(ledger.length)
        deal = settled.opportunity
        return settled.isComplete
      }
      for (const { steps, campaigns, ...change } of life) {
        deal = { ...deal, ...change }
        touches = touchesOf(campaigns)
        for (let taken = 0; taken < steps; taken += 1) step()
      }
      let steps = 0
      while (!step()) {
        steps += 1
        if (steps > 200) throw new Error('it does not come to an end')
      }
      expect(step()).toBe(true)
      for (const basis of ['pipeline', 'revenue'] as const) {
        const lines = ledger.filter((line) => line.basis === basis)
        expect(foldCredits(lines).toSorted(byCampaign)).toEqual([...wanted(deal, touches, basis)].toSorted(byCampaign))
      }
    }),
    { numRuns: 300 },
  )
})

const byCampaign = (one: { readonly campaign: string }, other: { readonly campaign: string }) =>
  one.campaign < other.campaign ? -1 : 1

function wanted({ state, amountMinor }: Opportunity, touches: readonly Touch[], basis: 'pipeline' | 'revenue') {
  if (basis === 'revenue' && state.status !== 'won') return []
  const due =
    basis === 'revenue' && state.status === 'won'
      ? { amountMinor: state.amountMinor, at: state.closedAt }
      : { amountMinor, at: openedAt }
  const window = { from: openedAt - lookback, until: due.at }
  return sharesOf(due, creditTouches(touches, window), { openedAt, halfLife: defaultCreditHalfLife })
}
