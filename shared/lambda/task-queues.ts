import { SQSClient } from '@aws-sdk/client-sqs'
import { createSqsQueues } from '../adapters/sqs/queues.ts'
import type { TaskQueues } from '../ports/queue.ts'
import { withoutLogging } from './sdk-client.ts'

/**
 * Makes the task queues on SQS.
 * @param urls where each queue is, by its name
 */
export function awsTaskQueues(urls: Readonly<Record<string, string>>): TaskQueues {
  const client = withoutLogging(new SQSClient({ maxAttempts: 4 }))
  return createSqsQueues({ client, urlOf: (queue) => urls[queue] ?? '' })
}
