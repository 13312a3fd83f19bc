import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { type CommandLine, commandLine } from '../../support/command-line.ts'
import { problem, stubStack, type Trouble } from '../../support/stub-stack.ts'

const map = `
source: fair
mode: live
eventId: { column: id }
fields: { email: { column: mail }, campaign: { column: from } }
`

interface Scene extends CommandLine {
  readonly stack: ReturnType<typeof stubStack>
}

/** A folder with a file and a map, and a stack to send them to. */
function scene(csv: string | Buffer, trouble: Trouble = {}, mapText = map): Scene {
  const stack = stubStack(trouble)
  const line = commandLine(stack.fetch)
  writeFileSync(join(line.folder, 'leads.csv'), csv)
  writeFileSync(join(line.folder, 'map.yaml'), mapText)
  return { ...line, stack }
}

function rows(count: number): string {
  return ['id,mail,from', ...Array.from({ length: count }, (_, n) => `e${n},p${n}@a.example,fair`), ''].join('\n')
}

/** Holds requests back until so many are under way at once. */
function together(count: number): () => Promise<undefined> {
  const gate = Promise.withResolvers<undefined>()
  let waiting = 0
  return async () => {
    waiting += 1
    if (waiting === count) gate.resolve(undefined)
    await gate.promise
    await setImmediate()
  }
}

const command = ['import', 'leads', 'leads.csv', '--map', 'map.yaml'] as const

function rejectsOf({ folder }: CommandLine): readonly Record<string, string>[] {
  return parse(readFileSync(join(folder, 'leads.csv.rejects.csv')), { columns: true, relax_column_count: true })
}

/** What a run that asked for JSON answered. */
function summaryOf(ran: { readonly out: string }): unknown {
  return JSON.parse(ran.out)
}

describe('import leads', () => {
  test('sends every row once, in batches of at most 100 and no more requests at once than asked', async () => {
    const here = scene(rows(1_234), { before: together(3) })
    const ran = await here.run(...command, '--parallel', '3')
    expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/read +1,234\naccepted +1,234\nknown +0/) })
    expect(here.stack.taken.size).toBe(1_234)
    expect(Math.max(...here.stack.batches)).toBe(100)
    expect(here.stack.mostAtOnce()).toBe(3)
    expect(here.stack.taken.get('e7')).toEqual({ line: 9, eventId: 'e7', email: 'p7@a.example', campaign: 'fair' })
  })

  test('done twice, everything is known; no rejects file and no checkpoint is left behind', async () => {
    const here = scene(rows(250))
    await here.run(...command)
    const again = await here.run(...command, '--json')
    expect(summaryOf(again)).toMatchObject({ read: 250, accepted: 0, known: 250, rejected: 0 })
    expect(readdirSync(here.folder).sort()).toEqual(['data', 'leads.csv', 'map.yaml'])
    expect(readdirSync(join(here.folder, 'data', 'imports'))).toEqual([])
  })

  test('rejected rows go to a file with line and reason; the exit code says so', async () => {
    const csv =
      'id,mail,from\na,a@a.example,fair\nb,"two\nlines",fair\nc,c@a.example\nd,d@a.example,fair,surplus\n\ne,e@a.example,\n'
    const here = scene(csv, { rejects: (row) => (row.eventId === 'b' ? 'must be an address' : undefined) })
    const ran = await here.run(...command, '--json')
    expect(ran.code).toBe(1)
    expect(summaryOf(ran)).toMatchObject({ read: 5, accepted: 2, known: 0, rejected: 3, skipped: 0 })
    expect(rejectsOf(here)).toMatchObject([
      { rejected_line: '3', rejected_because: 'email must be an address', id: 'b', mail: 'two\nlines' },
      { rejected_line: '5', rejected_because: 'has 2 columns where the header has 3', id: 'c' },
      { rejected_line: '6', rejected_because: 'has 4 columns where the header has 3', id: 'd' },
    ])
    expect(here.stack.taken.get('e')).toEqual({ line: 8, eventId: 'e', email: 'e@a.example' })
  })

  test('waits as long as a busy stack asks, and goes on', async () => {
    const busy = (batch: number) => (batch === 1 ? problem(429, 'Too many', { 'retry-after': '7' }) : undefined)
    const here = scene(rows(300), { before: busy })
    expect(await here.run(...command, '--parallel', '1')).toMatchObject({ code: 0 })
    expect(here.stack.taken.size).toBe(300)
    expect(here.waited()).toBeGreaterThanOrEqual(7_000)
  })

  test('an answer lost after the batch was taken costs nothing: the batch is sent again and known', async () => {
    const here = scene(rows(300), { after: (batch) => (batch === 1 ? problem(502, 'Bad gateway') : undefined) })
    const ran = await here.run(...command, '--parallel', '1', '--json')
    expect(summaryOf(ran)).toMatchObject({ read: 300, accepted: 200, known: 100 })
  })

  test('a batch that is too large goes in halves, and a row that is too large by itself is rejected', async () => {
    const here = scene(`${rows(64)}big,${'x'.repeat(3_000)},fair\n`, { longest: 2_000 })
    const ran = await here.run(...command, '--json')
    expect(summaryOf(ran)).toMatchObject({ read: 65, accepted: 64, rejected: 1 })
    expect(rejectsOf(here)).toMatchObject([{ id: 'big', rejected_because: 'is too large' }])
  })

  test('a refusal stops it with the reason', async () => {
    const here = scene(rows(10), { before: () => problem(401, 'Unauthorized') })
    expect(await here.run(...command)).toMatchObject({ code: 1, err: expect.stringContaining('401 Unauthorized') })
  })

  test('a stack that does not account for every row is not believed', async () => {
    const here = scene(rows(10), { after: () => Response.json({ accepted: 9, known: 0, rejected: [] }) })
    expect(await here.run(...command)).toMatchObject({ code: 1, err: expect.stringContaining('9 of 10') })
  })
})

