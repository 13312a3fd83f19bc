import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { type TaskMessage, taskMessage } from '../contracts/tasks.ts'
import type { TaskOutcome } from '../pipeline/task-work.ts'
import { errorKind, log } from './log.ts'

/**
 * Makes the handler of a queue: the one batch loop. Messages are worked off side by side; one that fails goes back
 * to its queue alone.
 * @param work does one message; throwing means that it should come again
 */
export function queueFunction(work: (record: SQSRecord) => Promise<void>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
    const results = await Promise.allSettled(event.Records.map(work))
    const failed = event.Records.filter((_, index) => results[index]?.status === 'rejected')
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  })
}

/**
 * Makes the handler of a task queue.
 * @param work does one task
 */
export function taskFunction(work: (message: TaskMessage) => Promise<TaskOutcome>) {
  return queueFunction(async (record) => {
    const message = readMessage(record)
    try {
      const outcome = await work(message)
      log(outcome === 'done' ? 'task.done' : 'task.stale', { kind: message.kind, task: message.taskId })
    } catch (error) {
      log('task.retried', { kind: message.kind, task: message.taskId, error: errorKind(error) })
      throw error
    }
  })
}

function readMessage(record: SQSRecord): TaskMessage {
  const parsed = taskMessage.safeParse(JSON.parse(record.body))
  if (parsed.success) return parsed.data
  log('message.unreadable', { message: record.messageId })
  throw new Error('The message is not a task')
}
