import type { Channel } from './channel.ts'
import type { AssignmentId, LeadId, NotificationId, RepId, TeamId } from './ids.ts'
import type { Task } from './task.ts'
import { type Duration, type Instant, minute, second } from './time.ts'

/** Kinds of channels that are posted to: all but e-mail, which has its own outbox. */
export type PostedKind = Exclude<Channel['kind'], 'email'>

/** Whose channel it is. */
export type Addressee = { readonly to: 'rep'; readonly rep: RepId } | { readonly to: 'team'; readonly team: TeamId }

/**
 * How far a notification has come. `claimed`: it is being posted, or was when the process died. `failed`: it will not
 * be posted any more, and the rep is told by mail instead. `dropped`: by then there was nothing to tell.
 */
export type NotificationState =
  | { readonly status: 'queued' }
  | { readonly status: 'claimed'; readonly at: Instant }
  | { readonly status: 'sent'; readonly at: Instant }
  | { readonly status: 'failed'; readonly at: Instant; readonly why: string }
  | { readonly status: 'dropped'; readonly at: Instant; readonly why: string }

/**
 * One alert on one channel: outbox entry, its own notify task, and its line on the timeline. It holds neither address
 * nor secret: those are read from the rep or the team when it is posted.
 */
export interface Notification {
  readonly type: 'notification'
  /** Derived from its cause: the same alert can't be put on the same channel twice. */
  readonly id: NotificationId
  readonly leadId: LeadId
  readonly at: Instant
  readonly assignment: AssignmentId
  readonly audience: Addressee
  readonly channel: PostedKind
  readonly state: NotificationState
  /** How often it was claimed to be posted. */
  readonly tries: number
  readonly task?: Task
}

/** How often a notification is posted before the rep is told by mail instead. */
export const mostPosts = 3

/** How long a post may be under way: whoever finds an older claim posts again. Longer than any post may take. */
export const postLease: Duration = 20 * second

/** Waits after the first and the second post that came to nothing. Short: the rep's time to accept is running. */
const backOff: readonly Duration[] = [30 * second, minute]

/** The longest wait a receiver may ask for; when it asks for more, the rep is told by mail now. */
const longestWait: Duration = 5 * minute

/**
 * Says when to post again after a post that came to nothing.
 * @param tries how often it has been posted, at least once
 * @param asked the wait the receiver asked for, in milliseconds
 * @returns the wait in milliseconds, or `undefined` when it should not be tried again
 */
export function waitAfter(tries: number, asked: Duration = 0): Duration | undefined {
  if (tries >= mostPosts || asked > longestWait) return undefined
  return Math.max(asked, backOff[tries - 1] ?? minute)
}
