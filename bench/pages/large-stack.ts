import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, consoleFolder } from '../../local/build.ts'
import { writeExport } from '../../local/demo/load/export.ts'
import { fillTable } from '../../local/demo/load/fill-table.ts'
import type { RunningStack } from '../../local/running-stack.ts'
import { start } from '../../local/start.ts'
import { demoWorkspace } from '../../local/workspace.ts'
import { toCounterItem, toTallyItem } from '../../shared/adapters/dynamodb/counter-item.ts'
import { type Item, toItem } from '../../shared/adapters/dynamodb/item.ts'
import { currentRules } from '../../shared/pipeline/rules.ts'
import type { Write } from '../../shared/ports/store.ts'
import { startMemoryStack } from '../../test/support/memory-stack.ts'
import { yearOfLeads } from '../../test/support/year-of-leads.ts'

const root = join(import.meta.dirname, '..', '..')

/** A running stack that holds a year of leads. */
export interface LargeStack {
  readonly running: RunningStack
  readonly items: number
  stop(): Promise<void>
}

/**
 * Starts the stack on a year of many leads. They are not sent one by one: the native engine makes its database of an
 * export of DynamoDB, so that its stream begins after them.
 * @param leads how many
 * @param progress says what is being done
 * @throws Error where there is no native engine
 */
export async function startLargeStack(leads: number, progress: (line: string) => void): Promise<LargeStack> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'baton-bench-pages-'))
  try {
    let items = 0
    const running = await start({
      template: await build({ root }),
      dataDirectory,
      fill: async ({ data, engine: { load: loader }, table }) => {
        if (loader === undefined) throw new Error('only the native engine (linux-x64) can be filled')
        const source = join(data.file('demo-load'), table.name)
        items = writeExport(join(source, 'items.json'), await itemsOf(leads, progress))
        progress(`${items.toLocaleString('en')} items`)
        await fillTable({ data, loader, table, source })
        rmSync(data.file('demo-load'), { recursive: true })
      },
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

async function itemsOf(leads: number, progress: (line: string) => void): Promise<Iterable<Item>> {
  // Only for the demo's playbook and reps.
  const { store } = await startMemoryStack()
  const [{ playbook }, roster] = await Promise.all([currentRules(store), store.listRoster()])
  const year = yearOfLeads({
    ...{ leads, until: Date.now(), playbook, reps: roster.map(({ entity }) => entity) },
    progress: (done) => progress(`${done.toLocaleString('en')} leads made`),
  })
  return (function* () {
    for (const write of year) yield itemOf(write)
  })()
}

/** What a write leaves in an empty table. */
function itemOf(write: Write): Item {
  switch (write.kind) {
    case 'create':
      return toItem(write.entity, 1)
    case 'count':
      return toTallyItem({ type: 'tally', ...write.tally, counts: write.add })
    case 'add':
      return toCounterItem({ type: 'counters', ...write.counter, counts: write.add })
    default:
      throw new Error('a year only creates and counts')
  }
}
