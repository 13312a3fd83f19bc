import type { DecisionId, JobId, LeadId, PoolId, RepId, TouchId } from './ids.ts'
import type { Score } from './lead.ts'
import type { Instant } from './time.ts'

/** One rep who could have had the lead. */
export interface Candidate {
  readonly rep: RepId
  readonly chosen: boolean
  /** Why they were or were not chosen. */
  readonly reason: string
}

/** An immutable record of a choice, with every reason and the playbook version that made it. */
export type Decision = {
  readonly type: 'decision'
  readonly id: DecisionId
  readonly leadId: LeadId
  readonly at: Instant
  readonly playbook: number
} & (
  | {
      readonly kind: 'score'
      readonly score: Score
      /** What it was scored for: a touch, a job that scored all leads anew, or a lead that was merged into it. */
      readonly touch?: TouchId
      readonly job?: JobId
      readonly merged?: LeadId
      readonly rejected?: string
    }
  | {
      readonly kind: 'route'
      readonly territory: string
      /** The pools asked, in order. */
      readonly pools: readonly PoolId[]
      readonly rep?: RepId
      /** Whose turn it was, or whose lead it was already; absent in decisions from before that was asked. */
      readonly by?: 'rotation' | 'lead-owner' | 'account-owner' | 'claim'
      readonly candidates: readonly Candidate[]
    }
)
