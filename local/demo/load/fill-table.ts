import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DataDirectory } from '../../data-directory.ts'
import type { DatabaseLoader } from '../../engines/engine.ts'
import { StartFailure } from '../../failure.ts'
import type { TableModel } from '../../template/model.ts'

/** What a table is filled from, and where. */
export interface Filling {
  readonly data: DataDirectory
  readonly loader: DatabaseLoader
  /** The table as the template declares it. */
  readonly table: TableModel
  /** Folder of the export; nothing else is in it, and it has the table's name. */
  readonly source: string
}

/**
 * Fills the table of an engine that does not run yet: it makes its database of the export, beside the place where it
 * belongs, and it is put there whole, or not at all. The table's stream begins after it: nothing of the history is news.
 * @param filling what, and where to
 * @throws StartFailure when the engine refuses
 */
export async function fillTable({ data, loader, table, source }: Filling): Promise<void> {
  const schema = join(dirname(source), 'schema.json')
  writeFileSync(schema, JSON.stringify({ Table: describedAs(table) }))
  const made = join(dirname(source), 'table.db')
  const [program = '', ...given] = loader.command({ source, schema, made })
  const child = spawn(program, given, { stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-500)
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new StartFailure(`The demo’s history could not be loaded: ${words.trim()}`)
  const place = loader.database(data)
  mkdirSync(dirname(place), { recursive: true })
  renameSync(made, place)
}

/** What `DescribeTable` would say of it. */
function describedAs(table: TableModel): object {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification } = table
  return {
    TableName: table.name,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ...{ KeySchema, AttributeDefinitions, GlobalSecondaryIndexes },
    ...(StreamSpecification && { StreamSpecification: { ...StreamSpecification, StreamEnabled: true } }),
  }
}
