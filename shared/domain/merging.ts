import type { PlaybookVersion } from './access.ts'
import type { AssignmentId, LeadId } from './ids.ts'
import { type Lead, moveTo, ownerOf, type Score } from './lead.ts'
import { joinedState, strongerOptOut } from './merged-state.ts'
import type { Enrollment } from './nurturing.ts'
import { present } from './present.ts'
import { joinProfiles } from './profile.ts'
import { backToNurture, type KnownLead } from './qualification.ts'
import { rejection, score } from './scoring.ts'
import { taskNow } from './task.ts'
import type { Instant } from './time.ts'
import { isNews } from './touch.ts'

/** Most leads that can be merged into one: all of them are read with it. */
export const mostAbsorbed = 20

/** What two leads become that are one person: plain data to write. */
export interface Merger {
  readonly survivor: Lead
  /** As it stays behind: turned away, so that no stage does anything more with it. */
  readonly absorbed: Lead
  readonly score: Score
  /** The rule's reason when it was turned away. */
  readonly rejected?: string
  /** Set when the survivor enters a track. */
  readonly enrolled?: Enrollment
  /** Places in tracks that change: those that end, and the one that learns what has been sent. */
  readonly enrollments: readonly Enrollment[]
  /** Offers that are nobody's any more. */
  readonly closed: readonly AssignmentId[]
}

/**
 * Makes one lead of two. What lies with either stays where it is; this says what the two leads themselves become, and
 * where the one that stays goes: where the further of the two was, and from nurture on to Sales when together they are
 * hot.
 * @param rules the playbook in force
 * @param survivor the lead that stays, with all that is known of it
 * @param absorbed the lead that is merged into it, likewise
 * @param now the present
 */
export function merge(rules: PlaybookVersion, survivor: KnownLead, absorbed: KnownLead, now: Instant): Merger {
  const touches = [...survivor.touches, ...absorbed.touches]
  const joined = joinedLead(survivor.lead, absorbed.lead, now)
  const { playbook, version } = rules
  const scored = score({ playbook, version, profile: joined.profile, touches, now })
  const rejected = rejection(playbook.scoring, joined.profile)?.reason
  const firstHot = scored.hot && joined.hotAt === undefined && rejected === undefined
  const lead: Lead = { ...joined, score: scored, ...(firstHot ? { hotAt: now } : {}) }
  const enrollments = [...survivor.enrollments, ...absorbed.enrollments]
  const news = touches.some(isNews)
  const placed = place(rules, { lead, touches, enrollments }, { now, rejected, news, cause: absorbed.lead.id })
  return {
    ...placed,
    absorbed: leftBehind(absorbed.lead, survivor.lead.id, now),
    score: scored,
    enrollments: [
      ...absorbed.enrollments
        .filter(({ ended, leadId }) => ended === undefined && leadId === absorbed.lead.id)
        .map((enrollment) => endedBy(enrollment, now)),
      ...withWhatWasSent(placed.survivor, survivor.enrollments, absorbed.enrollments),
    ],
    closed: [survivor.lead, absorbed.lead].flatMap((before) => closedOffer(before, placed.survivor)),
  }
}

function joinedLead(survivor: Lead, absorbed: Lead, now: Instant): Lead {
  const { state, of } = joinedState(survivor, absorbed)
  const [kept, other] = of === 'survivor' ? [survivor, absorbed] : [absorbed, survivor]
  const first = absorbed.createdAt < survivor.createdAt ? absorbed : survivor
  const family = [...(survivor.absorbed ?? []), absorbed.id, ...(absorbed.absorbed ?? [])]
  const hotAt = earlier(survivor.hotAt, absorbed.hotAt)
  const { task, rerouting: _rerouting, workedBy: _workedBy, ...rest } = survivor
  const waiting = {
    task: of === 'survivor' ? task : taskNow(routeId(absorbed.id), 'route', now, absorbed.task?.lane),
    rerouting: kept.rerouting,
  }
  return {
    ...moveTo(rest, state, now),
    createdAt: first.createdAt,
    recordedAt: Math.min(survivor.recordedAt, absorbed.recordedAt),
    lastTouchAt: Math.max(survivor.lastTouchAt, absorbed.lastTouchAt),
    firstCampaign: first.firstCampaign,
    profile: joinProfiles(survivor.profile, absorbed.profile),
    externalIds: distinct(absorbed.externalIds, survivor.externalIds).slice(-mostListed),
    possibleDuplicates: distinct(survivor.possibleDuplicates, absorbed.possibleDuplicates)
      .filter((id) => id !== survivor.id && !family.includes(id))
      .slice(-mostListed),
    absorbed: family,
    ...present({
      hotAt,
      optOut: strongerOptOut(survivor.optOut, absorbed.optOut),
      workedBy: kept.workedBy ?? other.workedBy,
    }),
    ...(state.stage === 'new' ? present(waiting) : {}),
  }
}

