import type { TaskMessage } from '../contracts/tasks.ts'
import type { PlaybookVersion } from '../domain/access.ts'
import type { Assignment } from '../domain/assignment.ts'
import { calendarOf } from '../domain/availability.ts'
import type { Decision } from '../domain/decision.ts'
import { numberedId, type PoolId, type RepId } from '../domain/ids.ts'
import { type Lead, moveTo } from '../domain/lead.ts'
import type { Playbook } from '../domain/playbook.ts'
import { present } from '../domain/present.ts'
import type { Rep, Rotation, Team } from '../domain/roster.ts'
import { emptyRotation } from '../domain/rotation.ts'
import { type Chosen, fallbackChain, type RouteResult, routeLead, territoryOf } from '../domain/routing.ts'
import { deadline } from '../domain/sla.ts'
import { taskAt } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import { emptyWorkload, givenOne } from '../domain/workload.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { accountOf } from './accounts.ts'
import { alertWrites } from './alerts/put.ts'
import { mailWrite } from './outbox.ts'
import type { Ports } from './ports.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'
import { workloadWrite } from './workloads.ts'

/**
 * The route stage: finds the rep for a hot lead by territory, pool and fair rotation, offers it with its SLA, and
 * has the rep alerted and the prospect thanked; with nobody to take it the lead goes to the public pool.
 * @param ports store, clock and ids
 * @param message names the lead's task
 */
export function routeHotLead(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(ports.store, message, 'lead', async (stored, { playbook, version }) => {
    const lead = stored.entity
    if (lead.state.stage !== 'new') return [{ kind: 'replace', stored, entity: settled(lead) }]
    const now = ports.clock.now()
    const { result, writes } = await chooseRep(ports, { playbook, version }, lead, lead.rerouting?.before ?? [], now)
    if (result.chosen === undefined) {
      return [{ kind: 'replace', stored, entity: moveTo(settled(lead), { stage: 'pool' }, now) }, ...writes]
    }
    const team = await teamOf(ports.store, result.chosen.rep)
    return [...writes, ...offer(stored, result, { ...result.chosen, team }, playbook, now)]
  })
}

/** Whom routing chose, and what that writes: the decision, whose turn it was, and one more lead of their day. */
export interface Choice {
  readonly result: RouteResult
  readonly writes: readonly Write[]
}

/**
 * Chooses the rep for a lead: its owner, its company's, or whose turn it is in its territory.
 * @param ports store, ids
 * @param rules the playbook in force
 * @param lead the lead
 * @param exclude reps who are not asked
 * @param now the present
 */
export async function chooseRep(
  ports: Ports,
  { playbook, version }: Pick<PlaybookVersion, 'playbook' | 'version'>,
  lead: Lead,
  exclude: readonly RepId[],
  now: Instant,
): Promise<Choice> {
  const [rotations, roster, workloads, account] = await Promise.all([
    readRotations(ports.store, playbook, lead),
    ports.store.listRoster(),
    ports.store.listWorkloads(),
    accountOf(ports.store, playbook, lead.profile),
  ])
  const result = routeLead({
    playbook,
    version,
    profile: lead.profile,
    roster: roster.map(({ entity }) => entity),
    rotations: new Map([...rotations].map(([pool, { rotation }]) => [pool, rotation])),
    workloads: new Map(workloads.map(({ entity }) => [entity.rep, entity])),
    ...(keepsLeads(playbook) ? present({ leadOwner: lead.workedBy }) : {}),
    ...present({ accountOwner: account?.entity.owner }),
    exclude,
    now,
  })
  const decision = routeDecision(ports, lead, result, version, now)
  const { chosen } = result
  if (chosen === undefined) return { result, writes: [decision] }
  const workload = workloads.find(({ entity }) => entity.rep === chosen.rep.id)
  const given = givenOne(workload?.entity ?? emptyWorkload(chosen.rep.id), chosen.rep, playbook.workspace, now)
  return { result, writes: [decision, ...rotationWrites(rotations, chosen), workloadWrite(workload, given)] }
}

function keepsLeads({ routing }: Playbook): boolean {
  return routing.keepOwner !== undefined && routing.keepOwner !== 'nobody'
}

