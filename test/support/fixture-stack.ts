import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { connectDynamoDb, type DynamoDbClient } from '../../local/engines/dynamodb-client.ts'
import type { StartOptions } from '../../local/options.ts'
import type { RunningStack } from '../../local/running-stack.ts'
import { start } from '../../local/start.ts'
import { writeBundles } from './fixture-bundles.ts'
import { fixtureResources, type Resources } from './fixture-template.ts'

const record = z.object({
  message: z.string().optional(),
  receipt: z.string().optional(),
  batch: z.number().optional(),
  change: z.string().optional(),
  pk: z.string().optional(),
  tick: z.string().optional(),
})

/** One thing a function of the fixture saw. */
export type SeenRecord = z.infer<typeof record>

/** A folder with the fixture's template and bundles, in which stacks can be started. */
export interface Fixture {
  readonly folder: string
  readonly template: string
  /** Where its stacks keep their data. */
  readonly dataDirectory: string
  /** What the functions saw so far. */
  seen(): readonly SeenRecord[]
  /** Starts a stack; `stop` it, or `remove` the fixture. Schedules don't run by themselves. */
  start(options?: Partial<StartOptions>): Promise<RunningStack>
  /** Stops all its stacks and removes the folder. */
  remove(): Promise<void>
}

/**
 * Writes the fixture.
 * @param change makes other resources out of the standard ones
 */
export function makeFixture(change: (resources: Resources) => Resources = (same) => same): Fixture {
  const folder = mkdtempSync(join(tmpdir(), 'baton-fixture-'))
  const template = join(folder, 'Fixture.template.json')
  const records = join(folder, 'records.jsonl')
  writeBundles(folder)
  writeFileSync(template, JSON.stringify({ Resources: change(fixtureResources(records)) }))
  const dataDirectory = join(folder, 'data')
  const started: RunningStack[] = []
  return {
    folder,
    template,
    dataDirectory,
    seen: () =>
      existsSync(records)
        ? readFileSync(records, 'utf8')
            .trim()
            .split('\n')
            .map((line) => record.parse(JSON.parse(line)))
        : [],
    start: async (options = {}) => {
      const nextDue = async () => undefined
      const stack = await start({ template, dataDirectory, schedules: 'manual', nextDue, ...options })
      started.push(stack)
      return stack
    },
    remove: async () => {
      for (const stack of started) await stack.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Sends a message to one of the fixture's queues, through the queue service's HTTP door.
 * @param stack the stack
 * @param queue the queue's name
 * @param bodies the messages
 */
export async function sendMessages(stack: RunningStack, queue: string, bodies: readonly string[]): Promise<void> {
  const response = await fetch(stack.endpoints.queues, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessageBatch' },
    body: JSON.stringify({
      QueueUrl: `${stack.endpoints.queues}/000000000000/${queue}`,
      Entries: bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
    }),
  })
  if (!response.ok) throw new Error(await response.text())
}

/**
 * Puts an item into the fixture's table.
 * @param stack the stack
 * @param pk its key
 * @param attributes its other attributes, as DynamoDB writes them
 */
export async function putThing(stack: RunningStack, pk: string, attributes: object): Promise<void> {
  await withTable(stack, async (client) => {
    await client.call('DynamoDB_20120810.PutItem', {
      TableName: 'fixture-things',
      Item: { pk: { S: pk }, ...attributes },
    })
  })
}

/**
 * Does something with a client of the stack's engine.
 * @param stack the stack
 * @param work is given the client
 */
export async function withTable<T>(stack: RunningStack, work: (client: DynamoDbClient) => Promise<T>): Promise<T> {
  const client = connectDynamoDb(Number(new URL(stack.endpoints.dynamodb).port))
  try {
    return await work(client)
  } finally {
    client.close()
  }
}
