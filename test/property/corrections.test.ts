import fc from 'fast-check'
import { expect, it } from 'vitest'
import { correctionLines, foldCredits } from '../../shared/domain/attribution/ledger.ts'
import { type CampaignShare, sharesOf } from '../../shared/domain/attribution/shares.ts'
import type { Credit } from '../../shared/domain/opportunity.ts'
import { attributionModels } from '../../shared/domain/playbook.ts'
import type { Touch } from '../../shared/domain/touch.ts'
import { leadIdOf, oneOfEach } from '../support/sample-entities.ts'

const touches = fc
  .array(
    fc.record({
      at: fc.nat(100),
      kind: fc.constantFrom('form', 'call', 'click', 'meeting' as const),
      campaign: fc.option(fc.constantFrom('ads', 'mail', 'event', 'a b'), { nil: undefined }),
    }),
    { maxLength: 9 },
  )
  .map((list) =>
    list
      .toSorted((one, other) => one.at - other.at)
      .map(
        ({ at, kind, campaign }, index): Touch => ({
          type: 'touch',
          id: `touch_${index}`,
          leadId: leadIdOf(1),
          at,
          kind,
          event: 'x',
          ...(campaign === undefined ? {} : { campaign }),
        }),
      ),
  )
const due = fc.record({ amountMinor: fc.oneof(fc.nat(7), fc.maxSafeNat()), at: fc.constantFrom(100, 101) })
const rules = fc.record({ openedAt: fc.nat(100), halfLife: fc.integer({ min: 1, max: 1000 }) })
/** What a deal ought to have: something, or nothing any more. */
const target: fc.Arbitrary<readonly CampaignShare[]> = fc.oneof(
  fc.constant([]),
  fc.tuple(due, touches, rules).map(([one, journey, rule]) => sharesOf(one, journey, rule)),
)

const { id: opportunity } = oneOfEach.opportunity
const sorted = (shares: readonly CampaignShare[]) =>
  shares.toSorted((one, other) => (`${one.at} ${one.campaign}` < `${other.at} ${other.campaign}` ? -1 : 1))

it('an amount is shared out to the minor unit by every model, whatever the touches', () => {
  fc.assert(
    fc.property(due, touches, rules, (one, journey, rule) => {
      const shares = sharesOf(one, journey, rule)
      for (const model of attributionModels) {
        const parts = shares.map(({ amounts }) => amounts[model] ?? Number.NaN)
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(one.amountMinor))
        expect(parts.every((part) => part >= 0)).toBe(true)
        expect(shares.some(({ deals }) => deals[model] === 1)).toBe(true)
        for (const share of shares) if (share.deals[model] === 0) expect(share.amounts[model]).toBe(0)
      }
    }),
  )
})

it('after any sequence of targets the ledger folds to the last, no key is used twice, and repeating adds nothing', () => {
  fc.assert(
    fc.property(fc.array(target, { minLength: 1, maxLength: 6 }), (targets) => {
      const ledger: Credit[] = []
      for (const next of targets) {
        ledger.push(...correctionLines({ opportunity, basis: 'revenue', posted: ledger, target: next }))
        expect(correctionLines({ opportunity, basis: 'revenue', posted: ledger, target: next })).toEqual([])
        expect(sorted(foldCredits(ledger))).toEqual(sorted(next))
      }
      const keys = ledger.map(({ campaign, round, at }) => `${campaign}/${round}/${at}`)
      expect(new Set(keys).size).toBe(keys.length)
      expect(foldCredits(ledger.toReversed())).toHaveLength(targets.at(-1)?.length ?? 0)
    }),
  )
})
