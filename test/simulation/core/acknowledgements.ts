import type { AssignmentId, LeadId, SubmissionId } from '../../../shared/domain/ids.ts'
import type { Journal } from './journal.ts'

/** What a client was told of a submission. */
export interface SubmissionAck {
  /** The client's own name for what happened; it is in the payload. */
  readonly event: string
  /** Whether the client named the event to Baton, too. */
  readonly keyed: boolean
  /** Which of several payloads under one event this was. */
  readonly variant: number
  readonly kind: 'accepted' | 'known' | 'clash'
  /** Absent where the answer only counts. */
  readonly id?: SubmissionId
}

/** What a rep was told. */
export interface AnswerAck {
  readonly assignment: AssignmentId
  readonly answer: 'accept' | 'decline'
  readonly kind: 'done' | 'answered'
}

/** A promise to send somebody no more marketing mail. */
export interface OptOutAck {
  readonly lead: LeadId
  readonly why: 'unsubscribed' | 'bounced' | 'complained'
  /** When it was given, in the order of everything that took effect. */
  readonly sequence: number
}

/** All that people and systems outside were told. */
export interface Acknowledgements {
  readonly submissions: SubmissionAck[]
  readonly answers: AnswerAck[]
  readonly optOuts: OptOutAck[]
  /** Deals that another system reported and that were taken in, by its ids: the deal's and the lead's. */
  readonly outcomes: { readonly deal: string; readonly externalId: string }[]
  /** Leads that were erased. */
  readonly erasures: { readonly lead: LeadId; readonly sequence: number }[]
  /** Spend that was set, in order. */
  readonly spend: { readonly campaign: string; readonly month: string; readonly amountMinor: number }[]
  /** Leads that are one, by what who merged them was told. */
  readonly merges: { readonly survivor: LeadId; readonly absorbed: LeadId }[]
  /** Notes that somebody was told that they get no more marketing mail. */
  stopped(lead: LeadId, why: OptOutAck['why']): void
  /** Notes that somebody was told that a lead is being erased. */
  erased(lead: LeadId): void
}

/**
 * Starts the list of acknowledgements.
 * @param journal numbers what happens
 */
export function createAcknowledgements(journal: Journal): Acknowledgements {
  const optOuts: OptOutAck[] = []
  const erasures: Acknowledgements['erasures'] = []
  return {
    submissions: [],
    answers: [],
    optOuts,
    outcomes: [],
    erasures,
    spend: [],
    merges: [],
    stopped: (lead, why) => optOuts.push({ lead, why, sequence: journal.nextSequence() }),
    erased: (lead) => erasures.push({ lead, sequence: journal.nextSequence() }),
  }
}
