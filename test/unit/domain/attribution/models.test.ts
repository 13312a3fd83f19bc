import { describe, expect, it } from 'vitest'
import { sharesOf } from '../../../../shared/domain/attribution/shares.ts'
import type { AttributionModel } from '../../../../shared/domain/playbook.ts'
import { day } from '../../../../shared/domain/time.ts'
import type { Touch } from '../../../../shared/domain/touch.ts'
import { touchOf } from '../../../support/rules.ts'
import { noon } from '../../../support/sample-entities.ts'

const rules = { openedAt: noon, halfLife: 7 * day }
const touch = (campaign: string, at: number, rest: Partial<Touch> = {}): Touch =>
  touchOf('form.demo', at, { campaign, ...rest })
/** Touches of campaigns a, b, c …, a day apart, the last when the deal opened. */
const journey = (count: number, rest: Partial<Touch> = {}): readonly Touch[] =>
  Array.from({ length: count }, (_, index) =>
    touch(String.fromCharCode(97 + index), noon - (count - 1 - index) * day, rest),
  )

/** What each campaign has of an amount in a model, as `a 40`. */
function shared(model: AttributionModel, touches: readonly Touch[], amountMinor = 100): string {
  const shares = sharesOf({ amountMinor, at: noon + 90 * day }, touches, rules)
  return shares.map(({ campaign, amounts }) => `${campaign} ${amounts[model]}`).join(', ')
}

describe('position', () => {
  it.each([
    [1, 'a 100'],
    [2, 'a 50, b 50'],
    [3, 'a 40, b 20, c 40'],
    [4, 'a 40, b 10, c 10, d 40'],
    // 20 over three is 6⅔ each; the two units left go to the first two of the equal remainders.
    [5, 'a 40, b 7, c 7, d 6, e 40'],
  ])('of %i touches', (count, expected) => {
    expect(shared('position', journey(count))).toBe(expected)
  })

  it('adds up what the touches of one campaign have', () => {
    const touches = [touch('a', noon - 3), touch('b', noon - 2), touch('a', noon - 1), touch('b', noon)]
    expect(shared('position', touches)).toBe('a 50, b 50')
  })
})

describe('w-shaped', () => {
  const click = { kind: 'click' } as const

  it('gives 30 to the first touch, the one that made the lead and the one that made the deal; 10 to the rest', () => {
    const touches = [
      touch('seen', noon - 9 * day, click),
      touch('read', noon - 8 * day, click),
      touch('asked', noon - 7 * day),
      touch('met', noon - 6 * day, { kind: 'meeting' }),
      touch('priced', noon - day, click),
      touch('after', noon + day),
    ]
    expect(shared('w-shaped', touches, 300)).toBe('seen 90, read 10, asked 90, met 10, priced 90, after 10')
  })

  it.each([
    ['one touch is all three', [touch('a', noon - 1)], 'a 100'],
    ['the first of two made the lead', [touch('a', noon - 2), touch('b', noon - 1)], 'a 67, b 33'],
    ['the second of two made it', [touch('a', noon - 2, click), touch('b', noon - 1)], 'a 33, b 67'],
    ['the first of three made the lead', journey(3), 'a 60, b 10, c 30'],
    ['no touch made a lead: 30 and 30 and 10 of 70', journey(3, click), 'a 43, b 14, c 43'],
    ['all came after the opening', [touch('a', noon + 1, click), touch('b', noon + 2)], 'a 50, b 50'],
  ])('keeps proportions when %s', (_, touches, expected) => {
    expect(shared('w-shaped', touches)).toBe(expected)
  })
})

describe('time decay', () => {
  it('halves with each half-life', () => {
    const touches = [touch('a', noon - 14 * day), touch('b', noon - 7 * day), touch('c', noon)]
    expect(shared('time-decay', touches, 700)).toBe('a 100, b 200, c 400')
  })

  it('looks only at how far touches lie apart', () => {
    const old = [touch('a', noon - 1007 * day), touch('b', noon - 1000 * day)]
    expect(shared('time-decay', old, 300)).toBe('a 100, b 200')
  })

  it('gives something even after forty half-lives, and never fails beyond', () => {
    const far = [touch('a', noon - 40 * 7 * day), touch('b', noon)]
    expect(shared('time-decay', far, 2 ** 40 + 1)).toBe(`a 1, b ${2 ** 40}`)
    expect(shared('time-decay', [touch('a', 0), touch('b', noon)])).toBe('a 0, b 100')
  })
})

describe('every model', () => {
  it('gives what has no touch to nobody in particular', () => {
    const [share, ...more] = sharesOf({ amountMinor: 7, at: noon }, [], rules)
    expect(more).toEqual([])
    expect(share).toMatchObject({ campaign: '(unattributed)', at: noon })
    expect(new Set(Object.values(share?.amounts ?? {}))).toEqual(new Set([7]))
    expect(new Set(Object.values(share?.deals ?? {}))).toEqual(new Set([1]))
  })
})
