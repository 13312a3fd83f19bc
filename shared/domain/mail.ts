import type { AssignmentId, EnrollmentId, LeadId, MailId, RepId, TeamId, TouchId } from './ids.ts'
import type { Task } from './task.ts'
import type { Instant } from './time.ts'

/**
 * What a notice tells: an offer has no answer, the rep was taken off rotation for letting offers pass, nothing moves on
 * an accepted lead, the rep lost it for that, it was merged into one that somebody else has, or it was erased.
 */
export type NoticeOf = 'unanswered' | 'paused' | 'review' | 'released' | 'merged' | 'erased'

/** What a mail is about; the words are made from it when it is sent. */
export type MailContent =
  | { readonly template: 'alert'; readonly assignment: AssignmentId }
  | { readonly template: 'reminder'; readonly assignment: AssignmentId; readonly of: 'accept' | 'first-touch' }
  | { readonly template: 'notice'; readonly assignment: AssignmentId; readonly of: NoticeOf }
  | { readonly template: 'activity'; readonly touch: TouchId; readonly touchAt: Instant }
  | { readonly template: 'handed-over'; readonly assignment: AssignmentId }
  | { readonly template: 'thanks'; readonly assignment: AssignmentId }
  | { readonly template: 'nurture'; readonly enrollment: EnrollmentId; readonly track: string; readonly step: string }

/** Name of a template. */
export type MailTemplate = MailContent['template']

/**
 * Who a mail is for. A rep's or manager's mail is sent again when in doubt (at least once); a prospect's mail is not
 * (at most once). Marketing mail also heeds opt-out and is not sent while a rep works the lead.
 */
export type Audience =
  | { readonly to: 'rep'; readonly rep: RepId }
  | { readonly to: 'manager'; readonly team: TeamId }
  | { readonly to: 'prospect'; readonly purpose: 'service' | 'marketing' }

/** How far a mail has come. `doubt`: it was handed over but the answer was lost; SES's events settle it. */
export type MailState =
  | { readonly status: 'queued' }
  | { readonly status: 'claimed'; readonly at: Instant }
  | { readonly status: 'sent'; readonly at: Instant; readonly messageId: string }
  | { readonly status: 'doubt'; readonly at: Instant }
  | { readonly status: 'dropped'; readonly at: Instant; readonly why: string }
  | { readonly status: 'delivered' | 'bounced' | 'complained'; readonly at: Instant }

/** One mail: the outbox entry, its own send task, and its line on the timeline. */
export interface Mail {
  readonly type: 'mail'
  /** Derived from its cause: the same step can't be put twice. */
  readonly id: MailId
  readonly leadId: LeadId
  readonly at: Instant
  readonly audience: Audience
  readonly content: MailContent
  readonly state: MailState
  /** When the mail service took it; what it said later is in `state`. */
  readonly sentAt?: Instant
  readonly task?: Task
}
