import type { EnrollmentId, LeadId, TrackId } from './ids.ts'
import type { Task } from './task.ts'
import type { Instant } from './time.ts'

/** Why an enrollment ended; `merged`: its lead was merged into another, which goes on in its own. */
export type EnrollmentEnd =
  | 'finished'
  | 'hot'
  | 'opted-out'
  | 'sales'
  | 'rejected'
  | 'track-removed'
  | 'erased'
  | 'merged'

/** A lead's place in a nurture track; its own next step. */
export interface Enrollment {
  readonly type: 'enrollment'
  readonly id: EnrollmentId
  readonly leadId: LeadId
  /** Counted from 1 for each lead. */
  readonly number: number
  readonly track: TrackId
  readonly startedAt: Instant
  /** Steps already sent, by id; those of earlier enrollments in the track are among them. */
  readonly sent: readonly string[]
  readonly ended?: { readonly at: Instant; readonly why: EnrollmentEnd }
  readonly task?: Task
}
