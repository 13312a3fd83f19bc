import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minorDigits, parseMinor, splitMinor } from '../../shared/domain/money.ts'

const amounts = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.maxSafeInteger())
const weights = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 1e6, noNaN: true })), {
    minLength: 1,
    maxLength: 20,
  })
  .map((numbers) => [...numbers, 1])

describe('splitting an amount', () => {
  it('sums to the amount, exactly', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, shares) => {
        const parts = splitMinor(amount, shares)
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(amount))
        expect(parts).toHaveLength(shares.length)
      }),
    )
  })

  it('gives each its share to less than one unit, and nothing for no weight', () => {
    const whole = fc.array(fc.nat(100), { minLength: 1, maxLength: 20 }).map((numbers) => [...numbers, 1])
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), whole, (amount, shares) => {
        const sum = shares.reduce((total, share) => total + share, 0)
        for (const [index, part] of splitMinor(amount, shares).entries()) {
          expect(Math.abs(part - (amount * (shares[index] ?? 0)) / sum)).toBeLessThan(1)
          if (shares[index] === 0) expect(part).toBe(0)
        }
      }),
    )
  })

  it('of what is taken back is the opposite of what was given', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, shares) => {
        const given = splitMinor(amount, shares)
        const taken = splitMinor(amount === 0 ? 0 : -amount, shares)
        for (const [index, part] of given.entries()) expect(part + (taken[index] ?? Number.NaN)).toBe(0)
      }),
    )
  })
})

it('an amount written with its decimals is read back to the unit', () => {
  const written = fc.record({
    amount: fc.maxSafeInteger().map(Math.abs),
    currency: fc.constantFrom('USD', 'JPY', 'KWD', 'BRL'),
  })
  fc.assert(
    fc.property(written, fc.nat(5), ({ amount, currency }, zeros) => {
      const digits = minorDigits(currency) ?? 0
      const text = String(amount).padStart(digits + 1, '0')
      const decimals = `${text.slice(text.length - digits, text.length)}${'0'.repeat(zeros)}`
      const whole = digits === 0 ? text : text.slice(0, -digits)
      const point = digits + zeros === 0 ? '' : `.${digits === 0 ? '0'.repeat(zeros) : decimals}`
      expect(parseMinor(`${whole}${point}`, currency)).toBe(amount)
    }),
  )
})
