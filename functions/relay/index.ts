import middy from '@middy/core'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { taskOfImage } from '../../shared/adapters/dynamodb/task-image.ts'
import { log } from '../../shared/lambda/log.ts'
import { awsTaskQueues } from '../../shared/lambda/task-queues.ts'
import { drive, type SeenTask } from '../../shared/pipeline/relay.ts'
import { readConfiguration } from './config.ts'

const queues = awsTaskQueues(readConfiguration(process.env))

/**
 * Sends every task that has just been put and is due now. The whole batch is sent again when any of it was not
 * accepted: stages drop what they have done.
 */
export const handler = middy<DynamoDBStreamEvent, void>().handler(async (event) => {
  const tasks = event.Records.flatMap(({ dynamodb }) => newTask(dynamodb?.NewImage, dynamodb?.OldImage))
  await drive(queues, tasks)
  log('relay.sent', { tasks: tasks.length })
})

type StreamImage = NonNullable<DynamoDBStreamEvent['Records'][number]['dynamodb']>['NewImage']

/** The task an item has now and did not have before, if it is to be done at once. */
function newTask(image: StreamImage, before: StreamImage): readonly SeenTask[] {
  const task = image === undefined ? undefined : taskOfImage(image)
  if (task === undefined || !task.immediate) return []
  return before !== undefined && taskOfImage(before)?.id === task.id ? [] : [task]
}
