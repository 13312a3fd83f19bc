import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { type TaskMessage, taskMessage } from '../contracts/tasks.ts'
import type { TaskOutcome } from '../pipeline/task-work.ts'
import { errorFields, log } from './log.ts'

/**
 * How a batch is worked off: `together`, or `in-turn` where its messages would contend for one item and only make
 * each other try again.
 */
export type Pace = 'together' | 'in-turn'

/**
 * Makes the handler of a queue: the one batch loop. A message that fails goes back to its queue alone.
 * @param work does one message; throwing means that it should come again
 * @param pace together unless said otherwise
 */
export function queueFunction(work: (record: SQSRecord) => Promise<void>, pace: Pace = 'together') {
  return middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
    const results =
      pace === 'together' ? await Promise.allSettled(event.Records.map(work)) : await inTurn(event.Records, work)
    const failed = event.Records.filter((_, index) => results[index]?.status === 'rejected')
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  })
}

async function inTurn<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<readonly PromiseSettledResult<void>[]> {
  const results: PromiseSettledResult<void>[] = []
  for (const item of items) results.push(...(await Promise.allSettled([work(item)])))
  return results
}

/**
 * Makes the handler of a task queue.
 * @param work does one task
 * @param pace together unless said otherwise
 */
export function taskFunction(work: (message: TaskMessage) => Promise<TaskOutcome>, pace: Pace = 'together') {
  return queueFunction(async (record) => {
    const message = readMessage(record)
    try {
      const outcome = await work(message)
      log(outcome === 'done' ? 'task.done' : 'task.stale', { kind: message.kind, task: message.taskId })
    } catch (error) {
      log('task.retried', { kind: message.kind, task: message.taskId, ...errorFields(error) })
      throw error
    }
  }, pace)
}

/**
 * Makes the handler of a task queue whose tasks are done several at once.
 * @param work does tasks, and says what became of each; rejected is what should come again
 */
export function batchFunction(
  work: (messages: readonly TaskMessage[]) => Promise<readonly PromiseSettledResult<TaskOutcome>[]>,
) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records: records }) => {
    const read = await Promise.allSettled(records.map(async (record) => readMessage(record)))
    const messages = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const outcomes = await work(messages)
    for (const [index, { kind, taskId: task }] of messages.entries()) {
      const outcome = outcomes[index]
      if (outcome?.status === 'rejected') log('task.retried', { kind, task, ...errorFields(outcome.reason) })
      else log(outcome?.value === 'done' ? 'task.done' : 'task.stale', { kind, task })
    }
    const done = new Set(messages.filter((_, index) => outcomes[index]?.status === 'fulfilled'))
    const failed = records.filter((_, index) => {
      const one = read[index]
      return one?.status !== 'fulfilled' || !done.has(one.value)
    })
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  })
}

function readMessage(record: SQSRecord): TaskMessage {
  const parsed = taskMessage.safeParse(JSON.parse(record.body))
  if (parsed.success) return parsed.data
  log('message.unreadable', { message: record.messageId })
  throw new Error('The message is not a task')
}
