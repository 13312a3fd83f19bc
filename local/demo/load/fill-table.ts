import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DataDirectory } from '../../data-directory.ts'
import { type DynamoDbClient, tables } from '../../engines/dynamodb-client.ts'
import { type InstalledEngine, startEngine } from '../../engines/engine.ts'
import { ensureTable } from '../../engines/tables.ts'
import { StartFailure } from '../../failure.ts'
import type { TableModel } from '../../template/model.ts'

/** What a table is filled from, and where. */
export interface Filling {
  readonly data: DataDirectory
  readonly engine: InstalledEngine
  /** The table as the template declares it. */
  readonly table: TableModel
  /** Folder of the export; nothing else is in it. */
  readonly source: string
  /** The export's file in it. */
  readonly file: string
}

/**
 * Fills the table of an engine that does not run yet. An engine that reads exports of DynamoDB makes its database of
 * one, beside the place where it belongs: it is put there whole, or not at all. Any other gets the items in batches.
 * Either way the table's stream begins after them: nothing of the history is news.
 * @param filling what, and where to
 * @throws StartFailure when the engine refuses
 */
export async function fillTable(filling: Filling): Promise<void> {
  const { engine, data, table, source } = filling
  if (engine.load === undefined) return await fillByRequests(filling)
  const schema = join(dirname(source), 'schema.json')
  writeFileSync(schema, JSON.stringify({ Table: describedAs(table) }))
  const made = join(dirname(source), 'table.db')
  const [program = '', ...given] = engine.load.command({ source, schema, made })
  const child = spawn(program, given, { stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-500)
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new StartFailure(`The demo’s history could not be loaded: ${words.trim()}`)
  const place = engine.load.database(data)
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

/** Most items of one request (DynamoDB's own limit), and how many requests are under way. */
const batchSize = 25
const atOnce = 4

async function fillByRequests({ data, engine, table, file }: Filling): Promise<void> {
  const running = await startEngine(engine, data)
  try {
    const { StreamSpecification, ...quiet } = table
    await ensureTable(running.client, quiet)
    const batches = batchesOf(file)
    await Promise.all(Array.from({ length: atOnce }, () => writeAll(running.client, table.name, batches)))
    if (StreamSpecification)
      await running.client.call(`${tables}.UpdateTable`, {
        TableName: table.name,
        StreamSpecification: { ...StreamSpecification, StreamEnabled: true },
      })
  } finally {
    await running.stop()
  }
}

async function* batchesOf(file: string): AsyncGenerator<readonly object[]> {
  let batch: object[] = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    batch.push({ PutRequest: JSON.parse(line) })
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function writeAll(client: DynamoDbClient, table: string, batches: AsyncGenerator<readonly object[]>) {
  for (let next = await batches.next(); next.done !== true; next = await batches.next()) {
    await client.call(`${tables}.BatchWriteItem`, { RequestItems: { [table]: next.value } })
  }
}
