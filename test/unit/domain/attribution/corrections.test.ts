import { describe, expect, it } from 'vitest'
import { correctionLines } from '../../../../shared/domain/attribution/ledger.ts'
import { correctCredits, ledgerAsOf, ledgerTallies, tallyDifferences } from '../../../../shared/domain/attribution.ts'
import type { Credit, Opportunity } from '../../../../shared/domain/opportunity.ts'
import { day } from '../../../../shared/domain/time.ts'
import type { Touch } from '../../../../shared/domain/touch.ts'
import { touchOf } from '../../../support/rules.ts'
import { noon, oneOfEach } from '../../../support/sample-entities.ts'

const open: Opportunity = { ...oneOfEach.opportunity, amountMinor: 100_00, openedAt: noon, credited: {} }
const won = { status: 'won', closedAt: noon + 9 * day, amountMinor: 80_00 } as const
const touch = (campaign: string, at: number): Touch => touchOf('form.demo', at, { campaign })
const ads = touch('ads', noon - 2 * day)
const mail = touch('mail', noon - day)

function corrected(opportunity: Opportunity, touches: readonly Touch[], previous: readonly Credit[], now = noon) {
  return correctCredits({ opportunity, touches, lookback: 180 * day, previous, now })
}

const revenue = (lines: readonly Credit[]) => lines.filter(({ basis }) => basis === 'revenue')
const brief = ({ campaign, round, amounts }: Credit) => `${campaign} ${round}: ${amounts.even}`

describe('correcting a deal', () => {
  const first = corrected({ ...open, state: won }, [ads], [])

  it('writes nothing when all is right', () => {
    expect(revenue(first.lines).map(brief)).toEqual(['ads 1: 8000'])
    expect(corrected(first.opportunity, [ads], first.lines)).toEqual({
      lines: [],
      opportunity: first.opportunity,
      isComplete: true,
    })
  })

  it('takes a late touch, or those of a merged lead, into account', () => {
    const late = corrected(first.opportunity, [ads, mail], first.lines, noon + day)
    expect(revenue(late.lines).map(brief)).toEqual(['ads 2: -8000', 'ads 3: 4000', 'mail 3: 4000'])
    expect(late.lines.every(({ postedAt }) => postedAt === noon + day)).toBe(true)
    expect(corrected(late.opportunity, [ads, mail], [...first.lines, ...late.lines]).lines).toEqual([])
  })

  it('takes back what was won when the deal is reopened, and part of it when it is refunded', () => {
    const reopened = corrected({ ...first.opportunity, state: open.state }, [ads], first.lines)
    expect(revenue(reopened.lines).map(brief)).toEqual(['ads 2: -8000'])
    const refunded = corrected({ ...first.opportunity, state: { ...won, amountMinor: 30_00 } }, [ads], first.lines)
    expect(revenue(refunded.lines).map(brief)).toEqual(['ads 2: -8000', 'ads 3: 3000'])
  })

  it('credits models that a line of an older version lacks', () => {
    const old = first.lines.map(({ amounts, deals, postedAt: _, ...line }): Credit => {
      const three = <T>({ first, last, even }: Readonly<Record<'first' | 'last' | 'even', T>>) => ({
        first,
        last,
        even,
      })
      return { ...line, amounts: three(amounts), deals: three(deals) }
    })
    const { lines } = corrected(first.opportunity, [ads], old)
    expect(lines.map(({ amounts }) => [amounts.even, amounts.position])).toEqual([
      [-100_00, undefined],
      [100_00, 100_00],
      [-80_00, undefined],
      [80_00, 80_00],
    ])
    const before = ledgerTallies(old, 'UTC')
    for (const { counts } of before) expect(Object.keys(counts).some((name) => name.endsWith('.position'))).toBe(false)
    const after = ledgerTallies(lines, 'UTC', before)
    const all = after.filter(({ campaign, counts }) => campaign === '(all)' && counts['won.even'] !== undefined)
    // Of the day, and of its month.
    expect(all.map(({ counts }) => [counts['revenueMinor.even'], counts['revenueMinor.position']])).toEqual([
      [80_00, 80_00],
      [80_00, 80_00],
    ])
  })
})

describe('the ledger', () => {
  const first = corrected({ ...open, state: won }, [ads], [])
  const late = corrected(first.opportunity, [ads, mail], first.lines, noon + day)

  it('can be read as of any past day', () => {
    const all = [...first.lines, ...late.lines]
    expect(ledgerAsOf(all, noon)).toEqual(first.lines)
    expect(ledgerAsOf(all, noon + day)).toEqual(all)
    const old = { ...oneOfEach.credit, at: noon }
    expect(ledgerAsOf([old], noon - 1)).toEqual([])
    expect(ledgerAsOf([old], noon)).toEqual([old])
  })

  it('is compared with the counters, which may come by shard', () => {
    const expected = ledgerTallies(first.lines, 'UTC')
    const shards = expected.flatMap((one) => [
      { ...one, counts: { ...one.counts, leads: 3 } },
      { ...one, counts: {} },
    ])
    expect(tallyDifferences(expected, shards)).toEqual([])
    const day = expected[0]
    const wrong = [...shards, { campaign: 'ads', day: day?.day ?? '', counts: { 'pipelineMinor.last': -1 } }]
    expect(tallyDifferences(expected, wrong)).toEqual([
      { campaign: 'ads', day: day?.day, name: 'pipelineMinor.last', is: 99_99, shouldBe: 100_00 },
    ])
    expect(tallyDifferences([], expected).length).toBeGreaterThan(0)
  })

  it('of one deal is put right even from lines that are not those of one round', () => {
    const [line] = revenue(first.lines)
    if (line === undefined) throw new Error('a won deal has a line')
    const doubled = [line, { ...line, round: 2 }]
    const { opportunity } = line
    expect(correctionLines({ opportunity, basis: 'revenue', posted: doubled, target: [line] }).map(brief)).toEqual([
      'ads 3: -16000',
      'ads 4: 8000',
    ])
  })
})
