import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { campaignsTake, readCampaignsSearch } from '../../../console/src/pages/campaigns/figures.ts'
import {
  applied,
  type Filterable,
  filterNames,
  narrowed,
  readFilters,
  segments,
} from '../../../console/src/pages/reports/filters.ts'
import { askedOf, readReportSearch, searchOf } from '../../../console/src/pages/reports/search.ts'
import { takes as reports, type Takes } from '../../../console/src/pages/reports/takes.ts'
import { modelWords } from '../../../console/src/words/models.ts'
import { periodOf, readPeriod } from '../../../console/src/words/period.ts'
import {
  campaignQuery,
  funnelQuery,
  periodQuery,
  pursuitQuery,
  quickRatioQuery,
  sourcesQuery,
  speedQuery,
} from '../../../shared/contracts/reports.ts'
import { sizeBand } from '../../../shared/domain/reports/coordinates.ts'

/** What the API takes of each report. */
const queries: Readonly<Record<string, z.ZodType>> = {
  funnel: funnelQuery,
  speed: speedQuery,
  pursuit: pursuitQuery,
  sources: sourcesQuery,
  'quick-ratio': quickRatioQuery,
  sensitivity: periodQuery,
  calibration: periodQuery,
  'ideal-customer': periodQuery,
}

const anyFilters = fc.record(
  Object.fromEntries(filterNames.map((name) => [name, fc.constantFrom('a', 'b c', '(none)')])),
  { requiredKeys: [] },
)

const taken: readonly (readonly [string, Filterable, (query: object) => boolean])[] = [
  ...Object.entries(reports).map(
    ([name, report]) => [name, report, (query: object) => queries[name]?.safeParse(query).success === true] as const,
  ),
  ...Object.keys(modelWords).map((name) => {
    const { model } = readCampaignsSearch({ model: name })
    const isTaken = (query: object) => campaignQuery.safeParse({ model, ...query }).success
    return [`campaigns by ${name}`, campaignsTake(model), isTaken] as const
  }),
]

describe.each(taken)('%s', (_name, takes, isTaken) => {
  test('is asked for nothing that the API refuses, whatever an address says', () => {
    fc.assert(
      fc.property(anyFilters, (asked) => {
        expect(isTaken(applied(takes, asked))).toBe(true)
      }),
    )
  })

  test('can be narrowed to all that the API takes, and to nothing else', () => {
    for (const name of filterNames) expect(takes.filters.includes(name)).toBe(isTaken({ [name]: 'a' }))
    for (const [one, other] of pairsOf(filterNames)) {
      const both = Object.keys(applied(takes, { [one]: 'a', [other]: 'b' })).length === 2
      expect(both, `${one} with ${other}`).toBe(isTaken({ [one]: 'a', [other]: 'b' }))
    }
  })

  test('keeps what goes with what is chosen, and lets go of the rest', () => {
    fc.assert(
      fc.property(anyFilters, fc.nat(takes.filters.length), (asked, index) => {
        const name = takes.filters[index]
        if (name === undefined) return
        const now = narrowed(takes, applied(takes, asked), name, 'chosen')
        expect(now[name]).toBe('chosen')
        expect(isTaken(now)).toBe(true)
        expect(applied(takes, now)).toEqual(now)
      }),
    )
  })
})

test.each(Object.entries<Takes>(reports))('%s is broken down or narrowed as the API takes it', (name, report) => {
  for (const by of [undefined, ...report.by, 'nothing'])
    for (const filters of [{}, { territory: 'east' }, { campaign: 'spring', segment: '1-9' }]) {
      const asked = askedOf(report, { ...filters, ...(by === undefined ? {} : { by }) })
      const query = { ...asked.filters, ...(asked.by === undefined || report.byHere ? {} : { by: asked.by }) }
      expect(queries[name]?.safeParse(query).error?.issues ?? []).toEqual([])
    }
})

test('of an address only what it means is taken; digits are a name, too', () => {
  expect(readFilters({ campaign: 2026, channel: ' search ', source: '', segment: { a: 1 }, x: 'y' })).toEqual({
    campaign: '2026',
    channel: 'search',
  })
  expect(readFilters({ campaign: 'x'.repeat(201) })).toEqual({})
  const search = { by: 'rep', period: 'custom', from: '2026-01-05', through: '2026-02-03', territory: 'east' } as const
  expect(readReportSearch({ ...search, y: 1 })).toEqual(search)
  expect(searchOf(search, { by: undefined, filters: { territory: 'east' } })).toEqual({
    ...{ period: 'custom', from: '2026-01-05', through: '2026-02-03', territory: 'east' },
  })
})

test('a period of one’s own has its last day in it; days out of order, and what is no day, are left out', () => {
  const custom = { period: 'custom' } as const
  expect(periodOf({ ...custom, from: '2026-02-01', through: '2026-02-28' }, '2026-03-09')).toEqual({
    from: '2026-02-01',
    to: '2026-03-01',
  })
  expect(readPeriod({ ...custom, from: '2026-02-02', through: '2026-02-01' })).toEqual({
    ...custom,
    from: '2026-02-02',
  })
  expect(readPeriod({ ...custom, from: '0002-02-02', through: '2026-02-30' })).toEqual(custom)
  expect(readPeriod({ period: 'month', from: '2026-02-02' })).toEqual({ period: 'month' })
})

test('companies are as large as reports tell them apart', () => {
  expect([1, 10, 50, 250, undefined].map(sizeBand)).toEqual([...segments])
})

function pairsOf<Name>(names: readonly Name[]): readonly (readonly [Name, Name])[] {
  return names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const))
}
