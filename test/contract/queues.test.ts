import type { Server } from 'node:http'
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { createSqsServer } from 'local-aws-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSqsQueues, QueueUnavailable } from '../../shared/adapters/sqs/queues.ts'
import { type TaskMessage, type TaskQueue, taskQueues } from '../../shared/contracts/tasks.ts'
import { freePort } from '../support/free-port.ts'

let server: Server
let endpoint: string

beforeAll(async () => {
  const port = await freePort()
  endpoint = `http://127.0.0.1:${port}`
  const queues = taskQueues.map((QueueName) => ({ QueueName }))
  server = await createSqsServer({ port, hostname: '127.0.0.1', queues })
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function newClient(): SQSClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  return new SQSClient({ endpoint, region: 'us-east-1', credentials })
}

function urlOf(queue: TaskQueue): string {
  return `${endpoint}/123456789012/${queue}`
}

function messages(count: number, queue: TaskQueue, kind: TaskMessage['kind'] = 'qualify') {
  return Array.from({ length: count }, (_, number) => ({
    queue,
    message: { kind, taskId: `task-${number}`, partition: `p-${number}`, sort: 's' },
  }))
}

async function received(client: SQSClient, queue: TaskQueue): Promise<readonly unknown[]> {
  const found: unknown[] = []
  for (;;) {
    const command = new ReceiveMessageCommand({ QueueUrl: urlOf(queue), MaxNumberOfMessages: 10 })
    const { Messages = [] } = await client.send(command)
    if (Messages.length === 0) return found
    found.push(...Messages.map(({ Body = '' }): unknown => JSON.parse(Body)))
  }
}

/** Makes a client whose batches come back with their first entry failed, so many times. */
function failFirst(client: SQSClient, times: number): { batches: number } {
  const seen = { batches: 0 }
  client.middlewareStack.add(
    (next) => async (input) => {
      if (!('Entries' in input.input) || input.input.Entries === undefined) return await next(input)
      seen.batches += 1
      if (seen.batches > times) return await next(input)
      const [first, ...rest] = input.input.Entries
      const failed = [{ Id: first?.Id, SenderFault: false, Code: 'InternalError' }]
      const sent = { ...input.input, Entries: rest }
      const answer = rest.length === 0 ? undefined : await next({ ...input, input: sent })
      const output = { $metadata: {}, Successful: [], Failed: failed }
      return answer === undefined
        ? { response: {}, output }
        : { ...answer, output: { ...answer.output, Failed: failed } }
    },
    { step: 'initialize', priority: 'high' },
  )
  return seen
}

describe('the task queues over SQS', () => {
  it('puts every message once on its queue, ten at a time', async () => {
    const client = newClient()
    const queues = createSqsQueues({ client, urlOf })
    const seen = failFirst(client, 0)
    await queues.send([...messages(23, 'qualify'), ...messages(1, 'send-bulk', 'send')])
    expect(seen.batches).toBe(4)
    expect((await received(client, 'qualify')).toSorted(byTask)).toEqual(
      messages(23, 'qualify')
        .map(({ message }) => message)
        .toSorted(byTask),
    )
    expect(await received(client, 'send-bulk')).toEqual([messages(1, 'send-bulk', 'send')[0]?.message])
  })

  it('sends nothing for nothing', async () => {
    const client = newClient()
    const seen = failFirst(client, 0)
    await createSqsQueues({ client, urlOf }).send([])
    expect(seen.batches).toBe(0)
  })

  it('sends again what was not accepted, and only that', async () => {
    const client = newClient()
    failFirst(client, 2)
    await createSqsQueues({ client, urlOf }).send(messages(3, 'route', 'route'))
    expect(await received(newClient(), 'route')).toHaveLength(3)
  })

  it('throws when some are never accepted', async () => {
    const client = newClient()
    failFirst(client, 99)
    const sending = createSqsQueues({ client, urlOf }).send(messages(4, 'sla', 'sla'))
    await expect(sending).rejects.toThrow(new QueueUnavailable('1 of 4 messages not accepted by sla'))
  })
})

function byTask(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1
}
