import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal, wordsOf } from '../../../console/src/api/refusal.ts'
import { everyMonth, ordinal, readCampaignDetailSearch } from '../../../console/src/pages/campaigns/figures.ts'
import { readViews } from '../../../console/src/pages/leads/named-views.ts'
import { isSameView, readLeadView, readSearch } from '../../../console/src/pages/leads/search.ts'
import { markedLines } from '../../../console/src/pages/playbook/marked-lines.ts'
import { hoursInWords } from '../../../console/src/pages/roster/hours.ts'
import { toCsv } from '../../../console/src/words/csv.ts'
import { declineReasons } from '../../../console/src/words/decline.ts'
import { lengthOf, makeFormat, readMoney } from '../../../console/src/words/format.ts'
import { headlineOf, nameOf } from '../../../console/src/words/lead.ts'
import { modelWords } from '../../../console/src/words/models.ts'
import { periodOf } from '../../../console/src/words/period.ts'
import { declineReasons as recorded } from '../../../shared/contracts/lead-answers.ts'
import { attributionModels, dataDrivenModels } from '../../../shared/contracts/workspace-answers.ts'

const newYork = makeFormat({ timezone: 'America/New_York', currency: 'USD' }, 'en-US')

describe('figures are written', () => {
  test('in the workspace’s time zone and the reader’s locale', () => {
    expect(newYork.calendarDay(Date.parse('2026-03-08T04:59:00Z'))).toBe('2026-03-07')
    expect(newYork.calendarDay(Date.parse('2026-03-08T05:00:00Z'))).toBe('2026-03-08')
    expect(newYork.day('2026-03-08T05:00:00Z')).toBe('Mar 8, 2026')
    const german = makeFormat({ timezone: 'Europe/Berlin', currency: 'EUR' }, 'de-DE')
    expect(german.money(123_450)).toMatch(/^1\.234,50\s€$/)
  })

  test('with as many decimals as the currency has', () => {
    expect(newYork.money(1_150_050)).toBe('$11,500.50')
    expect(newYork.money(1_150, 'JPY')).toBe('¥1,150')
    expect(newYork.percent(null)).toBe('–')
  })

  test('as lengths people read', () => {
    expect([420, 1_310, 120_000, 7_200_000].map(lengthOf)).toEqual(['420 ms', '1.3 s', '2 min', '2 h'])
    expect(newYork.relative('2026-01-01T00:14:30Z', Date.parse('2026-01-01T00:00:00Z'))).toBe('in 14 min.')
  })
})

describe('amounts are read', () => {
  test.each([
    ['12,000', 1_200_000],
    ['12.000', 1_200_000],
    ['950.5', 95_050],
    ['1 234,56', 123_456],
    ['0', 0],
  ])('%s', (text, minor) => expect(readMoney(text, 'USD')).toBe(minor))

  test.each(['', 'twelve', '-5', '1.2345.6', '3,', '1,234.567', '1,234,56'])('not: %s', (text) =>
    expect(readMoney(text, 'USD')).toBeUndefined(),
  )

  test('back as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (minor) => {
        expect(readMoney(newYork.money(minor).slice(1), 'USD')).toBe(minor)
      }),
    )
  })
})

describe('a refusal', () => {
  const refusal = (problem: object) =>
    new Refusal({ type: 'about:blank', title: 'Conflict', status: 409, detail: 'The offer is closed', ...problem })

  test('says who was first', () => {
    const current = { id: 'asg_1', rep: 'sally-jones', lead: { id: 'lead_1', stage: 'working', owner: 'tom' } }
    expect(wordsOf(refusal({ current }), () => 'Tom Becker').detail).toBe('Tom Becker has this lead: it is working.')
    const pool = { lead: { id: 'lead_1', stage: 'pool', owner: null } }
    expect(wordsOf(refusal({ current: pool })).detail).toBe('Nobody has this lead now: it is pool.')
    expect(wordsOf(refusal({ current: 3 })).detail).toBe('The offer is closed')
  })

  test('names the fields that are wrong, and what to do', () => {
    const words = wordsOf(refusal({ status: 400, errors: [{ path: 'amountMinor', message: 'must be positive' }] }))
    expect(words.detail).toBe('The offer is closed: amountMinor must be positive')
    expect(words.next).toMatch(/Mend/)
  })
})