/** Most external ids and possible duplicates that are listed on a lead. */
const mostListed = 100

function distinct<Id>(some: readonly Id[], more: readonly Id[]): readonly Id[] {
  return [...new Set([...some, ...more])]
}

function earlier(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return Math.min(one, other)
}

/** Names the route task of a lead that a merge made hot, or that waited for its rep. */
function routeId(absorbed: LeadId): string {
  return `route:merged:${absorbed}`
}

function leftBehind(absorbed: Lead, into: LeadId, now: Instant): Lead {
  const { task: _task, rerouting: _rerouting, ...rest } = absorbed
  return { ...moveTo(rest, { stage: 'rejected', reason: `merged into ${into}` }, now), merged: { into, at: now } }
}

interface Circumstances {
  readonly now: Instant
  readonly rejected: string | undefined
  /** Whether either has ever been touched live: of people known from history only nobody is told. */
  readonly news: boolean
  readonly cause: LeadId
}

type Placed = Pick<Merger, 'survivor' | 'rejected' | 'enrolled'>

/** Whom Sales has, waits for or lost stays there. Who is nurtured, or was turned away, goes where a touch would send it. */
function place(rules: PlaybookVersion, known: KnownLead, { now, rejected, news, cause }: Circumstances): Placed {
  const { lead, enrollments } = known
  if (lead.state.stage !== 'nurturing' && lead.state.stage !== 'rejected') return { survivor: lead }
  if (rejected !== undefined) {
    return { survivor: moveTo(lead, { stage: 'rejected', reason: rejected }, now), rejected }
  }
  if (lead.score.hot && !news) return { survivor: moveTo(lead, { stage: 'pool' }, now) }
  if (lead.score.hot) {
    // It did nothing just now, so nobody thanks it for coming: to routing it is a lead that comes again.
    const waiting = { rerouting: { before: [], escalations: 0 }, task: taskNow(routeId(cause), 'route', now) }
    return { survivor: { ...moveTo(lead, { stage: 'new' }, now), ...waiting } }
  }
  if (!news) return { survivor: lead.state.stage === 'nurturing' ? lead : moveTo(lead, { stage: 'nurturing' }, now) }
  const { lead: survivor, enrolled } = backToNurture(rules, lead, now, enrollments)
  return { survivor, ...present({ enrolled }) }
}

function endedBy(enrollment: Enrollment, at: Instant): Enrollment {
  const { task: _next, ...rest } = enrollment
  return { ...rest, ended: { at, why: 'merged' } }
}

/** The track the survivor is in goes on, but what the other had of it is not sent again. */
function withWhatWasSent(
  { state }: Lead,
  own: readonly Enrollment[],
  others: readonly Enrollment[],
): readonly Enrollment[] {
  const current = state.stage === 'nurturing' ? own.find(({ id }) => id === state.enrollment) : undefined
  if (current === undefined) return []
  const sent = others.flatMap((other) => (other.track === current.track ? other.sent : []))
  const known = distinct(current.sent, sent)
  return known.length === current.sent.length ? [] : [{ ...current, sent: known }]
}

/** An offer ends that is not the one that was kept, unless its rep accepted it and has the lead all the same. */
function closedOffer({ state }: Lead, merged: Lead): readonly AssignmentId[] {
  if (state.stage !== 'assigned' && state.stage !== 'working') return []
  if ('assignment' in merged.state && merged.state.assignment === state.assignment) return []
  return state.stage === 'working' && ownerOf(merged) === state.owner ? [] : [state.assignment]
}
