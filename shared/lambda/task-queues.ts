import { SQSClient } from '@aws-sdk/client-sqs'
import { createSqsQueues } from '../adapters/sqs/queues.ts'
import type { TaskQueues } from '../ports/queue.ts'

/**
 * Makes the task queues on SQS.
 * @param urls where each queue is, by its name
 */
export function awsTaskQueues(urls: Readonly<Record<string, string>>): TaskQueues {
  return createSqsQueues({ client: new SQSClient({ maxAttempts: 4 }), urlOf: (queue) => urls[queue] ?? '' })
}
