import type { PlaybookVersion } from './access.ts'
import type { JobId } from './ids.ts'
import { type Lead, moveTo, type Score } from './lead.ts'
import type { Enrollment } from './nurturing.ts'
import type { Scoring } from './playbook.ts'
import { backToNurture, type KnownLead } from './qualification.ts'
import { rejection, score } from './scoring.ts'
import { taskNow } from './task.ts'
import type { Instant } from './time.ts'
import { isNews } from './touch.ts'

/** Where a lead went because a new version of the playbook sees it otherwise; `stayed` where it was. */
export type Move = 'stayed' | 'routed' | 'pooled' | 'rejected' | 'restored'

/** What a new version of the playbook makes of a lead: plain data for the job to write. */
export interface Rescored {
  readonly lead: Lead
  readonly score: Score
  readonly move: Move
  /** The rule's reason when it was turned away. */
  readonly rejected?: string
  /** Set when the lead enters a track again. */
  readonly enrolled?: Enrollment
  /** It is hot for the first time. */
  readonly firstHot: boolean
}

/** The versions a lead is scored by. */
export interface Versions {
  /** The one that is in force now. */
  readonly rules: PlaybookVersion
  /** The one that scored the lead last; absent when it is not known. */
  readonly former: PlaybookVersion | undefined
}

/**
 * Scores a lead by a new version of the playbook. What matters is what the rules changed: both versions are asked as
 * of now, so that mere decay changes nothing.
 *
 * Whoever is with Sales, is being routed, was lost or lies in the public pool stays there and gets the new score only.
 * A nurtured lead goes where a touch would send it: to routing when it is hot, away when a rule rejects it. One known
 * only from history goes to the public pool when it is hot, as it would have on import: no rep is alerted. A lead that
 * a rule took out of nurture comes back when no rule rejects it any more, and goes on in its track: a rollback undoes.
 * @param versions the new one, and the one that scored the lead last
 * @param known the lead, its touches and the tracks it has been in
 * @param cause the job that asks, and the present
 * @returns `undefined` when the new version says what the former one says
 */
export function rescore(
  { rules, former }: Versions,
  known: KnownLead,
  cause: { readonly job: JobId; readonly now: Instant },
): Rescored | undefined {
  const { touches } = known
  const { profile } = known.lead
  const scored = scoreBy(rules, known, cause.now)
  const turnedAway = rejection(rules.playbook.scoring, profile)
  const wasTurnedAway = former !== undefined && rejection(former.playbook.scoring, profile) !== undefined
  const same = former !== undefined && agree(scoreBy(former, known, cause.now), scored)
  if (same && wasTurnedAway === (turnedAway !== undefined)) return undefined
  const lead: Lead = { ...known.lead, score: scored }
  const placed = place(
    rules,
    { ...known, lead },
    { ...cause, rejected: turnedAway?.reason, news: touches.some(isNews) },
  )
  const welcome = turnedAway === undefined && placed.lead.state.stage !== 'rejected'
  const firstHot = scored.hot && lead.hotAt === undefined && welcome
  return { score: scored, ...placed, lead: firstHot ? { ...placed.lead, hotAt: cause.now } : placed.lead, firstHot }
}

function scoreBy({ playbook, version }: PlaybookVersion, { lead, touches }: KnownLead, now: Instant): Score {
  return score({ playbook, version, profile: lead.profile, touches, now })
}

/** Whether two scores say the same, apart from who says it and in what words. */
function agree(one: Score, other: Score): boolean {
  const said = ({ value, fit, engagement, grade, hot, reasons }: Score) =>
    JSON.stringify([value, fit, engagement, grade, hot, reasons.map(({ rule, points }) => [rule, points])])
  return said(one) === said(other)
}

/**
 * Tells whether two versions score every lead alike, so that none has to be looked at.
 * @param one a version's scoring
 * @param other another's
 */
export function scoresAlike(one: Scoring, other: Scoring): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

interface Circumstances {
  readonly job: JobId
  readonly now: Instant
  readonly rejected: string | undefined
  /** Whether it has ever been touched live. */
  readonly news: boolean
}

type Placed = Pick<Rescored, 'lead' | 'move' | 'rejected' | 'enrolled'>

function place(rules: PlaybookVersion, known: KnownLead, circumstances: Circumstances): Placed {
  const { lead } = known
  const { rejected } = circumstances
  if (lead.state.stage === 'nurturing') return nurtured(lead, circumstances)
  if (lead.state.stage !== 'rejected') return { lead, move: 'stayed' }
  if (rejected !== undefined || lead.history.at(-2)?.stage !== 'nurturing') return { lead, move: 'stayed' }
  if (lead.score.hot) return nurtured(lead, circumstances)
  return { ...backInTrack(rules, known, circumstances), move: 'restored' }
}

function nurtured(lead: Lead, { job, now, rejected, news }: Circumstances): Placed {
  if (rejected !== undefined) {
    return { lead: moveTo(lead, { stage: 'rejected', reason: rejected }, now), move: 'rejected', rejected }
  }
  if (!lead.score.hot) return { lead, move: 'stayed' }
  if (!news) return { lead: moveTo(lead, { stage: 'pool' }, now), move: 'pooled' }
  const task = taskNow(`route:${job}`, 'route', now, 'bulk')
  // It did nothing just now, so nobody thanks it for coming: to routing it is a lead that comes again.
  const rerouting = { before: [], escalations: 0 }
  return { lead: { ...moveTo(lead, { stage: 'new' }, now), rerouting, task }, move: 'routed' }
}

/** An enrollment whose next step has not come due since goes on as if nothing had been; history gets no mail. */
function backInTrack(
  rules: PlaybookVersion,
  known: KnownLead,
  { now, news }: Circumstances,
): Pick<Rescored, 'lead' | 'enrolled'> {
  const { lead, enrollments } = known
  const latest = enrollments.find(({ leadId, number }) => leadId === lead.id && number === lead.counts.enrollments)
  if (latest !== undefined && latest.ended === undefined) {
    return { lead: moveTo(lead, { stage: 'nurturing', enrollment: latest.id }, now) }
  }
  return news ? backToNurture(rules, lead, now, enrollments) : { lead: moveTo(lead, { stage: 'nurturing' }, now) }
}
