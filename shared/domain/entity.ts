import type {
  AccessKey,
  CurrentPlaybook,
  Form,
  FormList,
  PlaybookVersion,
  SigningKey,
  WebhookSource,
} from './access.ts'
import type { Account } from './account.ts'
import type { Assignment } from './assignment.ts'
import type { Calibration } from './calibration.ts'
import type { Campaign, Spend } from './campaign.ts'
import type { Decision } from './decision.ts'
import type { Digest } from './digest.ts'
import type { ErasureKey, Suppression } from './erasure.ts'
import type { Job } from './job.ts'
import type { Identity, Lead } from './lead.ts'
import type { Mail } from './mail.ts'
import type { Notification } from './notification.ts'
import type { Enrollment } from './nurturing.ts'
import type { AwaitedLead, Credit, Opportunity, Outcome } from './opportunity.ts'
import type { ReportCheck } from './report-check.ts'
import type { ReportEntry } from './report-entry.ts'
import type { Rep, Rotation, Team, Workload } from './roster.ts'
import type { Submission } from './submission.ts'
import type { Touch } from './touch.ts'

/** Everything Baton stores, told apart by `type`. */
export type Entity =
  | Submission
  | Lead
  | Identity
  | Touch
  | Decision
  | Assignment
  | Enrollment
  | Mail
  | Notification
  | Opportunity
  | ReportEntry
  | ReportCheck
  | Outcome
  | AwaitedLead
  | Credit
  | Campaign
  | Spend
  | Rep
  | Team
  | Workload
  | Account
  | Rotation
  | Calibration
  | Form
  | FormList
  | PlaybookVersion
  | CurrentPlaybook
  | AccessKey
  | SigningKey
  | WebhookSource
  | Suppression
  | ErasureKey
  | Job
  | Digest

/** Name of one kind of stored thing. */
export type EntityType = Entity['type']

/** The entity of a type. */
export type EntityOf<Type extends EntityType> = Extract<Entity, { readonly type: Type }>

/** Entities that can carry a task. */
export type TaskHolder = Extract<Entity, { readonly task?: unknown }>

/** What lies in a lead's own partition. */
export type LeadRecord =
  | Lead
  | Touch
  | Decision
  | Assignment
  | Enrollment
  | Mail
  | Notification
  | Opportunity
  | ReportEntry
