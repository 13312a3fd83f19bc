import type { Erased } from './erasure.ts'
import type { Grade } from './grades.ts'
import type { AssignmentId, CampaignId, EnrollmentId, LeadId, OpportunityId, RepId } from './ids.ts'
import type { Profile } from './profile.ts'
import type { Task } from './task.ts'
import type { Instant } from './time.ts'

/** Where a lead stands, with what belongs to that stage and nothing else. */
export type LeadState =
  | { readonly stage: 'new' }
  | { readonly stage: 'assigned'; readonly owner: RepId; readonly assignment: AssignmentId }
  | { readonly stage: 'working'; readonly owner: RepId; readonly assignment: AssignmentId }
  | { readonly stage: 'nurturing'; readonly enrollment?: EnrollmentId }
  | { readonly stage: 'opportunity'; readonly owner?: RepId; readonly opportunity: OpportunityId }
  | { readonly stage: 'won'; readonly owner?: RepId; readonly opportunity: OpportunityId }
  | { readonly stage: 'lost'; readonly owner?: RepId; readonly opportunity: OpportunityId }
  | { readonly stage: 'pool' }
  | { readonly stage: 'rejected'; readonly reason: string }

/** Name of a stage. */
export type Stage = LeadState['stage']

/** Every stage, in the order a lead usually goes through them. */
export const stages = [
  'new',
  'assigned',
  'working',
  'nurturing',
  'opportunity',
  'won',
  'lost',
  'pool',
  'rejected',
] as const satisfies readonly Stage[]

/** Points with the rule that gave them. */
export interface Reason {
  /** A rule's id (`icp-size`) or an event with its touch's time (`form.demo-request`). */
  readonly rule: string
  readonly points: number
  /** What was seen, in words a rep understands. */
  readonly detail: string
}

/** A score as of a time. */
export interface Score {
  readonly value: number
  readonly fit: number
  readonly engagement: number
  /** Its place in the grid; absent on a score from before there were grades. */
  readonly grade?: Grade
  readonly hot: boolean
  readonly at: Instant
  /** Version of the playbook that scored. */
  readonly playbook: number
  readonly reasons: readonly Reason[]
}

/** Why a lead gets no marketing mail any more. `erased`: the person had been erased before, and has not consented since. */
export type OptOut = 'unsubscribed' | 'complaint' | 'bounce' | 'refused' | 'erased'

/** One person we know of. */
export interface Lead {
  readonly type: 'lead'
  readonly id: LeadId
  /** When the first touch happened. */
  readonly createdAt: Instant
  readonly recordedAt: Instant
  readonly lastTouchAt: Instant
  readonly profile: Profile
  readonly externalIds: readonly string[]
  readonly state: LeadState
  /** Stages it has been in, oldest first. */
  readonly history: readonly { readonly stage: Stage; readonly at: Instant }[]
  readonly score: Score
  /** When it was first hot. */
  readonly hotAt?: Instant
  /** Campaign of the first touch. */
  readonly firstCampaign: CampaignId
  readonly optOut?: OptOut
  readonly possibleDuplicates: readonly LeadId[]
  /** How many assignments, enrollments and opportunities it has had: the next one's number is one more. */
  readonly counts: { readonly assignments: number; readonly enrollments: number; readonly opportunities: number }
  /** Who accepted or claimed it last, unless they lost it again for doing nothing: comes back to them. */
  readonly workedBy?: RepId
  /** While it waits to be routed again: who had it before, and how many escalations it has been through. */
  readonly rerouting?: { readonly before: readonly RepId[]; readonly escalations: number }
  /** Set once it was erased: nothing is done with it any more, and what is left names nobody. */
  readonly erased?: Erased
  /** Leads that were merged into this one, and those merged into them before: all that is theirs is this lead's too. */
  readonly absorbed?: readonly LeadId[]
  /** Set on a lead that was merged into another: nothing happens to it any more, and whoever reads it gets the other. */
  readonly merged?: { readonly into: LeadId; readonly at: Instant }
  readonly task?: Task
}

/** Tells whether a lead was erased: nothing may be done with it any more. */
export function isErased(lead: Lead): boolean {
  return lead.erased !== undefined
}

/** Who owns the lead in Sales, if anybody does. */
export function ownerOf(lead: Lead): RepId | undefined {
  return 'owner' in lead.state ? lead.state.owner : undefined
}

/**
 * Moves a lead to a state and writes the stage into its history.
 * @param lead the lead
 * @param state where it goes
 * @param at when
 */
export function moveTo(lead: Lead, state: LeadState, at: Instant): Lead {
  if (state.stage === lead.state.stage) return { ...lead, state }
  return { ...lead, state, history: [...lead.history, { stage: state.stage, at }] }
}

/** What an e-mail, phone or external id belongs to. `digest` hides the value; see `identityDigest`. */
export interface Identity {
  readonly type: 'identity'
  readonly kind: 'email' | 'phone' | 'externalId'
  readonly digest: string
  readonly lead: LeadId
}
