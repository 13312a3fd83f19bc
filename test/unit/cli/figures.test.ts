import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amount, count, ratio, span } from '../../../local/cli/figures.ts'
import { table } from '../../../local/cli/table.ts'

describe('amount', () => {
  test.each([
    [123_450, 'USD', '1,234.50'],
    [5, 'USD', '0.05'],
    [-199, 'BRL', '-1.99'],
    [1_234, 'JPY', '1,234'],
    [1_234, 'KWD', '1.234'],
  ])('%i minor units of %s are %s', (minor, currency, text) => {
    expect(amount(minor, currency)).toBe(text)
  })

  test('no cent is lost, however large the amount', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (minor) => {
        expect(BigInt(amount(minor, 'USD').replaceAll(/[,.]/g, ''))).toBe(BigInt(minor))
      }),
    )
  })
})

test('a count has its thousands marked, and a ratio that is none is a dash', () => {
  expect([count(8_000), ratio(1.234), ratio(null)]).toEqual(['8,000', '1.23', '-'])
})

test.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [65_000, '1 min 05 s'],
  [3_600_000, '1 h 00 min'],
])('%i ms are %s', (milliseconds, text) => {
  expect(span(milliseconds)).toBe(text)
})

test('a table stands aligned, numbers at the right, totals under a rule', () => {
  const columns = [{ title: 'Name' }, { title: 'Leads', align: 'right' }] as const
  expect(
    table(
      columns,
      [
        ['social', '1,350'],
        ['e', '5'],
      ],
      ['all', '1,355'],
    ),
  ).toBe(
    ['Name    Leads', '------  -----', 'social  1,350', 'e           5', '------  -----', 'all     1,355', ''].join(
      '\n',
    ),
  )
})
