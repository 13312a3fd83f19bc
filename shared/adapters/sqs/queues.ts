import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { TaskMessage, TaskQueue } from '../../contracts/tasks.ts'
import type { TaskQueues } from '../../ports/queue.ts'

/** The most messages one call takes (SQS's own limit). */
const maximumBatch = 10

/** How often messages that SQS refused are sent again before it is an error. */
const maximumRounds = 3

/** What the queues need. */
export interface SqsQueuesDependencies {
  readonly client: SQSClient
  /** Says where a queue is. */
  readonly urlOf: (queue: TaskQueue) => string
}

/** Not every message was accepted. Sending them all again is safe: a stage drops what it has done already. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable'
}

/**
 * Makes the task queues on SQS.
 * @param dependencies a client and the queues' addresses
 */
export function createSqsQueues(dependencies: SqsQueuesDependencies): TaskQueues {
  return {
    send: async (messages) => {
      const batches = [...Map.groupBy(messages, ({ queue }) => queue)].flatMap(([queue, entries]) =>
        chunksOf(entries.map(({ message }) => message)).map((chunk) => sendBatch(dependencies, queue, chunk)),
      )
      await Promise.all(batches)
    },
  }
}

function chunksOf(messages: readonly TaskMessage[]): readonly (readonly TaskMessage[])[] {
  const count = Math.ceil(messages.length / maximumBatch)
  return Array.from({ length: count }, (_, chunk) => messages.slice(chunk * maximumBatch, (chunk + 1) * maximumBatch))
}

async function sendBatch(
  { client, urlOf }: SqsQueuesDependencies,
  queue: TaskQueue,
  messages: readonly TaskMessage[],
): Promise<void> {
  let left = messages.map((message, index) => ({ Id: String(index), MessageBody: JSON.stringify(message) }))
  for (let round = 0; left.length > 0 && round < maximumRounds; round += 1) {
    const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: urlOf(queue), Entries: left }))
    const failed = new Set(answer.Failed?.map(({ Id }) => Id))
    left = left.filter(({ Id }) => failed.has(Id))
  }
  if (left.length > 0)
    throw new QueueUnavailable(`${left.length} of ${messages.length} messages not accepted by ${queue}`)
}
