import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FileRecord, records } from '../../../local/cli/import/records.ts'

const path = join(mkdtempSync(join(tmpdir(), 'baton-records-')), 'file.csv')

async function read(text: string): Promise<readonly FileRecord[]> {
  writeFileSync(path, text)
  const found: FileRecord[] = []
  for await (const record of records(path, { delimiter: ',', encoding: 'utf-8' })) found.push(record)
  return found
}

const cell = fc.string({ unit: fc.constantFrom('a', 'é', '🙂', ',', '"', '\n', '\r\n', ' ', ';') })
const row = fc.tuple(fc.string({ unit: fc.constantFrom('x', 'y'), minLength: 1 }), cell, cell)
const lineEnd = fc.constantFrom('\n' as const, '\r\n' as const)

test('whatever a spreadsheet wrote is read back, each record with the line it begins on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), lineEnd, fc.boolean(), async (rows, end, bom) => {
      const text = stringify(rows, { record_delimiter: end, bom, quoted_match: /[\r\n]/ })
      const found = await read(text)
      expect(found.map(({ cells }) => cells)).toEqual(rows)
      const lines = text.split(/\r\n|\n/)
      for (const { line, cells } of found)
        expect(lines[line - 1]?.replace('\ufeff', '')).toMatch(new RegExp(`^"?${cells[0]}"?,`))
    }),
  )
})

test('how far it has come grows to the size of the file', async () => {
  const text = stringify(Array.from({ length: 50 }, (_, n) => [String(n), 'é']))
  const found = await read(text)
  const ends = found.map(({ bytes }) => bytes)
  expect(ends).toEqual([...ends].sort((one, other) => one - other))
  expect(Buffer.byteLength(text) - (ends.at(-1) ?? 0)).toBeLessThanOrEqual(1)
})