describe('words', () => {
  test('of the contract are all there', () => {
    expect(declineReasons).toEqual(recorded)
    expect(Object.keys(modelWords)).toEqual([...attributionModels, ...dataDrivenModels])
  })

  test('of leads and their timeline', () => {
    expect(nameOf({ id: 'lead_1', firstName: 'Grace', lastName: 'Hall' })).toBe('Grace Hall')
    expect(nameOf({ id: 'lead_1', phone: '+12125550142' })).toBe('+12125550142')
    const line = { at: '2026-01-01T00:00:00Z', id: 'x' }
    expect(headlineOf({ ...line, kind: 'form', what: 'form.demo-request' })).toBe('Form: demo request')
    expect(headlineOf({ ...line, kind: 'stage', what: 'assigned' })).toBe('Stage: Offered')
  })

  test('of a rep’s hours', () => {
    const day = ['09:00-17:00']
    expect(hoursInWords({ workingHours: { mon: day, tue: day, wed: day }, timezone: 'Europe/Paris' })).toBe(
      'mon–wed 09:00-17:00 · Europe/Paris',
    )
    expect(hoursInWords({})).toBe('always')
  })
})

test('CSV defuses formulas and quotes what needs it', () => {
  expect(
    toCsv(
      ['a', 'b'],
      [
        ['=1+1', 'x, "y"'],
        [null, -5],
      ],
    ),
  ).toBe('a,b\r\n\'=1+1,"x, ""y"""\r\n,-5\r\n')
})

test('a search is an e-mail address, a phone number, or nothing yet', () => {
  expect(readSearch(' grace@harbor.example ')).toEqual({ email: 'grace@harbor.example' })
  expect(readSearch('(212) 555-0142')).toEqual({ phone: '(212) 555-0142' })
  expect(readSearch('Grace Hall')).toEqual({ text: 'Grace Hall' })
  expect(readSearch('grace@harbor')).toBeUndefined()
  expect(readSearch('G')).toBeUndefined()
  expect(readSearch('--')).toBeUndefined()
  expect(readSearch('212 555 0142')).toEqual({ phone: '212 555 0142' })
  expect(readSearch('')).toBe('nothing')
})

test('a line is marked by the worst that was found in it', () => {
  const found = { path: 'x', message: 'y' }
  const lines = markedLines(3, [
    { ...found, line: 2, severity: 'error' },
    { ...found, line: 2, severity: 'warning' },
    { ...found, line: 3, severity: 'warning' },
  ])
  expect(lines.map(({ severity }) => severity)).toEqual([undefined, 'error', 'warning'])
})

test('a period begins on the first of a month, over the turn of a year too', () => {
  expect(periodOf({ period: 'quarter' }, '2026-01-15')).toEqual({ from: '2025-11-01' })
  expect(periodOf({ period: 'year' }, '2026-03-09')).toEqual({ from: '2025-04-01' })
  expect(periodOf({}, '2026-03-09')).toEqual({})
})

test('months are listed without gaps, and places in words', () => {
  expect(everyMonth(['2026-02', '2025-11'])).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(everyMonth([])).toEqual([])
  expect([1, 2, 3, 4, 11, 12, 21].map(ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '21st'])
})

test('of an address only what it means is taken', () => {
  expect(readCampaignDetailSearch({ model: 'markov', period: 'year', show: 'pipeline', x: 1 })).toEqual({
    ...{ model: 'markov', period: 'year', show: 'pipeline' },
  })
  expect(readCampaignDetailSearch({ model: 'toString', period: 'ever', show: '<b>' })).toEqual({})
})

test('a view is read from an address or from what was kept; what means nothing is left out', () => {
  const view = { owner: 'sally', stage: 'pool', campaign: 'spring', minScore: 70 } as const
  expect(readLeadView({ ...view, email: 'grace@harbor.example' })).toEqual(view)
  expect(readLeadView({ owner: '', stage: 'gone', campaign: 7, minScore: -1 })).toEqual({})
  expect(isSameView(view, { ...view })).toBe(true)
  expect(isSameView(view, { ...view, minScore: 71 })).toBe(false)
  const saved = { name: 'Mine', view }
  expect(readViews(JSON.stringify([saved, { name: 1 }, null, { name: 'x', view: null }]))).toEqual([saved])
  for (const broken of [null, '', '{', '{}', '7']) expect(readViews(broken)).toEqual([])
})
