import * as z from 'zod'
import { type TaskKind, type TaskLane, taskKinds } from '../domain/task.ts'

/** The queues tasks travel on. Kinds that imports create in masses have a bulk queue beside the live one. */
export const taskQueues = [
  'qualify',
  'qualify-bulk',
  'route',
  'route-bulk',
  'send',
  'send-bulk',
  'notify',
  'notify-bulk',
  'sla',
  'nurture',
  'outcome',
  'attribute',
  'attribute-bulk',
  'report',
  'job',
  'digest',
] as const

/** Name of one task queue. */
export type TaskQueue = (typeof taskQueues)[number]

/** Which queue carries which task; total over kinds and lanes. */
export const queueOf: { readonly [Kind in TaskKind]: { readonly [Lane in TaskLane]: TaskQueue } } = {
  qualify: { live: 'qualify', bulk: 'qualify-bulk' },
  route: { live: 'route', bulk: 'route-bulk' },
  send: { live: 'send', bulk: 'send-bulk' },
  notify: { live: 'notify', bulk: 'notify-bulk' },
  sla: { live: 'sla', bulk: 'sla' },
  nurture: { live: 'nurture', bulk: 'nurture' },
  outcome: { live: 'outcome', bulk: 'outcome' },
  attribute: { live: 'attribute', bulk: 'attribute-bulk' },
  report: { live: 'report', bulk: 'report' },
  job: { live: 'job', bulk: 'job' },
  digest: { live: 'digest', bulk: 'digest' },
}

/**
 * What a queue carries: which task is due on which item. Ids only, never personal data.
 * `partition` and `sort` are the item's keys; `taskId` tells a stale message from the current task.
 */
export const taskMessage = z.object({
  kind: z.enum(taskKinds),
  taskId: z.string().min(1),
  partition: z.string().min(1),
  sort: z.string().min(1),
})

/** A message on a task queue. */
export type TaskMessage = z.infer<typeof taskMessage>
