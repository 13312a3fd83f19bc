import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build, consoleFolder } from '../../local/build.ts'
import type { RunningStack } from '../../local/running-stack.ts'
import { start } from '../../local/start.ts'
import { readTemplate } from '../../local/template/document.ts'
import { readModel } from '../../local/template/model.ts'
import { demoWorkspace } from '../../local/workspace.ts'
import { placeOf } from '../../shared/adapters/commit-rules.ts'
import { counterPrefix, type Item, toItem, toKey } from '../../shared/adapters/dynamodb/item.ts'
import { currentRules } from '../../shared/pipeline/rules.ts'
import type { Write } from '../../shared/ports/store.ts'
import { startMemoryStack } from '../../test/support/memory-stack.ts'
import { yearOfLeads } from '../../test/support/year-of-leads.ts'

const root = join(import.meta.dirname, '..', '..')
const nowhere = 'http://127.0.0.1'

/** A running stack that holds a year of leads. */
export interface LargeStack {
  readonly running: RunningStack
  readonly items: number
  stop(): Promise<void>
}

/**
 * Starts the stack on a year of many leads. They are not sent one by one: the native engine makes its database of an export of
 * DynamoDB, so that its stream begins after them.
 * @param leads how many
 * @param progress says what is being done
 */
export async function startLargeStack(leads: number, progress: (line: string) => void): Promise<LargeStack> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'baton-bench-pages-'))
  try {
    const template = await build({ root })
    const none = { api: nowhere, dynamodb: nowhere, queues: nowhere, mail: nowhere, signIn: nowhere }
    const [table] = readModel(readTemplate(template), template, none).tables
    if (table === undefined) throw new Error('the template has no table')
    const items = await exportYear(join(dataDirectory, 'export', table.name), leads, progress)
    progress(`${items.toLocaleString('en')} items`)
    await importTable(dataDirectory, table)
    const running = await start({
      template,
      dataDirectory,
      bootstrap: demoWorkspace(undefined),
      schedules: 'manual',
      console: consoleFolder(root),
    })
    return {
      running,
      items,
      stop: async () => {
        await running.stop()
        rmSync(dataDirectory, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(dataDirectory, { recursive: true, force: true })
    throw error
  }
}

async function exportYear(folder: string, leads: number, progress: (line: string) => void): Promise<number> {
  // Only for the demo's playbook and reps.
  const { store } = await startMemoryStack()
  const [{ playbook }, roster] = await Promise.all([currentRules(store), store.listRoster()])
  mkdirSync(folder, { recursive: true })
  const file = openSync(join(folder, 'items.json'), 'w')
  let items = 0
  let lines: string[] = []
  const flush = () => {
    writeSync(file, lines.join(''))
    lines = []
  }
  try {
    const year = yearOfLeads({
      ...{ leads, until: Date.now(), playbook, reps: roster.map(({ entity }) => entity) },
      progress: (done) => progress(`${done.toLocaleString('en')} leads made`),
    })
    for (const write of year) {
      lines.push(`${JSON.stringify({ Item: itemOf(write) })}\n`)
      items += 1
      if (lines.length === 5_000) flush()
    }
    flush()
  } finally {
    closeSync(file)
  }
  return items
}

/** What a write leaves in an empty table. */
function itemOf(write: Write): Item {
  if (write.kind === 'create') return toItem(write.entity, 1)
  if (write.kind !== 'count' && write.kind !== 'add') throw new Error('a year only creates and counts')
  const prefix = write.kind === 'add' ? counterPrefix : ''
  const counts = Object.entries(write.add).map(([name, count]) => [`${prefix}${name}`, { N: String(count) }] as const)
  const type = { S: write.kind === 'add' ? 'counters' : 'tally' }
  return { ...toKey(placeOf(write)), type, ...Object.fromEntries(counts) }
}

async function importTable(
  dataDirectory: string,
  table: ReturnType<typeof readModel>['tables'][number],
): Promise<void> {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification, name } = table
  const schema = join(dataDirectory, 'schema.json')
  const described = {
    TableName: name,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ...{ KeySchema, AttributeDefinitions, GlobalSecondaryIndexes },
    StreamSpecification: { ...StreamSpecification, StreamEnabled: true },
  }
  writeFileSync(schema, JSON.stringify({ Table: described }))
  const made = join(dataDirectory, 'table', 'table.db')
  mkdirSync(dirname(made), { recursive: true })
  const source = join(dataDirectory, 'export', name)
  const engine = join(dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json')), 'dynoxide')
  const options = ['--source', source, '--schema', schema, '--output', made, '--force']
  const child = spawn(engine, ['import', ...options], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the engine could not make its database: ${String(code)}`)
  rmSync(source, { recursive: true })
}
