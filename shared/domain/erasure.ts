import type { Assignment } from './assignment.ts'
import { declineReasonOf } from './decline-reasons.ts'
import type { LeadRecord } from './entity.ts'
import type { JobId } from './ids.ts'
import { type Identity, type Lead, type LeadState, moveTo } from './lead.ts'
import type { Mail, MailState } from './mail.ts'
import type { Enrollment, EnrollmentEnd } from './nurturing.ts'
import type { Opportunity, Outcome } from './opportunity.ts'
import { emptyProfile } from './profile.ts'
import type { LeadHistory } from './reports/coordinates.ts'
import { openStays } from './reports/nurture-counts.ts'
import { countedProfile } from './reports/outcome-counts.ts'
import type { Submission } from './submission.ts'
import type { Instant } from './time.ts'

/**
 * An e-mail, phone or external id of somebody who was erased. `digest` is keyed (see `suppressionDigest`): it tells
 * whether an address is on the list, and gives none away.
 */
export interface Suppression {
  readonly type: 'suppression'
  readonly kind: Identity['kind']
  readonly digest: string
  /** When the person was erased; the last time, if more than once. */
  readonly since: Instant
}

/** The key of the suppression list's digests. Made with the first erasure; without it the list could not be read. */
export interface ErasureKey {
  readonly type: 'erasureKey'
  /** 32 bytes, base64url. */
  readonly secret: string
}

/** That a lead was erased: what is left of it names nobody. */
export interface Erased {
  readonly at: Instant
  /** The job that removes what is kept beside the lead itself. */
  readonly job: JobId
}

/** What stands where a person's or another system's free words stood. */
export const erasedWords = '(erased)'

/** Why an erased person's submission was turned away. */
export const erasedReason = 'erased'

/**
 * Makes the tombstone of a lead: what reports and deals count by, and nothing that tells who it was. It belongs to
 * nobody, is in no track and waits for nothing. External ids stay until they are released one by one.
 * @param lead as it was
 * @param erased when, and by which job
 */
export function erasedLead(lead: Lead, erased: Erased): Lead {
  const { task: _route, rerouting: _rerouting, workedBy: _workedBy, ...rest } = lead
  const reasons = lead.score.reasons.map(({ rule, points }) => ({ rule, points, detail: '' }))
  const moved = moveTo(rest, settledState(lead.state), erased.at)
  const score = { ...lead.score, reasons }
  return { ...moved, profile: countedProfile(lead.profile), score, possibleDuplicates: [], erased }
}

/** A deal goes on without an owner; what was on its way to Sales, or with a rep, is on its way no more. */
function settledState(state: LeadState): LeadState {
  switch (state.stage) {
    case 'assigned':
    case 'working':
      return { stage: 'new' }
    case 'nurturing':
      return { stage: 'nurturing' }
    case 'opportunity':
    case 'won':
    case 'lost':
      return { stage: state.stage, opportunity: state.opportunity }
    case 'rejected':
      return { stage: 'rejected', reason: erasedReason }
    case 'new':
    case 'pool':
      return state
  }
}

/**
 * Says what is left of something that was known of an erased lead. What reports and credits are worked out from stays,
 * without a word that anybody wrote: what a history adds to the reports, and what its deals are credited, is the same
 * before, after, and at every step between.
 * @param record anything of a lead but the lead itself
 * @param at when it was erased
 * @returns `undefined` when nothing is left
 */
export function withoutPerson(record: Exclude<LeadRecord, Lead>, at: Instant): Exclude<LeadRecord, Lead> | undefined {
  switch (record.type) {
    case 'touch': {
      const { summary: _words, submission: _pointer, ...touch } = record
      return touch
    }
    case 'decision':
      return record.kind === 'score' ? { ...record, score: { ...record.score, reasons: [] } } : undefined
    case 'assignment':
      return withoutReason(record)
    case 'opportunity':
      return withoutWords(record)
    case 'mail':
      return leftOfMail(record)
    case 'enrollment':
      return endedStay(record, at)
    case 'notification':
      return undefined
    case 'reportEntry':
      return record
  }
}

