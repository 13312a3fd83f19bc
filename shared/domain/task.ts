import type { Instant } from './time.ts'

/** Every kind of work a task can ask for; each kind is done by the function of the same name. */
export const taskKinds = [
  'qualify',
  'route',
  'send',
  'notify',
  'sla',
  'nurture',
  'outcome',
  'attribute',
  'report',
  'job',
  'digest',
] as const

/** One kind of work. */
export type TaskKind = (typeof taskKinds)[number]

/** Live work overtakes bulk work: each lane has queues of its own. */
export const taskLanes = ['live', 'bulk'] as const

/** One of the two lanes. */
export type TaskLane = (typeof taskLanes)[number]

/**
 * Something that must happen at or after a time. It lives on the item it is about and exists until it is
 * done: put in the transaction that causes it, removed in the transaction that has its effects.
 */
export interface Task<Kind extends TaskKind = TaskKind> {
  /** Derived from the cause, so that one cause makes one task and a stale message is told from a current one. */
  readonly id: string
  readonly kind: Kind
  readonly lane: TaskLane
  /** True when it should be driven as soon as it is written, not only when the tick finds it. */
  readonly immediate: boolean
  /** When the tick drives it: its time, or for an immediate task the time by which it should be done. */
  readonly dueAt: Instant
  /** How often the tick has driven it. */
  readonly attempts: number
  /** Set when it has been driven too often: it waits for the operator. */
  readonly parkedAt?: Instant
}

/** How long an immediate task may take before the tick drives it again. */
export const immediateLease = 60_000

/** The same for bulk work, which waits its turn in a long queue: driving it again meanwhile would only add to it. */
export const bulkLease = 30 * immediateLease

/** How often the tick drives a task before it is parked. */
export const maximumAttempts = 8

/**
 * Makes a task that is to be done now.
 * @param id derived from its cause
 * @param kind what is to be done
 * @param now the present
 * @param lane live unless an import caused it
 */
export function taskNow<Kind extends TaskKind>(
  id: string,
  kind: Kind,
  now: Instant,
  lane: TaskLane = 'live',
): Task<Kind> {
  return { id, kind, lane, immediate: true, dueAt: now + (lane === 'bulk' ? bulkLease : immediateLease), attempts: 0 }
}

/**
 * Makes a task that is to be done later.
 * @param id derived from its cause
 * @param kind what is to be done
 * @param dueAt when it is to be done
 * @param lane live unless an import caused it
 */
export function taskAt<Kind extends TaskKind>(
  id: string,
  kind: Kind,
  dueAt: Instant,
  lane: TaskLane = 'live',
): Task<Kind> {
  return { id, kind, lane, immediate: false, dueAt, attempts: 0 }
}

/**
 * Says what the tick makes of a task it found due: drive it again later than last time, or park it.
 * @param task a task whose `dueAt` has come
 * @param now the present
 * @returns the task as it is to be stored; parked when `parkedAt` is set. Back-off doubles from one minute to an hour
 */
export function driven<Kind extends TaskKind>(task: Task<Kind>, now: Instant): Task<Kind> {
  if (task.attempts >= maximumAttempts) return { ...task, parkedAt: now }
  const wait = Math.min(immediateLease * 2 ** task.attempts, 60 * immediateLease)
  return { ...task, attempts: task.attempts + 1, dueAt: now + wait }
}

/**
 * Puts a task off, because what it needs is not there yet: that is no failed try, so the tries are counted anew.
 * @param task the task
 * @param dueAt when to try again
 */
export function postponed<Kind extends TaskKind>(task: Task<Kind>, dueAt: Instant): Task<Kind> {
  return { ...task, immediate: false, dueAt, attempts: 0 }
}
