import { whyNoLeads } from '../domain/absence.ts'
import { dayOf } from '../domain/calendar.ts'
import type { PoolId, RepId } from '../domain/ids.ts'
import type { Playbook } from '../domain/playbook.ts'
import type { Rep, Workload } from '../domain/roster.ts'
import type { Instant } from '../domain/time.ts'
import type { Store } from '../ports/store.ts'
import type { Ports } from './ports.ts'
import { currentRules } from './rules.ts'

/** A rep with what they have on their plate. */
export interface RosterEntry {
  readonly rep: Rep
  /** As of now: what was given on an earlier day is not of today. */
  readonly workload: Pick<Workload, 'open' | 'today' | 'missed'>
  /** Pools of the playbook in force that they are in. */
  readonly pools: readonly PoolId[]
  /** Why they are given no lead now; absent when they are, or before the first playbook. */
  readonly away?: string
}

/**
 * Lists the reps with their workload.
 * @param ports store and clock
 */
export async function readRoster(ports: Pick<Ports, 'store' | 'clock'>): Promise<readonly RosterEntry[]> {
  const [reps, workloads, playbook] = await Promise.all([
    ports.store.listRoster(),
    ports.store.listWorkloads(),
    playbookInForce(ports.store),
  ])
  const of = new Map(workloads.map(({ entity }) => [entity.rep, entity]))
  return reps.map(({ entity }) => entryOf(entity, of.get(entity.id), playbook, ports.clock.now()))
}

/**
 * Reads a rep with their workload.
 * @param ports store and clock
 * @param id the rep's name
 * @returns `undefined` when there is no such rep
 */
export async function readRosterEntry(
  ports: Pick<Ports, 'store' | 'clock'>,
  id: RepId,
): Promise<RosterEntry | undefined> {
  const [rep, workload, playbook] = await Promise.all([
    ports.store.get({ type: 'rep', id }),
    ports.store.get({ type: 'workload', rep: id }),
    playbookInForce(ports.store),
  ])
  return rep && entryOf(rep.entity, workload?.entity, playbook, ports.clock.now())
}

async function playbookInForce(store: Store): Promise<Playbook | undefined> {
  const current = await store.get({ type: 'currentPlaybook' })
  return current && (await currentRules(store)).playbook
}

function entryOf(rep: Rep, workload: Workload | undefined, playbook: Playbook | undefined, now: Instant): RosterEntry {
  const today = dayOf(now, rep.timezone ?? playbook?.workspace.timezone ?? 'UTC')
  const pools = Object.entries(playbook?.routing.pools ?? {}).flatMap(([id, { reps }]) =>
    reps.includes(rep.id) ? [id] : [],
  )
  const { open = 0, missed = 0 } = workload ?? {}
  const away = playbook && whyNoLeads(rep, workload, playbook.workspace, now)
  return {
    rep,
    workload: { open, today: workload?.day === today ? workload.today : 0, missed },
    pools,
    ...(away === undefined ? {} : { away }),
  }
}
