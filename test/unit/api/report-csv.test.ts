import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reportAnswers } from '../../../functions/api/reports.ts'
import { httpEvent } from '../../support/http-event.ts'
import { startMemoryStack } from '../../support/memory-stack.ts'

/** What a spreadsheet takes for the beginning of a formula: https://owasp.org/www-community/attacks/CSV_Injection. */
const formula = /^[=+\-@\t\r＝＋－＠]/

/** The report as CSV, with campaigns of these names. */
async function reportOf(names: readonly string[]): Promise<string> {
  const { ports, store } = await startMemoryStack()
  const campaigns = [...new Set(names)].map((id) => ({
    kind: 'create' as const,
    entity: { type: 'campaign', id, name: id, channel: 'x', declared: false } as const,
  }))
  await store.commit(campaigns)
  const event = httpEvent({})
  const answer = await reportAnswers(ports).campaignReport({ ...event, headers: { accept: 'text/csv' } })
  return answer.body ?? ''
}

it('the report as CSV has no cell that a spreadsheet takes for a formula, and every line is whole', async () => {
  const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '', '"', ',', '\r\n', "'=")
  const name = fc.tuple(start, fc.string({ unit: 'grapheme', maxLength: 20 })).map(([one, rest]) => `${one}${rest}x`)
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), async (names) => {
      const rows = parse(await reportOf(names), { bom: true, record_delimiter: '\r\n' })
      expect(rows.map((row) => row.length)).toEqual(rows.map(() => 11))
      expect(rows).toHaveLength(names.length + 3)
      for (const cell of rows.flat()) expect(formula.test(cell) && !/^-\d/.test(cell)).toBe(false)
      const cells = new Set(rows.map(([campaign]) => campaign))
      for (const one of names) expect(cells.has(formula.test(one) ? `'${one}` : one)).toBe(true)
    }),
    { numRuns: 30 },
  )
})

it('the report as CSV leaves numbers below 0 numbers', async () => {
  const { ports, store } = await startMemoryStack()
  await store.commit([
    { kind: 'create', entity: { type: 'campaign', id: 'ads', name: 'Ads', channel: 'x', declared: true } },
    {
      kind: 'create',
      entity: { type: 'spend', campaign: 'ads', month: '2026-03', amountMinor: 100, currency: 'USD' },
    },
  ])
  const answer = await reportAnswers(ports).campaignReport({ ...httpEvent({}), headers: { accept: 'text/csv' } })
  expect(answer.body).toContain('ads,0,0,0,0,0,0,100,-1,0,\r\n')
})
