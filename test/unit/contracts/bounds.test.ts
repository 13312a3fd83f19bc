import { describe, expect, test } from 'vitest'
import { calendarDay, calendarMonth, consent } from '../../../shared/contracts/fields.ts'
import { putForm } from '../../../shared/contracts/forms.ts'
import { leadRow } from '../../../shared/contracts/import.ts'
import { fieldErrors } from '../../../shared/contracts/problem.ts'
import { quickRatioQuery, trendQuery } from '../../../shared/contracts/reports.ts'

describe('days and months that can be reckoned with', () => {
  test.each(['0001-01-01', '2024-02-29', '2999-12-31'])('%s is one', (text) => {
    expect([calendarDay.safeParse(text).success, calendarMonth.safeParse(text.slice(0, 7)).success]).toEqual([
      true,
      true,
    ])
  })
  test('is said once of what is no day at all', () => {
    const errors = [calendarDay.safeParse('yesterday').error, calendarMonth.safeParse('may').error]
    expect(errors.map((error) => error?.issues.length)).toEqual([1, 1])
  })
  test.each(['0000-01-01', '3000-01-01', '9999-12-31', '2026-13-01'])('%s is none', (text) => {
    expect(calendarDay.safeParse(text).success || calendarMonth.safeParse(text.slice(0, 7)).success).toBe(false)
  })
})

test.each(['constructor', 'valueof', '__proto__'])('%s is no word on marketing mail', (word) => {
  expect(consent.safeParse(word).success).toBe(false)
})

test('a row that no item can hold is refused, and says so', () => {
  const row = { line: 1, eventId: 'a', email: 'ada@engines.example' }
  const big = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`f${n}`, 'x'.repeat(1_000)]))
  expect(leadRow.safeParse({ ...row, extra: { note: 'x'.repeat(10_000) } }).success).toBe(true)
  const { error } = leadRow.safeParse({ ...row, extra: big })
  expect(error === undefined ? [] : fieldErrors(error)).toEqual([
    { path: '', message: 'must have at most 65536 characters' },
  ])
})

test('a form whose choices no item can hold is refused', () => {
  const options = Array.from({ length: 100 }, (_, n) => `${n}`.padStart(200, 'x'))
  const select = Array.from({ length: 4 }, (_, n) => ({ name: `s${n}`, label: 'S', type: 'select', options }))
  const email = { name: 'email', label: 'E', type: 'email' }
  expect(putForm.safeParse({ name: 'F', fields: [email, ...select.slice(1)] }).success).toBe(true)
  expect(putForm.safeParse({ name: 'F', fields: [email, ...select] }).error?.issues[0]?.path).toEqual(['fields'])
})

test.each([quickRatioQuery, trendQuery])('a report says what it takes of what it does not know', (query) => {
  const { error } = query.safeParse({ by: 'rep' })
  expect(error === undefined ? [] : fieldErrors(error)).toEqual([
    { path: 'by', message: expect.stringMatching(/^is not known by this report; it takes .*from, to, campaign/) },
  ])
})
