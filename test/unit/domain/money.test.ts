import { describe, expect, it } from 'vitest'
import { minorDigits, parseMinor, splitMinor } from '../../../shared/domain/money.ts'

describe('splitting an amount', () => {
  it.each<readonly [number, readonly number[], readonly number[]]>([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [101, [1, 1, 1], [34, 34, 33]],
    [100, [1, 2], [33, 67]],
    [100, [1, 2, 0], [33, 67, 0]],
    [1, [1, 1], [1, 0]],
    [0, [1, 1], [0, 0]],
    [10, [0.5, 0.25, 0.25], [5, 3, 2]],
    [Number.MAX_SAFE_INTEGER, [1], [Number.MAX_SAFE_INTEGER]],
    [7, [5], [7]],
  ])('%d by %j is %j', (amount, weights, parts) => {
    expect(splitMinor(amount, weights)).toEqual(parts)
  })

  it.each<readonly [number, readonly number[]]>([
    [1, []],
    [1, [0, 0]],
    [1, [1, -1]],
    [1, [Number.NaN]],
    [0.5, [1]],
    [2 ** 53, [1]],
  ])('%d by %j can not be', (amount, weights) => {
    expect(() => splitMinor(amount, weights)).toThrow(RangeError)
  })
})

describe('reading an amount', () => {
  it.each<readonly [string, string, number | undefined]>([
    ['60000.0', 'BRL', 6_000_000],
    ['0.0', 'BRL', 0],
    ['12.5', 'USD', 1250],
    [' 12.50 ', 'USD', 1250],
    ['0.29', 'USD', 29],
    ['12.500', 'USD', 1250],
    ['12.501', 'USD', undefined],
    ['12', 'JPY', 12],
    ['12.0', 'JPY', 12],
    ['12.5', 'JPY', undefined],
    ['1.234', 'KWD', 1234],
    ['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
    ['90071992547409.92', 'USD', undefined],
    ['-1', 'USD', undefined],
    ['+1', 'USD', undefined],
    ['1,000', 'USD', undefined],
    ['1e3', 'USD', undefined],
    ['.5', 'USD', undefined],
    ['5.', 'USD', undefined],
    ['', 'USD', undefined],
    ['$5', 'USD', undefined],
    ['5', 'QQQ', undefined],
    ['5', 'usd', undefined],
  ])('%j in %s is %s', (text, currency, amount) => {
    expect(parseMinor(text, currency)).toBe(amount)
  })

  it('knows how many decimals a currency has', () => {
    expect(['USD', 'JPY', 'KWD', 'nope'].map(minorDigits)).toEqual([2, 0, 3, undefined])
  })
})
