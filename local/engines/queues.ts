import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequestHandler } from 'local-aws-sqs'
import * as z from 'zod'
import { loopback, type OpenServer } from '../http/open-server.ts'
import type { QueueModel } from '../template/model.ts'
import { account, region } from '../template/names.ts'

const attributes = z.object({
  ApproximateReceiveCount: z.string(),
  SentTimestamp: z.string(),
  SenderId: z.string(),
  ApproximateFirstReceiveTimestamp: z.string(),
})

const received = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  MessageBody: z.string(),
  MD5OfMessageBody: z.string(),
  MessageAttributes: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  attributes: attributes.loose(),
})

const depths = z.object({
  ApproximateNumberOfMessages: z.coerce.number(),
  ApproximateNumberOfMessagesNotVisible: z.coerce.number(),
  ApproximateNumberOfMessagesDelayed: z.coerce.number(),
})

/** A message taken from a queue. */
export type ReceivedMessage = z.infer<typeof received>

/** How many messages a queue holds, by what can be done with them. */
export interface QueueDepth {
  /** Can be received now. */
  readonly visible: number
  /** Received and not yet deleted, or waiting to be visible again. */
  readonly invisible: number
  /** Sent with a delay that hasn't passed. */
  readonly delayed: number
}

/** One queue, reached without HTTP. */
export interface LocalQueue {
  readonly model: QueueModel
  depth(): QueueDepth
  /** Takes up to a number of messages that are visible now. */
  receive(maximum: number): Promise<readonly ReceivedMessage[]>
  delete(receiptHandle: string): void
  /** Makes a received message visible again at once. */
  release(receiptHandle: string): void
  send(body: string, messageAttributes?: Readonly<Record<string, string>>): void
  /** Calls back after each message that arrives. */
  onArrival(listener: () => void): void
}

/** The queue service with all queues of a stack. */
export interface QueueService {
  readonly queues: readonly LocalQueue[]
  /** Requests that came over HTTP, by operation, such as `SendMessageBatch`. */
  readonly requests: ReadonlyMap<string, number>
}

type Handler = ReturnType<typeof createRequestHandler>
type ServiceQueue = Handler['service']['Queues'][number]

/**
 * Serves SQS. Messages are in memory only; the tasks they announce are in the table.
 * @param opened the server to answer on
 * @param models the queues
 */
export function serveQueues(opened: OpenServer, models: readonly QueueModel[]): QueueService {
  const { service, requestHandler } = createRequestHandler({
    port: opened.port,
    hostname: loopback,
    accountId: account,
    region,
    validateDlqDestination: false,
    queues: models.map(toQueue),
  })
  const requests = new Map<string, number>()
  opened.serve((request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target'] ?? 'unknown').replace(/^AmazonSQS\./, '')
    requests.set(operation, (requests.get(operation) ?? 0) + 1)
    // The service rejects what is no SQS request at all instead of answering.
    requestHandler(request, response).catch(() => response.writeHead(400).end())
  })
  const queues = models.map((model) => {
    const queue = service.Queues.find(({ QueueName }) => QueueName === model.name)
    if (queue === undefined) throw new Error(`The queue ${model.name} was not made`)
    return wrap(model, queue)
  })
  return { queues, requests }
}

function toQueue(model: QueueModel) {
  return {
    QueueName: model.name,
    Attributes: {
      VisibilityTimeout: model.VisibilityTimeout,
      DelaySeconds: model.DelaySeconds,
      MessageRetentionPeriod: model.MessageRetentionPeriod,
      ...(model.RedrivePolicy && { RedrivePolicy: JSON.stringify(model.RedrivePolicy) }),
    },
  }
}

function wrap(model: QueueModel, queue: ServiceQueue): LocalQueue {
  const listeners: (() => void)[] = []
  const { setRecord } = queue
  // All that comes in, from HTTP or by redrive, goes through this one method.
  queue.setRecord = (message: unknown, id?: string) => {
    const record = setRecord(message, id)
    for (const listener of listeners) listener()
    return record
  }
  return {
    model,
    depth: () => depthOf(queue),
    receive: async (maximum) =>
      z.array(received).parse(await queue.receive({ MaxNumberOfMessages: maximum, WaitTimeSeconds: 0 })),
    delete: (receiptHandle) => void queue.delete(receiptHandle),
    release: (receiptHandle) => void queue.changeVisibility(receiptHandle, '0'),
    send: (body, messageAttributes = {}) =>
      void queue.setRecord({ MessageBody: body, MessageAttributes: typed(messageAttributes) }),
    onArrival: (listener) => void listeners.push(listener),
  }
}

function typed(values: Readonly<Record<string, string>>) {
  const entries = Object.entries(values).map(([name, value]) => [name, { DataType: 'String', StringValue: value }])
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

function depthOf(queue: ServiceQueue): QueueDepth {
  const counted = depths.parse(queue.getAttributes(Object.keys(depths.shape)))
  const invisible = counted.ApproximateNumberOfMessagesNotVisible
  // The service counts received messages among all that aren't delayed.
  const visible = counted.ApproximateNumberOfMessages - invisible
  return { visible, invisible, delayed: counted.ApproximateNumberOfMessagesDelayed }
}
