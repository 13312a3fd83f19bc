import { describe, expect, it } from 'vitest'
import { compileCondition, describeMatch, holds } from '../../../shared/domain/conditions.ts'
import type { Condition } from '../../../shared/domain/playbook.ts'
import type { Fact } from '../../../shared/domain/profile.ts'

const facts = new Map<string, Fact>([
  ['company.employees', 30],
  ['address.state', 'NY'],
  ['person.jobTitle', 'VP of Sales'],
  ['form.seats', '120'],
  ['form.blank', ' '],
  ['form.newsletter', true],
])

describe('a condition', () => {
  it.each<readonly [string, Condition, boolean]>([
    ['equal text, whatever the case', { field: 'address.state', is: 'ny' }, true],
    ['other text', { field: 'address.state', is: 'NJ' }, false],
    ['equal number', { field: 'company.employees', is: 30 }, true],
    ['a yes', { field: 'form.newsletter', is: true }, true],
    ['on a list', { field: 'address.state', in: ['nj', 'ny'] }, true],
    ['not on a list', { field: 'address.state', in: ['nj'] }, false],
    ['between, lower end', { field: 'company.employees', between: [30, 50] }, true],
    ['between, upper end', { field: 'company.employees', between: [15, 30] }, true],
    ['beyond between', { field: 'company.employees', between: [15, 29] }, false],
    ['at least', { field: 'company.employees', atLeast: 30 }, true],
    ['less than at least', { field: 'company.employees', atLeast: 31 }, false],
    ['at most', { field: 'company.employees', atMost: 30 }, true],
    ['more than at most', { field: 'company.employees', atMost: 29 }, false],
    ['text that reads as a number', { field: 'form.seats', atLeast: 100 }, true],
    ['blank text is no number', { field: 'form.blank', atMost: 5 }, false],
    ['other text is no number', { field: 'address.state', atLeast: 0 }, false],
    ['starts with', { field: 'person.jobTitle', startsWith: 'vp' }, true],
    ['does not start with', { field: 'person.jobTitle', startsWith: 'sales' }, false],
    ['contains', { field: 'person.jobTitle', contains: 'SALES' }, true],
    ['does not contain', { field: 'person.jobTitle', contains: 'chief' }, false],
    ['exists', { field: 'address.state', exists: true }, true],
    ['does not exist', { field: 'phone', exists: false }, true],
    ['exists though it should not', { field: 'address.state', exists: false }, false],
    ['a missing field is false', { field: 'phone', is: 'x' }, false],
    ['a missing field is below nothing', { field: 'phone', atMost: 5 }, false],
    ['not of a missing field is true', { not: { field: 'phone', is: 'x' } }, true],
    [
      'all',
      {
        all: [
          { field: 'address.state', is: 'NY' },
          { field: 'phone', exists: true },
        ],
      },
      false,
    ],
    [
      'any',
      {
        any: [
          { field: 'address.state', is: 'NY' },
          { field: 'phone', exists: true },
        ],
      },
      true,
    ],
  ])('%s', (_name, condition, expected) => {
    expect(compileCondition(condition)(facts)).toBe(expected)
    expect(holds(condition, facts)).toBe(expected)
    expect(holds({ not: condition }, facts)).toBe(!expected)
  })
})

describe('what was seen', () => {
  it.each<readonly [Condition, string]>([
    [{ field: 'company.employees', between: [15, 50] }, 'company.employees is 30, between 15 and 50'],
    [{ field: 'company.employees', atLeast: 15 }, 'company.employees is 30, at least 15'],
    [{ field: 'address.state', is: 'ny' }, 'address.state is NY'],
    [{ field: 'address.state', in: ['NJ', 'NY'] }, 'address.state is NY, one of NJ, NY'],
    [{ field: 'address.state', in: ['a', 'b', 'c', 'd', 'e', 'ny'] }, 'address.state is NY, on a list of 6'],
    [{ field: 'address.state', exists: true }, 'address.state is known'],
    [{ not: { field: 'phone', exists: true } }, 'not: phone is known'],
    [
      {
        any: [
          { field: 'phone', exists: true },
          { field: 'person.jobTitle', startsWith: 'vp' },
        ],
      },
      'person.jobTitle is VP of Sales, starting with "vp"',
    ],
    [
      { all: [{ field: 'address.state', is: 'NY' }, { not: { field: 'person.jobTitle', in: ['intern'] } }] },
      'address.state is NY; not: person.jobTitle one of intern',
    ],
  ])('%j', (condition, words) => {
    expect(describeMatch(condition, facts)).toBe(words)
  })
})
