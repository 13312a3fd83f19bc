import { type Assignment, isOpen } from '../domain/assignment.ts'
import { type AssignmentId, parseNumberedId, type RepId } from '../domain/ids.ts'
import { type Lead, moveTo } from '../domain/lead.ts'
import type { Playbook } from '../domain/playbook.ts'
import type { Rep } from '../domain/roster.ts'
import { taskAt } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { accountWrites } from './accounts.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'
import { currentRules } from './rules.ts'
import { firstTouchDeadline, firstTouchTask, handedOn } from './sla.ts'
import { withoutTask } from './task-work.ts'
import { workloadWrite } from './workloads.ts'

/** A rep's answer to an offer. */
export type Answer = { readonly kind: 'accept' } | { readonly kind: 'decline'; readonly reason: string }

/** An assignment with its lead. */
export interface Offer {
  readonly assignment: Stored<Assignment>
  readonly lead: Stored<Lead>
}

/** What became of an answer. `answered`: somebody or something was first; the offer is as it stands now. */
export type RespondResult =
  | { readonly kind: 'done'; readonly assignment: Assignment; readonly lead: Lead }
  | { readonly kind: 'answered'; readonly assignment: Assignment; readonly lead: Lead }
  | { readonly kind: 'not-found' }

/**
 * Reads an offer.
 * @param store where it is
 * @param id the assignment's, as a URL has it
 */
export async function readOffer(store: Store, id: string): Promise<Offer | undefined> {
  const parsed = parseNumberedId('asg', id)
  if (parsed === undefined) return undefined
  const [assignment, lead] = await Promise.all([
    store.get({ type: 'assignment', ...parsed }),
    store.get({ type: 'lead', id: parsed.leadId }),
  ])
  return assignment === undefined || lead === undefined ? undefined : { assignment, lead }
}

/**
 * Takes a rep's answer. Only one answer wins; a later one is told how things stand.
 * @param ports store and clock
 * @param id the assignment's
 * @param answer accept, or decline with the reason
 */
export function respond(ports: Ports, id: AssignmentId | string, answer: Answer): Promise<RespondResult> {
  return commitFresh<RespondResult>(ports.store, async () => {
    const offer = await readOffer(ports.store, id)
    if (offer === undefined) return { result: { kind: 'not-found' }, writes: [] }
    const { assignment, lead } = { assignment: offer.assignment.entity, lead: offer.lead.entity }
    if (!isOpen(assignment, lead)) return { result: { kind: 'answered', assignment, lead }, writes: [] }
    const { playbook } = await currentRules(ports.store)
    const now = ports.clock.now()
    const answered = await answeredWrites(ports.store, assignment.rep)
    if (answer.kind === 'decline') return withMore(declined(offer, answer.reason, now), answered)
    const rep = await ports.store.get({ type: 'rep', id: assignment.rep })
    const account = await accountWrites(ports.store, playbook, lead.profile, assignment.rep, now)
    return withMore(accepted(offer, playbook, rep?.entity, now), [...answered, ...account])
  })
}

/** Who answers is there: offers they let pass before no longer count. */
async function answeredWrites(store: Store, rep: RepId): Promise<readonly Write[]> {
  const stored = await store.get({ type: 'workload', rep })
  return stored === undefined || stored.entity.missed === 0
    ? []
    : [workloadWrite(stored, { ...stored.entity, missed: 0 })]
}

function withMore({ result, writes }: Responded, more: readonly Write[]): Responded {
  return { result, writes: [...writes, ...more] }
}

interface Responded {
  readonly result: RespondResult
  readonly writes: readonly Write[]
}

function accepted({ assignment, lead }: Offer, playbook: Playbook, rep: Rep | undefined, now: Instant): Responded {
  const firstTouchBy = firstTouchDeadline(playbook, rep, now)
  const task = taskAt(firstTouchTask(assignment.entity.id), 'sla', firstTouchBy)
  const taken: Assignment = { ...assignment.entity, state: { status: 'accepted', at: now }, firstTouchBy, task }
  const working = moveTo(
    { ...lead.entity, workedBy: taken.rep },
    { stage: 'working', owner: taken.rep, assignment: taken.id },
    now,
  )
  return written({ assignment, lead }, taken, working)
}

function declined({ assignment, lead }: Offer, reason: string, now: Instant): Responded {
  const refused: Assignment = { ...withoutTask(assignment.entity), state: { status: 'declined', at: now, reason } }
  return written({ assignment, lead }, refused, handedOn(lead.entity, refused, refused.escalations, now))
}

function written(offer: Offer, assignment: Assignment, lead: Lead): Responded {
  return {
    result: { kind: 'done', assignment, lead },
    writes: [
      { kind: 'replace', stored: offer.assignment, entity: assignment },
      { kind: 'replace', stored: offer.lead, entity: lead },
    ],
  }
}
