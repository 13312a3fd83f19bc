import { atWork, overCapacity, overDailyCap, switchedOff } from './availability.ts'
import type { Candidate } from './decision.ts'
import type { PoolId, RepId } from './ids.ts'
import { fullDeadline } from './local-time.ts'
import type { Pool } from './playbook.ts'
import type { Rep, Rotation } from './roster.ts'
import { rosterIndex } from './roster-index.ts'
import { type Contender, emptyRotation, nextInRotation, weightOf } from './rotation.ts'
import type { RoutingInput } from './routing.ts'
import { hour, type Instant } from './time.ts'

/** A rep who can take the lead, and from when. */
interface Ready {
  readonly rep: Rep
  readonly startsAt: Instant
}

/** What asking a pool found. */
export interface Asked {
  readonly id: PoolId
  readonly pool: Pool
  readonly rotation: Rotation
  /** Whose zone moments are told in. */
  readonly timezone: string
  /** Why the others can't, or can't yet. */
  readonly obstacles: readonly Candidate[]
  /** Who can take it now. */
  readonly available: readonly Ready[]
  /** Who starts next: those who start within an hour of the first, so that no early bird gets a whole night's leads. */
  readonly later: readonly Ready[]
}

/** A pool's choice, with what is to be said of everybody who could have been chosen. */
export interface Taken {
  readonly chosen: Ready & { readonly pool: PoolId; readonly rotation: Rotation }
  readonly candidates: readonly Candidate[]
}

/** Who starts this soon after the first one starts with them. */
const together = hour

/**
 * Asks a pool who can take a lead.
 * @param input the rules, the lead and the roster
 * @param id the pool's name
 * @param pool the pool
 */
export function askPool(input: RoutingInput, id: PoolId, pool: Pool): Asked {
  const obstacles: Candidate[] = []
  const available: Ready[] = []
  const later: Ready[] = []
  for (const repId of pool.reps) {
    const rep = rosterIndex(input.roster).get(repId)
    const why = rep === undefined ? 'not in the roster' : obstacle(input, pool, rep)
    if (rep === undefined || why !== undefined) {
      obstacles.push({ rep: repId, chosen: false, reason: why ?? 'not in the roster' })
      continue
    }
    const availability = atWork(rep, input.playbook.workspace, input.now)
    if (availability.kind === 'now') available.push({ rep, startsAt: input.now })
    else obstacles.push({ rep: repId, chosen: false, reason: availability.why })
    if (availability.kind === 'later') later.push({ rep, startsAt: availability.startsAt })
  }
  const first = Math.min(...later.map(({ startsAt }) => startsAt))
  return {
    id,
    pool,
    rotation: input.rotations.get(id) ?? emptyRotation(id),
    timezone: input.playbook.workspace.timezone,
    obstacles,
    available,
    later: later.filter(({ startsAt }) => startsAt <= first + together),
  }
}

/** Says why a rep can't take the lead whatever the hour, or `undefined` when they can. */
function obstacle(input: RoutingInput, pool: Pool, rep: Rep): string | undefined {
  const { workspace } = input.playbook
  const workload = input.workloads?.get(rep.id)
  return (
    switchedOff(rep) ??
    (input.exclude.includes(rep.id) ? 'had this lead before' : undefined) ??
    (weightOf(pool, rep.id) > 0 ? undefined : 'weight 0: takes no leads of this pool') ??
    overCapacity(rep, workload) ??
    overDailyCap(rep, workload, workspace, input.now)
  )
}

/**
 * Gives the lead to whose turn it is.
 * @param asked the pool
 * @param ready those of them who can take it
 * @returns `undefined` when nobody can
 */
export function take(asked: Asked, ready: readonly Ready[]): Taken | undefined {
  const turn = { pool: asked.pool, rotation: asked.rotation, available: ready.map(({ rep }) => rep.id) }
  const next = nextInRotation(turn)
  const one = ready.find(({ rep }) => rep.id === next?.rep)
  if (next === undefined || one === undefined) return undefined
  const waits = asked.available.length === 0
  return {
    chosen: { ...one, pool: asked.id, rotation: next.rotation },
    candidates: explained(
      asked.rotation,
      asked.id,
      next.rep,
      next.contenders,
      waits ? `starts ${fullDeadline(one.startsAt, asked.timezone)}; ` : '',
    ),
  }
}

/** Says of each available rep why it was or was not their turn. */
function explained(
  { total }: Rotation,
  pool: PoolId,
  chosen: RepId,
  contenders: readonly Contender[],
  first: string,
): readonly Candidate[] {
  const chosenPlace = place(contenders.find(({ rep }) => rep === chosen)?.behind ?? 0)
  const why = contenders.length === 1 ? 'the only one available' : 'next in turn'
  return contenders.map(({ rep, behind, share, assigned }) => {
    const counters =
      total === 0
        ? `${pool} has given out no lead yet`
        : `${assigned} of the ${total} leads of ${pool} so far, ${percent(share)} are their share`
    return rep === chosen
      ? { rep, chosen: true, reason: `${first}${why} in ${pool}: ${counters}; ${chosenPlace}` }
      : { rep, chosen: false, reason: `${place(behind)} (${counters}); ${chosen} is ${chosenPlace}` }
  })
}

function place(behind: number): string {
  const leads = Math.round(Math.abs(behind) * 100) / 100
  if (leads === 0) return 'even with their share'
  return `${leads} ${leads === 1 ? 'lead' : 'leads'} ${behind > 0 ? 'behind' : 'ahead of'} their share`
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
