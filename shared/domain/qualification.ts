import type { PlaybookVersion } from './access.ts'
import { type CampaignId, type LeadId, numberedId, type TouchId, unattributed } from './ids.ts'
import { type Lead, moveTo, ownerOf, type Score } from './lead.ts'
import { mayReceiveMarketing, nextStep, trackFor } from './nurture.ts'
import type { Enrollment } from './nurturing.ts'
import { mergeProfile, type Profile } from './profile.ts'
import { rejection, score } from './scoring.ts'
import type { Mode, Submission } from './submission.ts'
import { type TaskLane, taskAt, taskNow } from './task.ts'
import type { Instant } from './time.ts'
import type { Touch } from './touch.ts'

/** What a lead and its history become when it is touched: plain data for the stage to write. */
export interface Qualification {
  readonly lead: Lead
  readonly touch: Touch
  readonly score: Score
  /** How the touch ends for the lead: it is (or goes) with Sales, is nurtured, or turned away. */
  readonly outcome: 'routed' | 'nurtured' | 'rejected'
  /** The rule's reason when it was turned away. */
  readonly rejected?: string
  /** Set when the lead enters a track. */
  readonly enrolled?: Enrollment
  /** Set when somebody already works it: they are told of the new touch. */
  readonly tellOwner: boolean
  /** It is the lead's first touch. */
  readonly isNew: boolean
  /** It made the lead hot for the first time. */
  readonly firstHot: boolean
}

/** One touch of a lead, about to be recorded. */
export interface NewTouch {
  readonly touch: Touch
  readonly mode: Mode
  readonly lane: TaskLane
  readonly profile: Profile
  readonly externalId?: string
  readonly consent?: boolean
  /** Set when one of its addresses is on the suppression list: no marketing mail without new consent. */
  readonly suppressed?: true
}

/** What is known of the lead so far; `undefined` when nothing is. */
export interface KnownLead {
  readonly lead: Lead
  readonly touches: readonly Touch[]
  /** The tracks it has been in. */
  readonly enrollments: readonly Enrollment[]
}

/**
 * Reads the touch out of a submission.
 * @param submission what was captured
 * @param leadId whose touch it is
 * @returns the touch; its id is derived from the submission's, so that one submission is one touch
 */
export function touchOf(submission: Submission, leadId: LeadId): Touch {
  const id: TouchId = `touch_${submission.id.slice('sub_'.length)}`
  return {
    type: 'touch',
    id,
    leadId,
    at: submission.occurredAt,
    kind: submission.source.kind,
    event: eventOf(submission),
    ...(submission.source.kind === 'import' ? { mode: submission.mode } : {}),
    receivedAt: submission.receivedAt,
    submission: submission.key,
    ...(submission.campaign === undefined ? {} : { campaign: submission.campaign }),
    ...(submission.message === undefined ? {} : { summary: submission.message }),
  }
}

function eventOf({ source }: Submission): string {
  switch (source.kind) {
    case 'form':
      return `form.${source.form}`
    case 'call':
      return `call.${source.disposition}`
    case 'webhook':
      return `webhook.${source.provider}`
    case 'import':
      return `import.${source.source}`
  }
}

/**
 * Qualifies a touch: merges what it says into the lead, scores, and says where the lead goes.
 * @param rules the playbook in force
 * @param known the lead so far
 * @param news the touch and what came with it
 * @param now the present; history is scored as of its own dates
 */
export function qualify(
  rules: PlaybookVersion,
  known: KnownLead | undefined,
  news: NewTouch,
  now: Instant,
): Qualification {
  const at = news.mode === 'history' ? Math.max(news.touch.at, known?.lead.lastTouchAt ?? 0) : now
  const touches = [...(known?.touches ?? []), news.touch]
  const before = known?.lead ?? newLead(news, now)
  const profile = mergeProfile(before.profile, news.profile)
  const scored = score({ playbook: rules.playbook, version: rules.version, profile, touches, now: at })
  const turnedAway = rejection(rules.playbook.scoring, profile)
  const firstHot = scored.hot && before.hotAt === undefined && turnedAway === undefined
  const lead: Lead = {
    ...withConsent(before, news),
    profile,
    score: scored,
    lastTouchAt: Math.max(before.lastTouchAt, news.touch.at),
    externalIds: withId(before.externalIds, news.externalId),
    ...(firstHot ? { hotAt: at } : {}),
  }
  const enrollments = known?.enrollments ?? []
  const placed = place(rules, lead, news, { at, rejected: turnedAway?.reason, isNew: known === undefined, enrollments })
  return { touch: news.touch, score: scored, isNew: known === undefined, firstHot, ...placed }
}

interface Circumstances {
  readonly at: Instant
  readonly rejected: string | undefined
  readonly isNew: boolean
  readonly enrollments: readonly Enrollment[]
}

type Placed = Pick<Qualification, 'lead' | 'outcome' | 'rejected' | 'enrolled' | 'tellOwner'>

