import { describe, expect, it } from 'vitest'
import { dayOf, isTimezone, monthOf, parseMoment, startOfDay } from '../../../shared/domain/calendar.ts'
import { toIso } from '../../../shared/domain/time.ts'

const newYork = 'America/New_York'
const saoPaulo = 'America/Sao_Paulo'

function read(text: string, timezone = newYork): string | undefined {
  const moment = parseMoment(text, timezone)
  return moment === undefined ? undefined : toIso(moment)
}

describe('reading a moment', () => {
  it.each([
    ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01t12:00:00z', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01T12:00:00.1239+05:30', '2026-03-01T06:30:00.123Z'],
    ['2026-03-01 12:00:00-05:00', '2026-03-01T17:00:00.000Z'],
    ['2026-03-01', '2026-03-01T05:00:00.000Z'],
    [' 2026-03-01 12:00:00 ', '2026-03-01T17:00:00.000Z'],
    ['2026-07-01 12:00:00', '2026-07-01T16:00:00.000Z'],
    ['2026-07-01T12:00', '2026-07-01T16:00:00.000Z'],
    ['2026-07-01T12:00:01.5', '2026-07-01T16:00:01.500Z'],
    ['2024-02-29', '2024-02-29T05:00:00.000Z'],
    ['2026-03-08 02:30:00', '2026-03-08T07:30:00.000Z'], // skipped: moved on by the gap
    ['2026-11-01 01:30:00', '2026-11-01T05:30:00.000Z'], // comes twice: the first
  ])('%s', (text, instant) => {
    expect(read(text)).toBe(instant)
  })

  it('takes the first moment of a day whose midnight is skipped', () => {
    expect(read('2017-10-15', saoPaulo)).toBe('2017-10-15T03:00:00.000Z')
    expect(read('2018-02-26 19:58:54', saoPaulo)).toBe('2018-02-26T22:58:54.000Z')
  })

  it.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '0000-01-01',
    '2026-3-1',
    '01/03/2026',
    '2026-03-01 24:00',
    '2026-03-01 12:60',
    '2026-02-30T12:00:00Z',
    '2026-03-01T12:00:00+25:00',
    '2026-03-01T12:00:00 Z',
    '2026-03-01T12',
    '2026-03-01Z',
    '+002026-03-01',
    'tomorrow',
    '',
  ])('refuses %s', (text) => {
    expect(read(text)).toBeUndefined()
  })
})

describe('a day', () => {
  it('is the one on the wall where people are', () => {
    const evening = Date.UTC(2026, 2, 1, 3)
    expect(dayOf(evening, 'UTC')).toBe('2026-03-01')
    expect(dayOf(evening, newYork)).toBe('2026-02-28')
    expect(dayOf(evening, 'Asia/Tokyo')).toBe('2026-03-01')
    expect(monthOf('2026-02-28')).toBe('2026-02')
  })

  it('begins at its first moment', () => {
    expect(toIso(startOfDay('2026-03-08', newYork))).toBe('2026-03-08T05:00:00.000Z')
    expect(toIso(startOfDay('2026-03-09', newYork))).toBe('2026-03-09T04:00:00.000Z')
    expect(() => startOfDay('2026-02-30', newYork)).toThrow(RangeError)
    expect(() => startOfDay('soon', newYork)).toThrow(RangeError)
  })
})

it('a time zone has a name', () => {
  expect([newYork, 'UTC', 'Mars/Base', '+02:00', ''].map(isTimezone)).toEqual([true, true, false, false, false])
})
