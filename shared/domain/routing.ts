import { holds } from './conditions.ts'
import type { Candidate } from './decision.ts'
import type { PoolId, RepId } from './ids.ts'
import type { Playbook, Pool, Territory } from './playbook.ts'
import { factsOf, type Profile } from './profile.ts'
import type { Rep, Rotation } from './roster.ts'
import { emptyRotation, nextInRotation, standings, type Turn, weightOf } from './rotation.ts'
import { type Instant, toIso } from './time.ts'

/** What a routing decision is made from. */
export interface RoutingInput {
  readonly playbook: Playbook
  /** The playbook's version. */
  readonly version: number
  readonly profile: Profile
  readonly roster: readonly Rep[]
  /** Where the pools' rotations stand; a pool without one has given out nothing yet. */
  readonly rotations: ReadonlyMap<PoolId, Rotation>
  /** Reps who had this lead before. */
  readonly exclude: readonly RepId[]
  readonly now: Instant
}

/** Who gets a lead, and why not the others. */
export interface RouteResult {
  readonly territory: string
  /** The pools asked, in order; the last one gave the rep. */
  readonly pools: readonly PoolId[]
  readonly candidates: readonly Candidate[]
  /** Absent when nobody in any of the pools can take it. */
  readonly chosen?: { readonly rep: Rep; readonly pool: PoolId; readonly rotation: Rotation }
}

/**
 * Finds the territory of a lead: the first whose condition holds.
 * @param playbook the rules
 * @param profile what is known of the lead
 * @throws Error when the last territory has a condition, which the playbook's schema rules out
 */
export function territoryOf(playbook: Playbook, profile: Profile): Territory {
  const facts = factsOf(profile)
  const { territories } = playbook.routing
  const territory = territories.find(({ when }) => when === undefined || holds(when, facts))
  if (territory === undefined) throw new Error('the last territory of a playbook must take everything')
  return territory
}

/**
 * Chooses the rep for a hot lead: territory, then its pool, then that pool's fallbacks while nobody can.
 * @param input the rules, the lead, the roster and where the rotations stand
 * @returns the choice with a reason for every candidate, and the chosen pool's rotation after it
 */
export function routeLead(input: RoutingInput): RouteResult {
  const territory = territoryOf(input.playbook, input.profile)
  const pools: PoolId[] = []
  const candidates = new Map<RepId, Candidate>()
  for (const [id, pool] of fallbackChain(input.playbook, territory.pool)) {
    pools.push(id)
    const obstacles = new Map(pool.reps.map((rep) => [rep, obstacle(input, pool, rep)]))
    for (const [rep, reason] of obstacles) {
      if (reason !== undefined) candidates.set(rep, { rep, chosen: false, reason })
    }
    const available = pool.reps.filter((rep) => obstacles.get(rep) === undefined)
    const turn = { pool, rotation: input.rotations.get(id) ?? emptyRotation(id), available }
    const next = nextInRotation(turn)
    const rep = input.roster.find((one) => one.id === next?.rep)
    if (next === undefined || rep === undefined) continue
    for (const candidate of explained(turn, id, next.rep)) candidates.set(candidate.rep, candidate)
    const chosen = { rep, pool: id, rotation: next.rotation }
    return { territory: territory.id, pools, candidates: [...candidates.values()], chosen }
  }
  return { territory: territory.id, pools, candidates: [...candidates.values()] }
}

/** A pool and those it falls back on, each once. */
function fallbackChain(playbook: Playbook, first: PoolId): ReadonlyMap<PoolId, Pool> {
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

/** Says why a rep can't take the lead, or `undefined` when they can. */
function obstacle(input: RoutingInput, pool: Pool, id: RepId): string | undefined {
  const rep = input.roster.find((one) => one.id === id)
  if (rep === undefined) return 'not in the roster'
  const away = absence(rep, input.now)
  if (!rep.active) return away
  if (input.exclude.includes(id)) return 'had this lead before'
  return away ?? whyNoTurn(pool, id)
}

/**
 * Says why a rep takes no leads now.
 * @param rep from the roster
 * @param now the present
 * @returns `undefined` when they do
 */
export function absence(rep: Rep, now: Instant): string | undefined {
  if (!rep.active) return 'switched off in the roster'
  const off = rep.timeOff.find((span) => span.from <= now && now < span.until)
  return off === undefined ? undefined : `off until ${toIso(off.until)}`
}

function whyNoTurn(pool: Pool, id: RepId): string | undefined {
  return weightOf(pool, id) > 0 ? undefined : 'weight 0: takes no leads of this pool'
}

/** Says of each available rep why it was or was not their turn. */
function explained(turn: Turn, pool: PoolId, chosen: RepId): readonly Candidate[] {
  const places = standings(turn)
  const chosenBehind = places.get(chosen)?.behind ?? 0
  return [...places].map(([rep, { behind, share }]) => {
    const { assigned, total } = turn.rotation
    const counters =
      total === 0
        ? `${pool} has given out no lead yet`
        : `${assigned[rep] ?? 0} of the ${total} leads of ${pool} so far, ${percent(share)} are their share`
    if (rep === chosen) {
      const why = places.size === 1 ? 'the only one available' : 'next in turn'
      return { rep, chosen: true, reason: `${why} in ${pool}: ${counters}; ${place(behind)}` }
    }
    return { rep, chosen: false, reason: `${place(behind)} (${counters}); ${chosen} is ${place(chosenBehind)}` }
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
