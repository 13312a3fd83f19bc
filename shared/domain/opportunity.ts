import type { CampaignId, LeadId, OpportunityId, OutcomeId } from './ids.ts'
import type { Identity } from './lead.ts'
import type { Minor } from './money.ts'
import type { AttributionModel, OriginalModel } from './playbook.ts'
import type { Mode } from './submission.ts'
import type { Task } from './task.ts'
import type { Instant } from './time.ts'

/** How a deal stands. */
export type OpportunityState =
  | { readonly status: 'open'; readonly stage: string }
  /** Earned `amountMinor`, without what was refunded; the deal's own amount stays what was counted as pipeline. */
  | {
      readonly status: 'won'
      readonly closedAt: Instant
      readonly amountMinor: Minor
      /** What was paid back, oldest first; `key` is the caller's own name of it. */
      readonly refunds?: readonly Refund[]
    }
  | { readonly status: 'lost'; readonly closedAt: Instant; readonly reason: string }

/** A part of what a won deal earned, paid back. */
export interface Refund {
  readonly amountMinor: Minor
  readonly at: Instant
  readonly key?: string
}

/**
 * Says what a deal was won for, refunds included.
 * @param state of a won deal
 */
export function wonFor(state: Extract<OpportunityState, { readonly status: 'won' }>): Minor {
  return (state.refunds ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, state.amountMinor)
}

/** What is counted: pipeline when a deal opens, revenue when it is won. */
export type Basis = 'pipeline' | 'revenue'

/** A deal opened from a lead; its own attribute task until its credits are written. */
export interface Opportunity {
  readonly type: 'opportunity'
  readonly id: OpportunityId
  readonly leadId: LeadId
  /** Counted from 1 for each lead. */
  readonly number: number
  readonly name: string
  readonly amountMinor: Minor
  readonly currency: string
  readonly openedAt: Instant
  readonly state: OpportunityState
  /** Stages it has been in, oldest first; with a reason where it was opened again for one. */
  readonly history: readonly { readonly stage: string; readonly at: Instant; readonly reason?: string }[]
  /** What the ledger holds for it now, by basis; a difference to what should be there is what the task settles. */
  readonly credited: { readonly [B in Basis]?: CreditedAmount }
  /** What another system reported it as, if one did; absent on deals from before this was kept. */
  readonly outcome?: OutcomeId
  /** Number of the lead's deal that is to be credited anew after this one, in a row of very many. */
  readonly recreditNext?: number
  readonly task?: Task
}

/** An amount that stands in the ledger. */
export interface CreditedAmount {
  readonly amountMinor: Minor
  readonly at: Instant
  /** How often this basis has been credited: part of the credits' keys, so that none is written twice. */
  readonly round: number
  /** The campaigns that have a line in this round, so that it can be taken back. */
  readonly campaigns: readonly CampaignId[]
  /** Set once it was taken back and nothing stands, which differs from a deal of amount 0. */
  readonly withdrawn?: true
  /**
   * Set while a deal of very many campaigns is between two transactions: `campaigns` are those that still stand of a
   * round that is being taken back, or those that have been credited of a round that is not complete.
   */
  readonly partly?: 'taken-back' | 'credited'
}

/** An amount per attribution model; a line from before a model was there has none of it. */
export type ByModel<T> = { readonly [Model in OriginalModel]: T } & {
  readonly [Model in Exclude<AttributionModel, OriginalModel>]?: T
}

/** One line of the ledger: what a campaign got of a deal. Never changed; a correction is a further line. */
export interface Credit {
  readonly type: 'credit'
  readonly campaign: CampaignId
  readonly opportunity: OpportunityId
  readonly basis: Basis
  readonly round: number
  /** When the credited thing happened: opened, or won. */
  readonly at: Instant
  /** When the line was written; absent on lines from before this was kept, which count as written at `at`. */
  readonly postedAt?: Instant
  /** By model; a model that gives this campaign nothing gives 0. Negative in a line that takes back. */
  readonly amounts: ByModel<Minor>
  /** By model: 1 when it counts the deal for this campaign, −1 when it takes it back, else 0. */
  readonly deals: ByModel<number>
}

/** A deal as another system last reported it: its own task until the lead is there and the deal is recorded. */
export interface Outcome {
  readonly type: 'outcome'
  readonly id: OutcomeId
  readonly source: string
  readonly mode: Mode
  readonly receivedAt: Instant
  /** When it was so by the other system's clock: what is newer counts, whatever comes first. Absent: nobody said. */
  readonly occurredAt?: Instant
  readonly payloadDigest: string
  /** At least one of `externalLeadId` and `emailDigest` says whose it is. */
  readonly deal: {
    readonly externalLeadId?: string
    /** Digest of the lead's e-mail; see `identityDigest`. */
    readonly emailDigest?: string
    readonly name: string
    readonly amountMinor: Minor
    readonly currency: string
    /** Absent: the lead's first touch, or the close if that came earlier. */
    readonly openedAt?: Instant
    readonly result:
      | { readonly status: 'open'; readonly stage: string }
      | { readonly status: 'won'; readonly closedAt: Instant }
      | { readonly status: 'lost'; readonly closedAt: Instant; readonly reason: string }
  }
  readonly opportunity?: OpportunityId
  /** When who it is with was erased: later reports of it are kept without that, too. */
  readonly erased?: Instant
  readonly task?: Task
}

/** Deals of somebody who is not known yet, by one of their identities: they are driven when the lead appears. */
export interface AwaitedLead {
  readonly type: 'awaitedLead'
  readonly kind: Identity['kind']
  readonly digest: string
  readonly outcomes: readonly OutcomeId[]
}