/** An offer's timer is over; of a decline the word from the list stays, the note beside it goes. */
function withoutReason({ task: _timer, ...assignment }: Assignment): Assignment {
  const { state } = assignment
  if (state.status === 'declined') return { ...assignment, state: { ...state, reason: declineReasonOf(state.reason) } }
  return state.status === 'withdrawn' ? { ...assignment, state: { ...state, reason: erasedReason } } : assignment
}

/** A deal keeps amounts and dates; its name and what was written about it go. */
function withoutWords({ outcome: _pointer, ...deal }: Opportunity): Opportunity {
  const { state } = deal
  return {
    ...deal,
    name: erasedWords,
    history: deal.history.map(({ stage, at }) => ({ stage, at })),
    state: state.status === 'lost' ? { ...state, reason: erasedReason } : state,
  }
}

/**
 * Ends the stays in tracks that are open, for the reason that reports count them by: nobody who was erased waits for a
 * mail.
 * @param history of the lead, as it was
 * @param at when it was erased
 */
export function endedStays(history: LeadHistory, at: Instant): readonly Enrollment[] {
  return openStays(history).map(({ stay, left }) => endedStay(stay, at, left))
}

function endedStay({ task: _next, ...stay }: Enrollment, at: Instant, why: EnrollmentEnd = 'erased'): Enrollment {
  return stay.ended === undefined ? { ...stay, ended: { at, why } } : stay
}

/**
 * An alert that went out tells how fast it was, a track's mail what came of it; neither says what was in it. What tells a
 * rep of the erasure is on its way, and names nobody.
 */
function leftOfMail({ task, ...mail }: Mail): Mail | undefined {
  if (isErasureNotice(mail)) return task === undefined ? mail : { ...mail, task }
  if (mail.content.template === 'nurture') return { ...mail, state: withoutWhy(mail.state) }
  if (mail.content.template !== 'alert' || mail.sentAt === undefined) return undefined
  return { ...mail, state: { status: 'sent', at: mail.sentAt, messageId: '' } }
}

/** What is handed over at this moment may have gone out: as ever, the mail service's word settles it. */
function withoutWhy(state: MailState): MailState {
  switch (state.status) {
    case 'claimed':
      return { status: 'doubt', at: state.at }
    case 'sent':
      return { ...state, messageId: '' }
    case 'dropped':
      return { ...state, why: erasedReason }
    case 'queued':
    case 'doubt':
    case 'delivered':
    case 'bounced':
    case 'complained':
      return state
  }
}

/** Tells whether a mail says nothing but that a lead was erased. */
export function isErasureNotice({ content }: Pick<Mail, 'content'>): boolean {
  return content.template === 'notice' && content.of === 'erased'
}

/**
 * Says what is left of a submission: that it came, when, and where it led. Its event id and payload are still known,
 * so that the same sent again is still the same.
 * @param submission as it was
 * @param payloadDigest of the payload, keyed
 * @param at when it was erased
 */
export function erasedSubmission(submission: Submission, payloadDigest: string, at: Instant): Submission {
  const { type, key, id, source, mode, receivedAt, occurredAt, state } = submission
  return {
    ...{ type, key, id, mode, receivedAt, occurredAt, payloadDigest },
    source: source.kind === 'call' ? { kind: 'call', disposition: source.disposition } : source,
    raw: null,
    profile: emptyProfile,
    utm: {},
    state: state.status === 'pending' ? { status: 'rejected', at, reason: erasedReason } : state,
    erased: at,
  }
}

/**
 * Takes out of a deal that another system reported who it is with and what was written about it.
 * @param deal as reported
 */
export function erasedDeal(deal: Outcome['deal']): Outcome['deal'] {
  const { externalLeadId: _who, emailDigest: _whose, ...rest } = deal
  const { result } = rest
  return {
    ...rest,
    name: erasedWords,
    result: result.status === 'lost' ? { ...result, reason: erasedReason } : result,
  }
}