/** Where a scored lead goes. Whoever is with Sales stays there; history moves nobody who was known before. */
function place(rules: PlaybookVersion, lead: Lead, news: NewTouch, circumstances: Circumstances): Placed {
  const { at, rejected, isNew, enrollments } = circumstances
  const live = news.mode === 'live'
  if (ownerOf(lead) !== undefined && lead.state.stage !== 'lost') return { lead, outcome: 'routed', tellOwner: live }
  if (lead.state.stage === 'won' || lead.state.stage === 'opportunity')
    return { lead, outcome: 'routed', tellOwner: false }
  if (rejected !== undefined) {
    // A lead that history finds waiting for its rep goes on waiting: without its task nobody would ever come.
    const turnedAway = live || isNew ? withoutRoute(moveTo(lead, { stage: 'rejected', reason: rejected }, at)) : lead
    return { lead: turnedAway, outcome: 'rejected', rejected, tellOwner: false }
  }
  if (!live)
    return isNew ? placeHistory(lead, at) : { lead, outcome: lead.score.hot ? 'routed' : 'nurtured', tellOwner: false }
  if (lead.score.hot) return { lead: sentToRoute(lead, news, at), outcome: 'routed', tellOwner: false }
  if (lead.state.stage === 'pool' || lead.task !== undefined) return { lead, outcome: 'routed', tellOwner: false }
  return { ...enroll(rules, lead, at, enrollments), outcome: 'nurtured', tellOwner: false }
}

/** History is recorded where a live lead would have ended, but nobody is alerted, mailed or timed. */
function placeHistory(lead: Lead, at: Instant): Placed {
  return lead.score.hot
    ? { lead: moveTo(lead, { stage: 'pool' }, at), outcome: 'routed', tellOwner: false }
    : { lead: moveTo(lead, { stage: 'nurturing' }, at), outcome: 'nurtured', tellOwner: false }
}

/** A hot lead waits for its route task; one that waits already keeps it. */
function sentToRoute(lead: Lead, news: NewTouch, at: Instant): Lead {
  if (lead.task !== undefined) return lead
  return { ...moveTo(lead, { stage: 'new' }, at), task: taskNow(`route:${news.touch.id}`, 'route', at, news.lane) }
}

function withoutRoute(lead: Lead): Lead {
  const { task: _task, rerouting: _rerouting, ...rest } = lead
  return rest
}

/**
 * Puts a lead in the first track that takes it, unless it is in one or wants no mail. Who has been in that track
 * before goes on where they left it: nobody gets a step twice.
 */
function enroll(
  rules: PlaybookVersion,
  lead: Lead,
  at: Instant,
  enrollments: readonly Enrollment[],
): Pick<Placed, 'lead' | 'enrolled'> {
  if (lead.state.stage === 'nurturing' && lead.state.enrollment !== undefined) return { lead }
  const nurtured = moveTo(lead, { stage: 'nurturing' }, at)
  const track = trackFor(rules.playbook, lead.profile)
  const sent = enrollments.flatMap((earlier) => (earlier.track === track?.id ? earlier.sent : []))
  const first = track === undefined ? undefined : nextStep(track, sent)
  if (track === undefined || first === undefined || !mayReceiveMarketing(nurtured)) return { lead: nurtured }
  const number = lead.counts.enrollments + 1
  const id = numberedId('enr', lead.id, number)
  const enrolled: Enrollment = {
    type: 'enrollment',
    id,
    leadId: lead.id,
    number,
    track: track.id,
    startedAt: at,
    sent,
    task: taskAt(`nurture:${id}:${first.id}`, 'nurture', at + first.after),
  }
  const counts = { ...lead.counts, enrollments: number }
  return { lead: moveTo({ ...nurtured, counts }, { stage: 'nurturing', enrollment: id }, at), enrolled }
}

/**
 * Puts a lead that Sales gave back among those that are nurtured.
 * @param rules the playbook in force
 * @param lead the lead
 * @param at when
 * @param enrollments the tracks it has been in
 */
export function backToNurture(
  rules: PlaybookVersion,
  lead: Lead,
  at: Instant,
  enrollments: readonly Enrollment[],
): { readonly lead: Lead; readonly enrolled?: Enrollment } {
  return enroll(rules, lead, at, enrollments)
}

function newLead(news: NewTouch, now: Instant): Lead {
  const firstCampaign: CampaignId = news.touch.campaign ?? unattributed
  const at = news.mode === 'history' ? news.touch.at : Math.min(news.touch.at, now)
  return {
    type: 'lead',
    id: news.touch.leadId,
    createdAt: at,
    recordedAt: now,
    lastTouchAt: at,
    profile: news.profile,
    externalIds: [],
    state: { stage: 'new' },
    history: [{ stage: 'new', at }],
    score: { value: 0, fit: 0, engagement: 0, hot: false, at, playbook: 0, reasons: [] },
    firstCampaign,
    possibleDuplicates: [],
    counts: { assignments: 0, enrollments: 0, opportunities: 0 },
  }
}

/** Most external ids that are listed on a lead; all of them find it. */
const mostKept = 100

function withId(ids: readonly string[], id: string | undefined): readonly string[] {
  return id === undefined || ids.includes(id) ? ids : [...ids, id].slice(-mostKept)
}

/**
 * An explicit no stops marketing mail, and a yes later does not undo it: only the person's own page could. Who was
 * erased never said no: they get none until they say yes.
 */
function withConsent(lead: Lead, { consent, suppressed }: NewTouch): Lead {
  const { optOut, ...asked } = lead
  if (consent === true && optOut === 'erased') return asked
  if (consent === false && (optOut === undefined || optOut === 'erased')) return { ...lead, optOut: 'refused' }
  return suppressed === true && consent !== true && optOut === undefined ? { ...lead, optOut: 'erased' } : lead
}
