import type { TaskMessage } from '../contracts/tasks.ts'
import type { PlaybookVersion } from '../domain/access.ts'
import type { Decision } from '../domain/decision.ts'
import type { LeadId } from '../domain/ids.ts'
import { type Lead, ownerOf } from '../domain/lead.ts'
import { present } from '../domain/present.ts'
import { type NewTouch, type Qualification, qualify, touchOf } from '../domain/qualification.ts'
import type { Submission } from '../domain/submission.ts'
import type { TaskLane } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { countLead, registerCampaign } from './counting.ts'
import { emptySubmission } from './erase/step.ts'
import { secretForErasing, suppressedSince } from './erase/suppression.ts'
import { type Found, findByIdentities } from './identities.ts'
import { mailWrite } from './outbox.ts'
import type { Ports } from './ports.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'

/**
 * The qualify stage: finds or creates the lead of a submission, adds the touch, scores, and sends the lead to
 * routing or nurture, all in one transaction.
 * @param ports store, clock and ids
 * @param message names the submission's task
 */
export function qualifySubmission(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(ports.store, message, 'submission', async (stored, rules) => {
    const submission = stored.entity
    const now = ports.clock.now()
    const [found, campaign] = await Promise.all([
      findByIdentities(ports.store, submission),
      registerCampaign(ports.store, submission.campaign),
    ])
    const listed = await suppressedSince(ports.store, found.unowned)
    const since = found.unowned.map(({ erasedAt }, index) => erasedAt ?? listed[index])
    const erasure = erasureOf(submission, found, since)
    if (erasure === 'theirs') return erasedWrites(ports.store, stored, now)
    const leadId: LeadId = found.known?.stored.entity.id ?? `lead_${ports.ids.next()}`
    const news = newsOf(submission, leadId, erasure === 'suppressed')
    const known = found.known === undefined ? undefined : { lead: found.known.stored.entity, ...found.known }
    const qualified = qualify(rules, known, news, now)
    const state = {
      lead: leadId,
      at: now,
      ...(qualified.outcome === 'rejected'
        ? { status: qualified.outcome, reason: qualified.rejected ?? '' }
        : { status: qualified.outcome }),
    }
    return [
      { kind: 'replace', stored, entity: { ...withoutTask(submission), state } },
      ...found.missing(leadId, now),
      ...touchWrites(ports, rules, found, qualified, news.lane, now),
      ...campaign,
    ]
  })
}

/**
 * Says what a submission has to do with somebody who was erased. It is theirs when what names it best is on the list, and
 * it was under way or an import brings it back. Who comes anew by a form, a call or an advertisement is somebody new, who
 * gets no marketing mail unasked. A lead that is known stays as it is when it only shares a phone with them.
 */
function erasureOf(
  { source, receivedAt }: Submission,
  { known, unowned, isStrongestUnowned }: Found,
  since: readonly (Instant | undefined)[],
): 'theirs' | 'suppressed' | undefined {
  const strongest = isStrongestUnowned ? since[0] : undefined
  if (strongest !== undefined && (source.kind === 'import' || receivedAt <= strongest)) return 'theirs'
  const counts = unowned.some(
    ({ kind }, index) => since[index] !== undefined && (known === undefined || kind === 'email'),
  )
  return counts ? 'suppressed' : undefined
}

async function erasedWrites(store: Store, stored: Stored<Submission>, now: Instant): Promise<readonly Write[]> {
  const { secret } = await secretForErasing(store)
  return [{ kind: 'replace', stored, entity: emptySubmission(withoutTask(stored.entity), secret, now) }]
}

function newsOf(submission: Submission, leadId: LeadId, suppressed: boolean): NewTouch {
  return {
    touch: touchOf(submission, leadId),
    mode: submission.mode,
    lane: submission.task?.lane ?? 'live',
    profile: submission.profile,
    ...present({ externalId: submission.externalId, consent: submission.consent }),
    ...(suppressed ? { suppressed } : {}),
  }
}

/**
 * Writes what a touch did to a lead: the lead, the touch, the decision, counters, an enrollment, a word to its owner.
 * @param ports ids
 * @param rules the playbook it was decided by
 * @param found the lead as stored, and others it might be
 * @param qualified what was decided
 * @param lane of the mails it causes
 * @param now the present
 */
export function touchWrites(
  ports: Pick<Ports, 'ids'>,
  rules: PlaybookVersion,
  found: Pick<Found, 'known' | 'duplicates'>,
  qualified: Qualification,
  lane: TaskLane,
  now: Instant,
): readonly Write[] {
  const lead = withDuplicates(
    qualified.lead,
    found.duplicates.map(({ entity }) => entity.id),
  )
  return [
    leadWrite(found.known?.stored, lead),
    ...found.duplicates.flatMap((stored) => noted(stored, lead.id)),
    { kind: 'create', entity: qualified.touch },
    { kind: 'create', entity: scoreDecision(ports, qualified) },
    ...(qualified.enrolled === undefined ? [] : [{ kind: 'create', entity: qualified.enrolled } as const]),
    ...(qualified.tellOwner ? activityMail(lead, qualified, lane, now) : []),
    ...countLead(rules.playbook.workspace.timezone, qualified),
  ]
}

function leadWrite(stored: Stored<Lead> | undefined, lead: Lead): Write {
  return stored === undefined ? { kind: 'create', entity: lead } : { kind: 'replace', stored, entity: lead }
}

/** Most possible duplicates that are listed on a lead. */
const mostDuplicates = 100

/** The other lead lists this one too: whoever looks at either finds both. */
function noted(stored: Stored<Lead>, id: LeadId): readonly Write[] {
  const entity = withDuplicates(stored.entity, [id])
  return entity === stored.entity ? [] : [{ kind: 'replace', stored, entity }]
}

function withDuplicates(lead: Lead, duplicates: readonly LeadId[]): Lead {
  const fresh = duplicates.filter((id) => id !== lead.id && !lead.possibleDuplicates.includes(id))
  return fresh.length === 0
    ? lead
    : { ...lead, possibleDuplicates: [...lead.possibleDuplicates, ...fresh].slice(-mostDuplicates) }
}

function scoreDecision(ports: Pick<Ports, 'ids'>, qualified: Qualification): Decision {
  return {
    type: 'decision',
    kind: 'score',
    id: `decision_${ports.ids.next()}`,
    leadId: qualified.lead.id,
    at: qualified.score.at,
    playbook: qualified.score.playbook,
    score: qualified.score,
    touch: qualified.touch.id,
    ...present({ rejected: qualified.rejected }),
  }
}

function activityMail(lead: Lead, { touch }: Qualification, lane: TaskLane, now: Instant): readonly Write[] {
  const owner = ownerOf(lead)
  if (owner === undefined) return []
  const content = { template: 'activity', touch: touch.id, touchAt: touch.at } as const
  return [mailWrite(lead, `activity-${touch.id.slice('touch_'.length)}`, { to: 'rep', rep: owner }, content, now, lane)]
}
