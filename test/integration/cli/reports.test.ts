import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { createRandom } from '../../../bench/load/random.ts'
import { type CommandLine, commandLine } from '../../support/command-line.ts'
import { fillCounters, fillTallies, leadHistory } from '../../support/lead-histories.ts'
import { memoryApi } from '../../support/memory-api.ts'
import { startMemoryStack } from '../../support/memory-stack.ts'

/** A playbook with the four rules that the histories count, so that there is enough to propose points from. */
const playbook = `
workspace: { name: Acme, timezone: America/New_York, currency: USD, country: US, postalAddress: 1 Main St }
scoring:
  hot: 70  # goes to Sales
  fit:
    - { id: size, when: { field: company.employees, between: [15, 50] }, points: 20 }
    - { id: known, when: { field: phone, exists: true }, points: 10 }
  engagement: { halfLife: 14d, events: { form.demo: 45, call.answered: { points: 30, cap: 60 } } }
  reject: []
routing:
  territories: [{ id: rest, pool: inside-sales }]
  pools: { inside-sales: { reps: [sally-jones] } }
sla: { accept: 15m, firstTouch: 24h, clock: wall, onBreach: [remind, pool] }
nurture: { tracks: [] }
stages: [discovery, proposal]
attribution: { lookback: 180d, default: even }
`

let here: CommandLine
beforeAll(async () => {
  const stack = await startMemoryStack(undefined, { playbook })
  const random = createRandom(7)
  const histories = Array.from({ length: 3_000 }, (_, index) => leadHistory(random, index + 1))
  await fillCounters(stack.store, histories)
  await fillTallies(stack.store, histories)
  here = commandLine(memoryApi(stack).fetch)
})

async function lines(...words: readonly string[]): Promise<readonly string[]> {
  const ran = await here.run('report', ...words)
  expect(ran).toMatchObject({ code: 0, err: '' })
  return ran.out.split('\n').map((line) => line.replaceAll(/ +/g, ' '))
}

test.each([
  [['sensitivity'], 'Campaign id Best rank Worst rank Rank changes First revenue', 'Revenue share: drawn from'],
  [['quick-ratio'], 'Campaign id Month Leads Spend', 'its youngest lead is not that old yet'],
  [
    ['funnel', '--by', 'source'],
    'Name Stage Reached Continued Conversion Median Waiting Lost Lost to',
    'Most are lost at "',
  ],
  [['speed', '--by', 'rep'], 'Name Step Leads Wall p50 Wall p95 Wall p99 Business p50', ''],
  [['speed', '--by', 'hour'], 'Weekday Hour Offers Accepted Acceptance Took p50', ''],
  [['pursuit'], 'Name Sent Accepted Touched Pursued Untouched Declined Acceptance Touching Pursuit Declined for', ''],
  [
    ['sources', '--by', 'campaign'],
    'Name Leads Sent Accepted Acceptance Won Conversion Revenue Revenue per lead',
    'No campaign has spend',
  ],
  [['calibration'], 'From Until Leads Won Conversion Lift', 'Rule Today Proposed'],
  [['ideal-customer'], 'Trait Leads Won Lift Relative risk Verdict', 'one is told apart by chance'],
])('report %j is a table, with what to know beside it', async (words, header, note) => {
  const said = await lines(...words)
  expect(said[0]).toBe('Amounts in USD.')
  expect(said[2]).toContain(header)
  expect(said.join('\n')).toContain(note)
})

test('a table has amounts, times and shares as people read them, each with its interval', async () => {
  const funnel = await lines('funnel')
  expect(funnel.find((line) => line.startsWith('(total) lead '))).toMatch(
    /^\(total\) lead 3,000 1,\d{3} \d\d\.\d % \(\d\d\.\d % to \d\d\.\d %\) \d+ s \d/,
  )
  const sources = await lines('sources')
  expect(sources.find((line) => line.startsWith('form.demo '))).toMatch(/ [\d,]+\.\d\d [\d,]+\.\d\d \([\d,]+\.\d\d to /)
})

test('the machine gets what the API answers', async () => {
  const csv = await here.run('report', 'speed', '--by', 'territory', '--csv')
  const rows: readonly Record<string, string>[] = parse(csv.out, { columns: true })
  expect(new Set(rows.map(({ name }) => name))).toEqual(
    new Set(['us-east', 'us-west', 'rest', '(never offered)', '(total)']),
  )
  const json = await here.run('report', 'funnel', '--territory', 'rest', '--json')
  expect(JSON.parse(json.out)).toMatchObject({ currency: 'USD', rows: [], all: { stages: { length: 7 } } })
})

test('a data-driven model says nothing of pipeline', async () => {
  const said = await lines('campaigns', '--model', 'shapley')
  expect(said.find((line) => line.startsWith('spring '))).toMatch(/^spring [\d,]+ [\d,]+ - - - - /)
})

test('the proposed points are put into the playbook, which stays as it is otherwise, and can be simulated', async () => {
  const { out, code } = await here.run('report', 'calibration', '--yaml')
  expect(code).toBe(0)
  expect(out).toContain('hot: 70 # goes to Sales')
  const [draft, before]: readonly Record<string, unknown>[] = [parseYaml(out), parseYaml(playbook)]
  expect(draft).not.toEqual(before)
  expect({ ...draft, scoring: undefined }).toEqual({ ...before, scoring: undefined })
  const answer: unknown = JSON.parse((await here.run('report', 'calibration', '--json')).out)
  const proposed = (rule: string) => expect.objectContaining({ rule, proposed: expect.any(Number) })
  expect(answer).toMatchObject({ proposal: { points: ['size', 'known', 'form.demo', 'call.answered'].map(proposed) } })
  writeFileSync(join(here.folder, 'draft.yaml'), out)
  expect(await here.run('playbook', 'simulate', 'draft.yaml')).toMatchObject({ code: 0 })
})

test('what a report does not take is wrong use, or refused with its name', async () => {
  expect(await here.run('report', 'funnel', '--by', 'rep')).toMatchObject({ code: 2 })
  expect(await here.run('report', 'calibration', '--campaign', 'x')).toMatchObject({ code: 2 })
  const two = await here.run('report', 'funnel', '--campaign', 'x', '--source', 'y')
  expect(two).toMatchObject({ code: 1, err: expect.stringContaining('one filter at a time') })
})
