import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyProfile } from '../../../shared/domain/profile.ts'
import { manyLines, oneLine } from '../../../shared/domain/text.ts'
import { prospectOf } from '../../../shared/mail/index.ts'
import { hostileText } from './hostile.ts'

describe('what a rep is shown of a person', () => {
  it('is what is known, and nothing empty', () => {
    const profile = {
      ...emptyProfile,
      firstName: 'Ada',
      lastName: 'Lovelace',
      company: { domain: 'engines.example', employees: 40 },
      address: { state: 'NY', country: 'US' },
      answers: { budget: '10k' },
      extra: { teamSize: '4', empty: '' },
    }
    expect(prospectOf(profile)).toEqual({
      name: 'Ada Lovelace',
      company: 'engines.example',
      place: 'NY, US',
      details: [
        { label: 'Employees', value: '40' },
        { label: 'Budget', value: '10k' },
        { label: 'teamSize (form)', value: '4' },
      ],
    })
  })

  it('is empty for nobody', () => {
    expect(prospectOf(emptyProfile)).toEqual({ details: [] })
  })
})

describe('text from outside', () => {
  it('becomes one clean line, and stays it', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 2, max: 50 }), (text, limit) => {
        const line = oneLine(text, limit)
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
        expect([...line].length).toBeLessThanOrEqual(limit)
        expect(line.isWellFormed()).toBe(true)
        expect(oneLine(line, limit)).toBe(line)
      }),
    )
  })

  it('keeps its lines where they matter, and nothing else', () => {
    expect(manyLines('a \r\nb\rc\n\n\n\nd\u0007\u202e\n')).toBe('a\nb\nc\n\nd')
    fc.assert(
      fc.property(hostileText, (text) => {
        const lines = manyLines(text)
        expect(lines.replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
        expect(manyLines(lines)).toBe(lines)
      }),
    )
  })
})
