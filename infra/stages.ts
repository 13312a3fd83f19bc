import { taskQueues } from '../shared/contracts/tasks.ts'
import type { TaskKind } from '../shared/domain/task.ts'

/** Every queue that a worker drains: the task queues, and the mail provider's reports. */
export const queueNames = [...taskQueues, 'mail-events'] as const

/** Name of one queue. */
export type QueueName = (typeof queueNames)[number]

/** Functions that drain queues. */
export type WorkerName = TaskKind | 'mail-events'

/** How one queue is drained. */
export interface Stage {
  readonly worker: WorkerName
  /** Most messages one invocation gets. */
  readonly batchSize: number
  /** Most invocations at once (SQS allows no fewer than 2). */
  readonly maximumConcurrency: number
  /** Deliveries before a message goes to the dead-letter queue. */
  readonly maxReceiveCount: number
  /** Age of the oldest message, in seconds, that means the queue is late; those that imports fill may wait. */
  readonly lateAfter?: number
}

/** How large and how patient one worker is. */
export interface Worker {
  /** MiB; CPU comes in proportion. */
  readonly memory: number
  /** Seconds for one batch. */
  readonly timeout: number
}

/** Each worker's size. Timeouts are short because a message comes back only after six of them. */
export const workers: { readonly [Name in WorkerName]: Worker } = {
  qualify: { memory: 512, timeout: 10 },
  route: { memory: 512, timeout: 10 },
  send: { memory: 512, timeout: 20 },
  notify: { memory: 512, timeout: 15 },
  sla: { memory: 512, timeout: 10 },
  nurture: { memory: 512, timeout: 10 },
  outcome: { memory: 512, timeout: 15 },
  attribute: { memory: 512, timeout: 15 },
  job: { memory: 512, timeout: 30 },
  digest: { memory: 512, timeout: 60 },
  report: { memory: 512, timeout: 15 },
  'mail-events': { memory: 512, timeout: 10 },
}

/**
 * Each queue's settings. Live lanes take small batches, so that no lead waits for another's work; routing
 * runs narrow, because leads of one pool contend for its rotation; bulk lanes run narrow, so that an import
 * leaves the table to live leads; a job's step is a batch of leads already; sending stays below a new SES account's rate.
 */
export const stages: { readonly [Name in QueueName]: Stage } = {
  qualify: { worker: 'qualify', batchSize: 5, maximumConcurrency: 20, maxReceiveCount: 5, lateAfter: 60 },
  'qualify-bulk': { worker: 'qualify', batchSize: 10, maximumConcurrency: 5, maxReceiveCount: 5 },
  route: { worker: 'route', batchSize: 5, maximumConcurrency: 10, maxReceiveCount: 5, lateAfter: 60 },
  'route-bulk': { worker: 'route', batchSize: 10, maximumConcurrency: 3, maxReceiveCount: 5 },
  send: { worker: 'send', batchSize: 5, maximumConcurrency: 10, maxReceiveCount: 5, lateAfter: 120 },
  'send-bulk': { worker: 'send', batchSize: 10, maximumConcurrency: 2, maxReceiveCount: 5 },
  notify: { worker: 'notify', batchSize: 5, maximumConcurrency: 10, maxReceiveCount: 5, lateAfter: 120 },
  'notify-bulk': { worker: 'notify', batchSize: 10, maximumConcurrency: 2, maxReceiveCount: 5 },
  sla: { worker: 'sla', batchSize: 5, maximumConcurrency: 5, maxReceiveCount: 5, lateAfter: 120 },
  nurture: { worker: 'nurture', batchSize: 10, maximumConcurrency: 5, maxReceiveCount: 5, lateAfter: 900 },
  outcome: { worker: 'outcome', batchSize: 10, maximumConcurrency: 5, maxReceiveCount: 5 },
  attribute: { worker: 'attribute', batchSize: 10, maximumConcurrency: 5, maxReceiveCount: 5, lateAfter: 900 },
  'attribute-bulk': { worker: 'attribute', batchSize: 10, maximumConcurrency: 3, maxReceiveCount: 5 },
  job: { worker: 'job', batchSize: 1, maximumConcurrency: 2, maxReceiveCount: 5, lateAfter: 900 },
  digest: { worker: 'digest', batchSize: 1, maximumConcurrency: 2, maxReceiveCount: 5 },
  report: { worker: 'report', batchSize: 10, maximumConcurrency: 2, maxReceiveCount: 5 },
  'mail-events': { worker: 'mail-events', batchSize: 10, maximumConcurrency: 5, maxReceiveCount: 5, lateAfter: 900 },
}

/** Days a dead letter is kept: SQS's longest. */
export const deadLetterDays = 14

/**
 * How long a received message stays hidden. AWS advises six times the function's timeout, so that a batch
 * that is throttled and tried again isn't delivered twice at once.
 * @param stage the queue's settings
 * @returns seconds
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function visibilityOf(stage: Stage): number {
  return 6 * workers[stage.worker].timeout
}

/**
 * Names the queues a worker drains.
 * @param worker the worker
 * @returns its queues, live before bulk
 */
export function queuesOf(worker: WorkerName): readonly QueueName[] {
  return queueNames.filter((queue) => stages[queue].worker === worker)
}