describe('going on after an interruption', () => {
  /** Stops at the fourth batch, once. */
  function stopping(stop: () => void): Trouble {
    let stopped = false
    return {
      rejects: (row) => (row.line % 50 === 0 ? 'is bad' : undefined),
      before: (batch) => {
        if (batch !== 3 || stopped) return undefined
        stopped = true
        stop()
        return problem(400, 'Stopped')
      },
    }
  }

  test('only the rest is sent, counts and rejects are those of the whole file', async () => {
    const here: Scene = scene(
      rows(1_000),
      stopping(() => undefined),
    )
    const first = await here.run(...command, '--parallel', '1')
    expect(first).toMatchObject({ code: 1, err: expect.stringContaining('Stopped after line 301') })
    const second = await here.run(...command, '--parallel', '1', '--json')
    expect(second.err).toContain('Going on after line 301')
    expect(summaryOf(second)).toMatchObject({
      read: 1_000,
      accepted: 980,
      known: 0,
      rejected: 20,
      resumedAfterLine: 301,
    })
    expect(rejectsOf(here).map((row) => Number(row.rejected_line))).toEqual(
      Array.from({ length: 20 }, (_, n) => 50 * (n + 1)),
    )
  })

  test('--restart sends everything again', async () => {
    const here: Scene = scene(
      rows(1_000),
      stopping(() => undefined),
    )
    await here.run(...command, '--parallel', '1')
    const second = await here.run(...command, '--restart', '--json')
    expect(summaryOf(second)).toMatchObject({ read: 1_000, accepted: 686, known: 294, rejected: 20 })
    expect(rejectsOf(here)).toHaveLength(20)
  })

  test('Ctrl-C stops it, and says how to go on', async () => {
    const here: Scene = scene(
      rows(1_000),
      stopping(() => here.interrupt()),
    )
    const ran = await here.run(...command, '--parallel', '1')
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('the same command goes on from there') })
    expect(here.stack.taken.size).toBe(294)
  })

  test('a changed file is another import', async () => {
    const here: Scene = scene(
      rows(1_000),
      stopping(() => undefined),
    )
    await here.run(...command, '--parallel', '1')
    writeFileSync(join(here.folder, 'leads.csv'), rows(900))
    expect(summaryOf(await here.run(...command, '--json'))).toMatchObject({ read: 900, known: 294 })
  })
})

