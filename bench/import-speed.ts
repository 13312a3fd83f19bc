import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { run } from '../local/cli/run.ts'
import type { Surroundings } from '../local/cli/surroundings.ts'
import type { Benchmark, Figure } from './context.ts'
import { clock, connect } from './load/client.ts'
import { watchMails } from './load/mail-watch.ts'
import { createPeople } from './load/people.ts'
import { costFigures, costOf } from './measure/cost.ts'
import { distributionOf } from './measure/distribution.ts'
import { type MeasuredStack, withStack } from './stack/stack.ts'

/** Milliseconds between live leads while the import is worked through. */
const everyLiveLead = 1_500

/**
 * How long a file of 8,000 leads takes to import in live mode by the command line, until it is worked through, and
 * how long live hot leads wait meanwhile for their rep's mail.
 * @param context see there
 */
export const importSpeed: Benchmark = async (context) => {
  const rows = context.quick ? 500 : 8_000
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-import-'))
  try {
    writeFile(folder, rows)
    return await withStack(async (stack) => {
      context.progress(`${rows} rows, and a live hot lead every ${everyLiveLead} ms`)
      const live = keepSending(stack)
      const imported = () => context.profiled(stack, () => importFile(folder, stack))
      const { result, cost } = await costOf(stack, imported)
      const waits = await live.stop()
      return [...figures(result, rows, waits), ...costFigures(cost, rows, 'of an import')]
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function figures(took: Took, rows: number, waits: readonly number[]): readonly Figure[] {
  const { p50, p95, max } = distributionOf(waits)
  const aim = { atMost: (300 * rows) / 8_000 }
  const note = `${waits.length} live leads meanwhile`
  const what = `import of ${rows} rows in live mode`
  return [
    { what: `${what}, sent and worked through`, value: took.all / 1_000, unit: 's', aim },
    { what: `${what}, sent (every row is durable)`, value: took.sent / 1_000, unit: 's' },
    { what: `${what}, rate`, value: (rows / took.all) * 1_000, unit: 'rows/s' },
    { what: 'live hot lead during an import, from 202 to the rep’s mail, p50', value: p50, unit: 'ms', note },
    {
      what: 'live hot lead during an import, from 202 to the rep’s mail, p95',
      value: p95,
      unit: 'ms',
      aim: { atMost: 2_000 },
      note,
    },
    { what: 'live hot lead during an import, from 202 to the rep’s mail, longest', value: max, unit: 'ms', note },
  ]
}

const fields = [
  'email',
  'phone',
  'firstName',
  'lastName',
  'company',
  'jobTitle',
  'employees',
  'state',
  'utm_campaign',
] as const

function writeFile(folder: string, rows: number): void {
  const people = createPeople(21)
  const records = Array.from({ length: rows }, (_, row) => ({ id: `row-${row}`, ...people.business() }))
  writeFileSync(join(folder, 'leads.csv'), stringify(records, { header: true, columns: ['id', ...fields] }))
  const map = ['source: trade-show', 'mode: live', 'eventId: { column: id }', 'fields:', ...fields.map(mapped)]
  writeFileSync(join(folder, 'leads.map.yaml'), `${map.join('\n')}\n`)
}

function mapped(field: string): string {
  return `  ${field === 'utm_campaign' ? 'campaign' : field}: { column: ${field} }`
}

interface Took {
  /** Milliseconds until every row was sent and acknowledged. */
  readonly sent: number
  /** Milliseconds until nothing was in work any more. */
  readonly all: number
}

const summary = z.looseObject({ accepted: z.number(), milliseconds: z.number() })

/** As `baton import leads leads.csv --map leads.map.yaml` does it. */
async function importFile(folder: string, stack: MeasuredStack): Promise<Took> {
  const out: string[] = []
  const err: string[] = []
  const surroundings: Surroundings = {
    env: { BATON_URL: stack.baseUrl, BATON_TOKEN: stack.adminToken, DATA_DIR: join(folder, 'data') },
    folder,
    out: { write: (text) => out.push(text) },
    err: { write: (text) => err.push(text) },
    fetch,
    now: Date.now,
    wait: async (milliseconds) => void (await pause(milliseconds)),
    interrupted: new AbortController().signal,
  }
  const began = clock()
  const code = await run(['import', 'leads', 'leads.csv', '--map', 'leads.map.yaml', '--json'], surroundings)
  if (code !== 0) throw new Error(`The import failed: ${err.join('')}`)
  await stack.quiet()
  return { sent: summary.parse(JSON.parse(out.join(''))).milliseconds, all: clock() - began }
}

/** Sends a live hot lead again and again; `stop` gives each one's wait from 202 to the rep's mail, in milliseconds. */
function keepSending(stack: MeasuredStack): { stop(): Promise<readonly number[]> } {
  const client = connect(stack.baseUrl)
  const mails = watchMails(stack)
  const people = createPeople(22)
  const ended = new AbortController()
  const waits: Promise<number>[] = []
  const one = async () => {
    const lead = people.business()
    const { at } = await client.post('demo-request', lead)
    return (await mails.repMail(lead.email)) - at
  }
  const sending = (async () => {
    while (!ended.signal.aborted) {
      waits.push(one())
      await pause(everyLiveLead, undefined, { signal: ended.signal }).catch(() => undefined)
    }
  })()
  const stop = async () => {
    ended.abort()
    await sending
    const all = await Promise.all(waits)
    mails.stop()
    client.close()
    return all
  }
  return { stop }
}
