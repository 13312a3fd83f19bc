import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as normalise from '../../shared/domain/normalise.ts'

/** Text as people and machines enter it: plausible, mangled, or anything at all. */
const words = fc.oneof(
  fc.constantFrom(
    'Jane',
    'DOE',
    'o’neil',
    'new york',
    'UK',
    '1,200',
    '11-50',
    'acme.com',
    'a@b.example',
    '(212) 555-0142',
  ),
  fc.string(),
  fc.string({ unit: 'grapheme' }),
)
const texts = fc.array(words, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '))
const emails = fc.oneof(
  fc.emailAddress(),
  fc.emailAddress().map((email) => ` ${email.toUpperCase()} `),
  texts,
)
const countries = fc.constantFrom('US', 'CA', 'GB', 'BR', 'DE', 'XX')

/** Says that normalising what is normal changes nothing. */
function settles<T extends string | number>(once: T | undefined, again: (value: T) => T | undefined): void {
  if (once !== undefined) expect(again(once)).toBe(once)
}

describe('normalising twice is normalising once', () => {
  it('for e-mail addresses', () => {
    fc.assert(fc.property(emails, (text) => settles(normalise.normaliseEmail(text), normalise.normaliseEmail)))
  })

  it('for phone numbers, in whatever country the second time', () => {
    const numbers = fc.oneof(texts, fc.stringMatching(/^\+?[\d ().-]{6,18}$/))
    fc.assert(
      fc.property(numbers, countries, countries, (text, country, other) => {
        const once = normalise.normalisePhone(text, country)
        settles(once, (value) => normalise.normalisePhone(value, other))
        if (once !== undefined) expect(once).toMatch(/^\+[1-9]\d{5,14}$/)
      }),
    )
  })

  it('for names', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = normalise.normaliseName(text)
        settles(once, normalise.normaliseName)
        expect(once).not.toMatch(/^\s|\s$|\s\s/)
      }),
      { numRuns: 500 },
    )
  })

  it('for companies, countries, states and head counts', () => {
    fc.assert(
      fc.property(fc.oneof(texts, emails), countries, (text, country) => {
        settles(normalise.companyDomain(text), normalise.companyDomain)
        settles(normalise.normaliseCountry(text), normalise.normaliseCountry)
        settles(normalise.normaliseState(text, country), (state) => normalise.normaliseState(state, country))
        settles(normalise.normaliseEmployees(text), normalise.normaliseEmployees)
      }),
    )
  })
})