describe('files that are not as they should be', () => {
  test('a byte order mark, CRLF, empty lines and quotes in odd places are taken as they come', async () => {
    const csv =
      '\ufeffid,mail,from\r\na,"a@a.example",Joe "Bull" Fair\r\n\r\n   \r\nb,"b\r\nb","x"\r\nc,c@a.example,fair'
    const here = scene(csv)
    await here.run(...command)
    expect([...here.stack.taken.values()]).toEqual([
      { line: 2, eventId: 'a', email: 'a@a.example', campaign: 'Joe "Bull" Fair' },
      { line: 5, eventId: 'b', email: 'b\r\nb', campaign: 'x' },
      { line: 7, eventId: 'c', email: 'c@a.example', campaign: 'fair' },
    ])
  })

  test('a quote that is never closed is named by its line, and what stands before it is taken', async () => {
    const here = scene('id,mail,from\na,a@a.example,fair\nb,"b@a.example,fair\nc,c@a.example,fair\n')
    const ran = await here.run(...command)
    expect(ran).toMatchObject({
      code: 1,
      err: expect.stringContaining('leads.csv:3: a quote that opens in this record is not closed'),
    })
    expect([...here.stack.taken.keys()]).toEqual(['a'])
  })

  test('another encoding is named by its line, and read when the map names it', async () => {
    const latin1 = Buffer.from('id,mail,from\na,a@a.example,feira\nb,b@a.example,promoção\n', 'latin1')
    const wrong = await scene(latin1).run(...command)
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('leads.csv:3: the file is not utf-8') })
    const right = scene(latin1, {}, `${map}encoding: windows-1252\n`)
    expect(await right.run(...command)).toMatchObject({ code: 0 })
    expect(right.stack.taken.get('b')).toMatchObject({ campaign: 'promoção' })
  })

  test('a column that the map reads and the file lacks, or has twice, is wrong use', async () => {
    const lacking = await scene('id,email,from\n').run(...command)
    expect(lacking).toMatchObject({
      code: 2,
      err: expect.stringContaining("email reads the column 'mail', which leads.csv does not have"),
    })
    const twice = await scene('id,mail,from,mail\n').run(...command)
    expect(twice).toMatchObject({ code: 2, err: expect.stringContaining('has more than once') })
    expect(await scene('id,mail,from,x,x\na,a@a.example,f,1,2\n').run(...command)).toMatchObject({ code: 0 })
  })

  test('an empty file fails; one with a header only is done', async () => {
    expect(await scene('').run(...command)).toMatchObject({ code: 1, err: expect.stringContaining('is empty') })
    expect(await scene('id,mail,from\n').run(...command)).toMatchObject({ code: 0 })
  })

  test('a file or map that is not there is wrong use', async () => {
    const here = scene(rows(1))
    expect(await here.run('import', 'leads', 'no.csv', '--map', 'map.yaml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no.csv'),
    })
    expect(await here.run('import', 'leads', 'leads.csv', '--map', 'no.yaml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no.yaml'),
    })
    expect(await here.run('import', 'leads', 'leads.csv')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--map MAP.yaml'),
    })
  })
})

describe('waiting for the stack', () => {
  test('it returns when nothing of the import is due any more', async () => {
    const here = scene(rows(5), { due: [5, 3, 0, 1, 0, 0] })
    expect(await here.run(...command, '--json')).toMatchObject({ code: 0 })
    expect(here.waited()).toBeGreaterThanOrEqual(2_500)
  })

  test('it gives up when nothing moves', async () => {
    const here = scene(rows(5), { due: Array.from({ length: 2_000 }, () => 5) })
    expect(await here.run(...command)).toMatchObject({
      code: 1,
      err: expect.stringContaining('5 tasks have not moved'),
    })
  })

  test('--no-wait does not ask', async () => {
    const here = scene(rows(5), { due: [5] })
    expect(await here.run(...command, '--no-wait')).toMatchObject({ code: 0 })
    expect(here.waited()).toBe(0)
  })
})

test('import outcomes sends deals by its own map', async () => {
  const here = scene(
    'deal,lead,sum,when\nd1,l1,60000.0,2018-02-26 19:58:54\n',
    {},
    `
source: olist
mode: history
fields:
  dealId: { column: deal }
  externalId: { column: lead }
  amount: { column: sum }
  currency: { value: BRL }
  status: { value: won }
  closedAt: { column: when }
`,
  )
  expect(await here.run('import', 'outcomes', 'leads.csv', '--map', 'map.yaml')).toMatchObject({ code: 0 })
  expect(here.stack.taken.get('d1')).toEqual({
    line: 2,
    dealId: 'd1',
    externalId: 'l1',
    amount: '60000.0',
    currency: 'BRL',
    status: 'won',
    closedAt: '2018-02-26 19:58:54',
  })
  expect(existsSync(join(here.folder, 'leads.csv.rejects.csv'))).toBe(false)
})
