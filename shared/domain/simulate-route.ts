import type { PoolId, RepId } from './ids.ts'
import type { Playbook } from './playbook.ts'
import { present } from './present.ts'
import type { Profile } from './profile.ts'
import type { Rep, Rotation, Workload } from './roster.ts'
import { type Chosen, type RouteResult, routeLead } from './routing.ts'
import { accountDomain } from './routing-owner.ts'
import type { Instant } from './time.ts'
import { emptyWorkload, givenOne } from './workload.ts'

/** Routes leads one after the other, each seeing what the ones before it left behind. */
export interface SimulatedRouting {
  /** Routes a lead as production does, and remembers what that changes. */
  route(profile: Profile, now: Instant): RouteResult
  /** Most leads each rep was given in one day of theirs. */
  readonly busiest: ReadonlyMap<RepId, number>
}

/**
 * Starts routing with empty rotations, nothing on anybody's plate and no company owned. Every offer counts as taken at
 * once, and no lead is ever closed: so nobody's capacity is held against them, but their daily cap is.
 * @param playbook the rules
 * @param version their version
 * @param roster who takes leads
 */
export function simulatedRouting(playbook: Playbook, version: number, roster: readonly Rep[]): SimulatedRouting {
  const rotations = new Map<PoolId, Rotation>()
  const workloads = new Map<RepId, Workload>()
  const accounts = new Map<string, RepId>()
  const busiest = new Map<RepId, number>()
  const accountOf = ({ company }: Profile) =>
    playbook.routing.keepOwner === 'company.domain' ? accountDomain(playbook, company.domain) : undefined
  const remember = ({ rep, ...chosen }: Chosen, account: string | undefined, now: Instant) => {
    if (chosen.by === 'rotation') rotations.set(chosen.pool, chosen.rotation)
    if (account !== undefined && !accounts.has(account)) accounts.set(account, rep.id)
    const given = givenOne(workloads.get(rep.id) ?? emptyWorkload(rep.id), rep, playbook.workspace, now)
    workloads.set(rep.id, given)
    busiest.set(rep.id, Math.max(busiest.get(rep.id) ?? 0, given.today))
  }
  const route = (profile: Profile, now: Instant): RouteResult => {
    const account = accountOf(profile)
    const accountOwner = account === undefined ? undefined : accounts.get(account)
    const known = { playbook, version, profile, roster, rotations, workloads, exclude: [], now }
    const result = routeLead({ ...known, ...present({ accountOwner }) })
    if (result.chosen !== undefined) remember(result.chosen, account, now)
    return result
  }
  return { route, busiest }
}
