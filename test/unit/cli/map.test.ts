import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { WrongUse } from '../../../local/cli/failure.ts'
import { fromLeadMap, type ImportMap, leadMap, outcomeMap } from '../../../local/cli/import/map.ts'
import { mapping } from '../../../local/cli/import/mapping.ts'
import { readYaml } from '../../../local/cli/yaml-file.ts'
import { leadRow } from '../../../shared/contracts/import.ts'

async function readMap(text: string, schema: typeof leadMap | typeof outcomeMap = leadMap): Promise<unknown> {
  const path = join(mkdtempSync(join(tmpdir(), 'baton-map-')), 'map.yaml')
  writeFileSync(path, text)
  return readYaml(path, schema)
}

/** What reading a map complains of, without the folder. */
async function complaints(
  text: string,
  schema: typeof leadMap | typeof outcomeMap = leadMap,
): Promise<readonly string[]> {
  try {
    await readMap(text, schema)
    return []
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error
    return error.message.split('\n').map((line) => line.replace(/^.*\//, ''))
  }
}

const good = `source: fair
mode: live
eventId: { column: id }
fields:
  email: { column: mail }
`

describe('a map that is wrong is refused, by line', () => {
  test.each([
    [`${good}  emial: { column: x }\n`, 'map.yaml:6: fields.emial is no field of a lead'],
    [`${good}  company: { colum: x }\n`, 'map.yaml:6: fields.company must be { column: NAME }'],
    [good.replace('live', 'alive'), 'map.yaml:2: mode must be live'],
    [good.replace('source: fair', 'source: The Fair'), 'map.yaml:1: source must be lower-case'],
    [good.replace('email:', 'company:'), 'map.yaml:5: fields must fill email, phone or externalId'],
    [`${good}encoding: klingon\n`, 'map.yaml:6: encoding is not an encoding'],
    [`${good}colour: red\n`, 'map.yaml:6: colour is not a field'],
    ['source: [', 'map.yaml:1: '],
  ])('%#', async (text, complaint) => {
    expect(await complaints(text)).toContainEqual(expect.stringContaining(complaint))
  })

  test('an outcome map must fill what every deal needs', async () => {
    const text = 'source: fair\nmode: history\nfields:\n  dealId: { column: id }\n'
    expect(await complaints(text, outcomeMap)).toEqual([
      expect.stringContaining('must fill amount'),
      expect.stringContaining('must fill status'),
      expect.stringContaining('must fill externalId or email'),
    ])
  })
})

test('what may be filled is what the contract takes', () => {
  const fields = Object.fromEntries(Object.keys(leadRow.shape).map((name) => [name, { column: 'x' }]))
  const { line: _, eventId: __, extra: ___, ...mappable } = fields
  const read = leadMap.safeParse({ source: 'fair', mode: 'live', eventId: { column: 'id' }, fields: mappable })
  expect(read.success).toBe(true)
  expect(leadMap.safeParse({ source: 'fair', mode: 'live', eventId: { column: 'id' }, fields }).success).toBe(false)
})

describe('mapping', () => {
  const map: ImportMap = fromLeadMap(
    leadMap.parse({
      source: 'fair',
      mode: 'live',
      skipWhenBlank: ['id'],
      eventId: { column: 'id' },
      fields: {
        email: { column: 'mail' },
        employees: { value: 55 },
        consent: { column: 'agreed', values: { sim: 'yes' } },
        message: { template: '{first} wants {what}' },
        'extra.page': { column: 'page' },
      },
    }),
  )
  const toRow = mapping(map, ['id', 'mail', 'agreed', 'first', 'what', 'page'], { map: 'm', file: 'f' })

  test('fills fields from columns, fixed texts, translated values and templates', () => {
    expect(toRow(['1', ' a@a.example ', 'sim', 'Jo', 'a demo', 'p'], 7)).toEqual({
      kind: 'row',
      row: {
        line: 7,
        eventId: '1',
        email: 'a@a.example',
        employees: '55',
        consent: 'yes',
        message: 'Jo wants a demo',
        extra: { page: 'p' },
      },
    })
  })

  test('leaves out what is blank, a template of blanks included', () => {
    expect(toRow(['1', ' ', 'no', '', ' ', ''], 7)).toEqual({
      kind: 'row',
      row: { line: 7, eventId: '1', employees: '55', consent: 'no' },
    })
  })

  test('skips a row whose column is blank when the map says so', () => {
    expect(toRow(['', 'a@a.example', '', '', '', ''], 7)).toEqual({ kind: 'skipped' })
  })

  test('sends a blank event id, so that the stack says what is missing', () => {
    const all = mapping({ ...map, skipWhenBlank: [] }, ['id', 'mail', 'agreed', 'first', 'what', 'page'], {
      map: 'm',
      file: 'f',
    })
    expect(all(['', 'a@a.example', '', '', '', ''], 7)).toMatchObject({ row: { eventId: '' } })
  })
})
