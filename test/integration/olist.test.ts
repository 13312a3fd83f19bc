import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { attributionModels } from '../../shared/domain/playbook.ts'
import { type CommandLine, commandLine, type Ran, realTime } from '../support/command-line.ts'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'
import { type OlistFigures, olistFiles, olistIsThere, olistTruth } from '../support/olist-truth.ts'

const example = fileURLToPath(new URL('../../examples/olist', import.meta.url))
/** Most that the stack may take for both files, in milliseconds; only a limit, not a measurement. */
const limit = 20 * 60_000

/** The report's rows by campaign, with the figures that the truth has. */
const figures = z.object({
  leads: z.coerce.number(),
  opportunities: z.coerce.number(),
  pipelineMinor: z.coerce.number(),
  won: z.coerce.number(),
  revenueMinor: z.coerce.number(),
})
const row = figures.extend({ campaignId: z.string() })
const report = z.object({ rows: z.array(row), totals: figures })

const spans = [[], ['2017-10-01', '2018-03-01'], ['2018-03-06', '2018-03-07']] as const

function byCampaign(rows: readonly z.infer<typeof row>[]): Record<string, OlistFigures> {
  return Object.fromEntries(rows.map(({ campaignId, ...rest }) => [campaignId, rest]))
}

/** Rows without a lead or a deal are left out: whether they are shown in a span is a matter of taste. */
function withoutZeros(rows: Record<string, OlistFigures>): Record<string, OlistFigures> {
  return Object.fromEntries(Object.entries(rows).filter(([, row]) => Object.values(row).some((value) => value !== 0)))
}

function sum(truth: ReadonlyMap<string, OlistFigures>, name: keyof OlistFigures): number {
  return [...truth.values()].reduce((total, row) => total + row[name], 0)
}

if (!olistIsThere()) {
  test('the Olist data is not there: see examples/olist/README.md', () => {
    console.log(
      `NOT CHECKED: ${fileURLToPath(olistFiles.leads)} is not there; examples/olist/README.md says where to get it`,
    )
  })
} else {
  describe('8,000 real leads and 842 deals', () => {
    let stack: LocalStack
    let baton: CommandLine

    async function importBoth(): Promise<readonly [Ran, Ran]> {
      const { leads, deals } = olistFiles
      const take = (kind: string, file: URL) =>
        baton.run('import', kind, fileURLToPath(file), '--map', `${example}/${kind}.map.yaml`, '--json')
      return [await take('leads', leads), await take('outcomes', deals)]
    }

    async function expectTruth(): Promise<void> {
      for (const model of attributionModels) {
        for (const [from, to] of model === 'first' || model === 'last' || model === 'even' ? spans : [[]]) {
          const words = [
            'report',
            'campaigns',
            '--model',
            model,
            ...(from === undefined ? [] : ['--from', from, '--to', to]),
          ]
          // Each lead of the data has one touch, which in every model has the whole deal.
          const truth = olistTruth(model === 'first' || model === 'last' ? model : 'even', from, to)
          const json = report.parse(JSON.parse((await baton.run(...words, '--json')).out))
          expect(withoutZeros(byCampaign(json.rows))).toEqual(withoutZeros(Object.fromEntries(truth)))
          for (const [name, total] of Object.entries(json.totals))
            expect([name, total]).toEqual([name, sum(truth, figures.keyof().parse(name))])
          const csv = z.array(row).parse(parse((await baton.run(...words, '--csv')).out, { columns: true }))
          expect(csv.at(-1)).toEqual({ campaignId: '(total)', ...json.totals })
          expect(csv.slice(0, -1)).toEqual(json.rows)
        }
      }
    }

    beforeAll(async () => {
      stack = await startLocalStack(`${example}/playbook.yaml`)
      const token = stack.running.credentials?.adminToken ?? ''
      baton = commandLine(fetch, { BATON_URL: stack.running.baseUrl, BATON_TOKEN: token }, realTime)
    }, limit)
    afterAll(() => stack.stop(), limit)

    test(
      'are reported as the files say, to the cent; importing both again changes nothing; nobody is mailed',
      async () => {
        const [leads, deals] = await importBoth()
        expect(leads.code, leads.err).toBe(0)
        expect(JSON.parse(leads.out)).toMatchObject({ read: 8_000, accepted: 8_000, known: 0, rejected: 0, skipped: 0 })
        expect(deals.code, deals.err).toBe(0)
        expect(JSON.parse(deals.out)).toMatchObject({ read: 842, accepted: 842, known: 0, rejected: 0, skipped: 0 })
        await expectTruth()

        const [leadsAgain, dealsAgain] = await importBoth()
        expect(JSON.parse(leadsAgain.out)).toMatchObject({ read: 8_000, accepted: 0, known: 8_000, rejected: 0 })
        expect(JSON.parse(dealsAgain.out)).toMatchObject({ read: 842, accepted: 0, known: 842, rejected: 0 })
        await expectTruth()
        expect(await stack.mailsTo('')).toEqual([])
        console.log(`Olist: ${[leads, deals, leadsAgain, dealsAgain].map(({ out }) => out.trim()).join('\n       ')}`)
      },
      limit,
    )
  })
}
