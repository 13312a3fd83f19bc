import type { CampaignId, FormId, LeadId, SubmissionId } from './ids.ts'
import type { Profile } from './profile.ts'
import type { Task } from './task.ts'
import type { Instant } from './time.ts'

/** Whether a record happens now (people are alerted, mailed, timed) or is history (they are not). */
export type Mode = 'live' | 'history'

/** Where a submission came from. */
export type Source =
  | { readonly kind: 'form'; readonly form: FormId }
  | { readonly kind: 'call'; readonly disposition: string; readonly agent?: string }
  | { readonly kind: 'webhook'; readonly provider: string; readonly source: string }
  | { readonly kind: 'import'; readonly source: string }

/** The five UTM parameters, as they came. */
export interface Utm {
  readonly source?: string
  readonly medium?: string
  readonly campaign?: string
  readonly term?: string
  readonly content?: string
}

/** Where a submission stands: every one ends routed, nurtured or rejected. */
export type SubmissionState =
  | { readonly status: 'pending' }
  | { readonly status: 'routed' | 'nurtured'; readonly lead: LeadId; readonly at: Instant }
  | { readonly status: 'rejected'; readonly lead: LeadId; readonly at: Instant; readonly reason: string }
  /** Of somebody who was erased: there is no lead. */
  | { readonly status: 'rejected'; readonly at: Instant; readonly reason: string }

/** One thing captured, as it came, with what was read from it. Its own qualify task until it is qualified. */
export interface Submission {
  readonly type: 'submission'
  /** Digest of the source and the source's own event id: one submission per event. */
  readonly key: string
  readonly id: SubmissionId
  readonly source: Source
  readonly mode: Mode
  readonly receivedAt: Instant
  /** When it happened by the source's own clock. */
  readonly occurredAt: Instant
  /** As it came. */
  readonly raw: unknown
  /** Digest of `raw`: tells the same submission sent again from another one under the same event id. Keyed, once erased. */
  readonly payloadDigest: string
  readonly profile: Profile
  readonly externalId?: string
  readonly campaign?: CampaignId
  readonly utm: Utm
  readonly message?: string
  /** The prospect's word on marketing mail, when the source asked. */
  readonly consent?: boolean
  readonly state: SubmissionState
  /** When what it said was erased. */
  readonly erased?: Instant
  readonly task?: Task
}
