import { Duration } from 'aws-cdk-lib'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import { acknowledge } from '../acknowledge.ts'
import type { BatonFunction } from './function.ts'
import type { LeadTable } from './table.ts'
import type { DeadLetterQueue, TaskQueue } from './task-queue.ts'

/**
 * Lets a worker drain a queue; it answers with the messages that failed, and only those come back.
 * @param worker the worker
 * @param source the queue
 */
export function drainQueue(worker: BatonFunction, source: TaskQueue): void {
  const { name, stage, queue } = source
  const mapping = new lambda.EventSourceMapping(worker, `From-${name}`, {
    target: worker.lambda,
    eventSourceArn: queue.queueArn,
    batchSize: stage.batchSize,
    maxConcurrency: stage.maximumConcurrency,
    reportBatchItemFailures: true,
  })
  acknowledge(mapping, {
    'Serverless-LambdaEventSourceMappingDestination':
      'A queue keeps its own failures: its redrive policy moves them to its dead-letter queue.',
  })
}

/**
 * Lets the relay read the table's stream: only items that ask for a task to be done now. What it can't
 * handle in a minute goes by its position to the dead letters; the tick drives the tasks themselves.
 * @param relay the relay
 * @param table the table
 * @param deadLetters where positions of failed records go
 */
export function readStream(relay: BatonFunction, table: LeadTable, deadLetters: DeadLetterQueue): void {
  new lambda.EventSourceMapping(relay, 'FromTable', {
    target: relay.lambda,
    eventSourceArn: table.streamArn,
    startingPosition: lambda.StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    parallelizationFactor: 2,
    bisectBatchOnError: true,
    retryAttempts: 5,
    maxRecordAge: Duration.minutes(30),
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(deadLetters.queue),
    filters: [
      lambda.FilterCriteria.filter({
        eventName: lambda.FilterRule.or('INSERT', 'MODIFY'),
        dynamodb: { NewImage: { taskImmediate: { BOOL: lambda.FilterRule.isEqual(true) } } },
      }),
    ],
  })
}
