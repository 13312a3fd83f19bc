import type { Candidate } from './decision.ts'
import { ownerPool, type PoolId, type RepId } from './ids.ts'
import type { Playbook, Pool, Territory } from './playbook.ts'
import type { Profile } from './profile.ts'
import { holdsFor } from './profile-fields.ts'
import type { Rep, Rotation, Workload } from './roster.ts'
import { type Kept, keptOwner } from './routing-owner.ts'
import { type Asked, askPool, type Taken, take } from './routing-pool.ts'
import type { Instant } from './time.ts'

/** What a routing decision is made from. */
export interface RoutingInput {
  readonly playbook: Playbook
  /** The playbook's version. */
  readonly version: number
  readonly profile: Profile
  readonly roster: readonly Rep[]
  /** Where the pools' rotations stand; a pool without one has given out nothing yet. */
  readonly rotations: ReadonlyMap<PoolId, Rotation>
  /** What the reps have on their plates; nobody has anything when absent. */
  readonly workloads?: ReadonlyMap<RepId, Workload>
  /** Who worked this lead before, if anybody did. */
  readonly leadOwner?: RepId
  /** Who works the lead's company, if anybody does. */
  readonly accountOwner?: RepId
  /** Reps who had this lead before. */
  readonly exclude: readonly RepId[]
  readonly now: Instant
}

/** Who gets the lead. */
export type Chosen = {
  readonly rep: Rep
  readonly pool: PoolId /** When they are at work: now, or later. */
  readonly startsAt: Instant
} & ({ readonly by: 'rotation'; readonly rotation: Rotation } | { readonly by: 'lead-owner' | 'account-owner' })

/** Who gets a lead, and why not the others. */
export interface RouteResult {
  readonly territory: string
  /** The pools asked, in order; none when the lead stayed with its owner. */
  readonly pools: readonly PoolId[]
  readonly candidates: readonly Candidate[]
  /** Absent when nobody in any of the pools can take it. */
  readonly chosen?: Chosen
}

/**
 * Finds the territory of a lead: the first whose condition holds.
 * @param playbook the rules
 * @param profile what is known of the lead
 * @throws Error when the last territory has a condition, which the playbook's schema rules out
 */
export function territoryOf(playbook: Playbook, profile: Profile): Territory {
  const { territories } = playbook.routing
  const territory = territories.find(({ when }) => when === undefined || holdsFor(when, profile))
  if (territory === undefined) throw new Error('the last territory of a playbook must take everything')
  return territory
}

/**
 * Chooses the rep for a hot lead: who worked it before, who works its company, or else its territory's pool and that
 * pool's fallbacks while nobody can. Where nobody is at work, whoever starts next gets it.
 * @param input the rules, the lead, the roster and where the rotations stand
 * @returns the choice with a reason for every candidate, and the chosen pool's rotation after it
 */
export function routeLead(input: RoutingInput): RouteResult {
  const territory = territoryOf(input.playbook, input.profile)
  const kept = keptOwner(input)
  return kept.owner === undefined
    ? routeToPools(input, territory, kept.candidates)
    : stays(input, territory, kept.candidates, kept.owner)
}

/** The lead stays with its owner; its territory's reps are not asked. */
function stays(
  { playbook }: RoutingInput,
  territory: Territory,
  candidates: readonly Candidate[],
  owner: NonNullable<Kept['owner']>,
): RouteResult {
  const others = (playbook.routing.pools[territory.pool]?.reps ?? [])
    .filter((id) => !candidates.some(({ rep }) => rep === id))
    .map((rep): Candidate => ({ rep, chosen: false, reason: `not asked: it stays with ${owner.rep.id}` }))
  return {
    territory: territory.id,
    pools: [],
    candidates: [...candidates, ...others],
    chosen: { ...owner, pool: ownerPool },
  }
}

function routeToPools(input: RoutingInput, territory: Territory, owners: readonly Candidate[]): RouteResult {
  const trace = new Map(owners.map((candidate) => [candidate.rep, candidate]))
  const pools: PoolId[] = []
  let waiting: Asked | undefined
  for (const [id, pool] of fallbackChain(input.playbook, territory.pool)) {
    pools.push(id)
    const asked = askPool(input, id, pool)
    for (const candidate of asked.obstacles) trace.set(candidate.rep, candidate)
    waiting ??= asked.later.length > 0 ? asked : undefined
    const waits = asked.available.length === 0 && pool.afterHours === 'next-to-start'
    const taken = take(asked, waits ? asked.later : asked.available)
    if (taken !== undefined) return given(territory, pools, trace, taken)
  }
  // Nobody is at work in any of the pools: better late than never.
  const taken = waiting === undefined ? undefined : take(waiting, waiting.later)
  if (taken !== undefined) return given(territory, pools, trace, taken)
  return { territory: territory.id, pools, candidates: [...trace.values()] }
}

function given(
  territory: Territory,
  pools: readonly PoolId[],
  trace: Map<RepId, Candidate>,
  { chosen, candidates }: Taken,
): RouteResult {
  for (const candidate of candidates) trace.set(candidate.rep, candidate)
  return { territory: territory.id, pools, candidates: [...trace.values()], chosen: { ...chosen, by: 'rotation' } }
}

/**
 * Lists a pool and those it falls back on, each once.
 * @param playbook the rules
 * @param first where to start
 */
export function fallbackChain(playbook: Playbook, first: PoolId): ReadonlyMap<PoolId, Pool> {
  const chain = new Map<PoolId, Pool>()
  let id: PoolId | undefined = first
  while (id !== undefined && !chain.has(id)) {
    const pool: Pool | undefined = playbook.routing.pools[id]
    if (pool === undefined) break
    chain.set(id, pool)
    id = pool.fallback
  }
  return chain
}
