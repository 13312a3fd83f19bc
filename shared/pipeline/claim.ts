import type { Assignment } from '../domain/assignment.ts'
import { overCapacity } from '../domain/availability.ts'
import type { Decision } from '../domain/decision.ts'
import { type LeadId, numberedId, publicPool, type RepId } from '../domain/ids.ts'
import { isErased, type Lead, moveTo } from '../domain/lead.ts'
import type { Rep, Workload } from '../domain/roster.ts'
import { territoryOf } from '../domain/routing.ts'
import { taskAt } from '../domain/task.ts'
import { type Instant, toIso } from '../domain/time.ts'
import { accountWrites } from './accounts.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'
import { currentRules } from './rules.ts'
import { firstTouchDeadline, firstTouchTask } from './sla.ts'

/**
 * What became of a claim. `taken`: the lead is not in the public pool, because somebody was first or it never was;
 * it is as it stands now. `unavailable`: the rep can take no lead, and why.
 */
export type ClaimResult =
  | { readonly kind: 'done'; readonly assignment: Assignment; readonly lead: Lead }
  | { readonly kind: 'taken'; readonly lead: Lead }
  | { readonly kind: 'unavailable'; readonly why: string }
  | { readonly kind: 'not-found' }

/**
 * Gives a lead of the public pool to a rep who asks for it: accepted at once, with the first touch to come. Only one
 * claim wins. No pool's rotation counts it: nobody's turn was used up.
 * @param ports store, clock and ids
 * @param leadId the lead
 * @param repId who wants it
 */
export function claimLead(ports: Ports, leadId: LeadId, repId: RepId): Promise<ClaimResult> {
  return commitFresh<ClaimResult>(ports.store, async () => {
    const [stored, rep, rules] = await Promise.all([
      ports.store.get({ type: 'lead', id: leadId }),
      ports.store.get({ type: 'rep', id: repId }),
      currentRules(ports.store),
    ])
    if (stored === undefined || isErased(stored.entity)) return { result: { kind: 'not-found' }, writes: [] }
    const now = ports.clock.now()
    const workload = await ports.store.get({ type: 'workload', rep: repId })
    const why = whyNot(rep?.entity, workload?.entity, now)
    if (why !== undefined) return { result: { kind: 'unavailable', why }, writes: [] }
    if (stored.entity.state.stage !== 'pool') return { result: { kind: 'taken', lead: stored.entity }, writes: [] }
    const territory = territoryOf(rules.playbook, stored.entity.profile).id
    const assignment = taken(stored.entity, repId, territory, now, firstTouchDeadline(rules.playbook, rep?.entity, now))
    const counts = { ...stored.entity.counts, assignments: assignment.number }
    const state = { stage: 'working', owner: repId, assignment: assignment.id } as const
    const lead = moveTo({ ...stored.entity, counts, workedBy: repId }, state, now)
    return {
      result: { kind: 'done', assignment, lead },
      writes: [
        { kind: 'replace', stored, entity: lead },
        { kind: 'create', entity: assignment },
        { kind: 'create', entity: decisionOf(ports, assignment, rules.version) },
        ...(await accountWrites(ports.store, rules.playbook, lead.profile, repId, now)),
      ],
    }
  })
}

/** Who asks is at work, whatever their hours; but not on time off, and not with a full plate. */
function whyNot(rep: Rep | undefined, workload: Workload | undefined, now: Instant): string | undefined {
  if (rep === undefined) return 'not in the roster'
  if (!rep.active) return 'switched off in the roster'
  const off = rep.timeOff.find(({ from, until }) => from <= now && now < until)
  return off === undefined ? overCapacity(rep, workload) : `off until ${toIso(off.until)}`
}

/** An offer that needs no answer: the rep asked for it. */
function taken(lead: Lead, rep: RepId, territory: string, now: Instant, firstTouchBy: Instant): Assignment {
  const number = lead.counts.assignments + 1
  const id = numberedId('asg', lead.id, number)
  return {
    type: 'assignment',
    id,
    leadId: lead.id,
    number,
    rep,
    pool: publicPool,
    territory,
    offeredAt: now,
    acceptBy: now,
    state: { status: 'accepted', at: now },
    before: [],
    escalations: 0,
    remindedAt: [],
    firstTouchBy,
    task: taskAt(firstTouchTask(id), 'sla', firstTouchBy),
  }
}

function decisionOf(ports: Pick<Ports, 'ids'>, { leadId, rep, territory, offeredAt }: Assignment, version: number) {
  const decision: Decision = {
    type: 'decision',
    kind: 'route',
    id: `decision_${ports.ids.next()}`,
    leadId,
    at: offeredAt,
    playbook: version,
    territory,
    pools: [publicPool],
    rep,
    by: 'claim',
    candidates: [{ rep, chosen: true, reason: 'claimed from the pool' }],
  }
  return decision
}