/** The lead with its route task done. */
function settled(lead: Lead): Lead {
  const { rerouting: _rerouting, ...rest } = withoutTask(lead)
  return rest
}

interface ReadRotation {
  readonly rotation: Rotation
  readonly stored?: Stored<Rotation>
}

/** Reads the rotations of the pools the lead may come to: its territory's and those it falls back on. */
async function readRotations(store: Store, playbook: Playbook, lead: Lead): Promise<ReadonlyMap<PoolId, ReadRotation>> {
  const pools = [...fallbackChain(playbook, territoryOf(playbook, lead.profile).pool).keys()]
  const found = await Promise.all(pools.map((pool) => store.get({ type: 'rotation', pool })))
  return new Map(
    pools.map((pool, index) => {
      const stored = found[index]
      return [pool, stored === undefined ? { rotation: emptyRotation(pool) } : { rotation: stored.entity, stored }]
    }),
  )
}

/** A lead that stays with its owner uses up nobody's turn. */
function rotationWrites(rotations: ReadonlyMap<PoolId, ReadRotation>, chosen: Chosen): readonly Write[] {
  if (chosen.by !== 'rotation') return []
  const stored = rotations.get(chosen.pool)?.stored
  return stored === undefined
    ? [{ kind: 'create', entity: chosen.rotation }]
    : [{ kind: 'replace', stored, entity: chosen.rotation }]
}

function routeDecision(ports: Ports, lead: Lead, result: RouteResult, version: number, now: Instant): Write {
  const decision: Decision = {
    type: 'decision',
    kind: 'route',
    id: `decision_${ports.ids.next()}`,
    leadId: lead.id,
    at: now,
    playbook: version,
    territory: result.territory,
    pools: result.pools,
    candidates: result.candidates,
    ...(result.chosen === undefined ? {} : { rep: result.chosen.rep.id, by: result.chosen.by }),
  }
  return { kind: 'create', entity: decision }
}

/** The team whose channels are told too; most reps have none. */
async function teamOf(store: Store, { team }: Rep): Promise<Team | undefined> {
  return team === undefined ? undefined : (await store.get({ type: 'team', id: team }))?.entity
}

/** Offers the lead to the chosen rep: assignment with its timer, the rep's alerts, the prospect's thanks. */
function offer(
  stored: Stored<Lead>,
  result: RouteResult,
  chosen: Chosen & { readonly team: Team | undefined },
  playbook: Playbook,
  now: Instant,
): readonly Write[] {
  const lead = stored.entity
  const number = lead.counts.assignments + 1
  const id = numberedId('asg', lead.id, number)
  const calendar = calendarOf(chosen.rep, playbook.workspace)
  const acceptBy = deadline(playbook.sla, calendar, now, playbook.sla.accept)
  const lane = lead.task?.lane ?? 'live'
  const assignment: Assignment = {
    type: 'assignment',
    id,
    leadId: lead.id,
    number,
    rep: chosen.rep.id,
    pool: chosen.pool,
    territory: result.territory,
    offeredAt: now,
    acceptBy,
    state: { status: 'offered' },
    before: lead.rerouting?.before ?? [],
    escalations: lead.rerouting?.escalations ?? 0,
    remindedAt: [],
    task: taskAt(`sla:${id}:accept-0`, 'sla', acceptBy),
  }
  const counts = { ...lead.counts, assignments: number }
  const assigned = moveTo(
    { ...settled(lead), counts },
    { stage: 'assigned', owner: chosen.rep.id, assignment: id },
    now,
  )
  return [
    { kind: 'replace', stored, entity: assigned },
    { kind: 'create', entity: assignment },
    ...alertWrites({ lead, assignment: id, rep: chosen.rep, team: chosen.team }, now, lane),
    ...(thanksDue(lead)
      ? [
          mailWrite(
            lead,
            `thanks-${number}`,
            { to: 'prospect', purpose: 'service' },
            { template: 'thanks', assignment: id },
            now,
            lane,
          ),
        ]
      : []),
  ]
}

/** The prospect is thanked once for each time they come to Sales, not again when the lead changes hands. */
function thanksDue(lead: Lead): boolean {
  return lead.profile.email !== undefined && lead.rerouting === undefined
}
