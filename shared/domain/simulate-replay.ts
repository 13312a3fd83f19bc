import type { PoolId, RepId } from './ids.ts'
import type { Score } from './lead.ts'
import type { Playbook } from './playbook.ts'
import type { Profile } from './profile.ts'
import type { Rep } from './roster.ts'
import type { RouteResult } from './routing.ts'
import { rejection, score } from './scoring.ts'
import { type SimulatedRouting, simulatedRouting } from './simulate-route.ts'
import type { Instant } from './time.ts'
import type { Touch } from './touch.ts'

/** A touch of a lead, and what was known of the lead from then on. */
export interface SimulatedStep {
  /** When it became known. */
  readonly at: Instant
  readonly profile: Profile
  readonly touch: Touch
}

/** A lead to replay. */
export interface SimulatedLead {
  readonly id: string
  /** Oldest first; at least one. */
  readonly steps: readonly SimulatedStep[]
}

/** What would have become of a lead. */
export type Fate =
  /** It became hot, and went to a rep; to the public pool where `rep` is absent. */
  | {
      readonly kind: 'hot'
      readonly at: Instant
      readonly value: number
      readonly territory: string
      readonly pool?: PoolId
      readonly rep?: RepId
      /** When the rep is at work: then, or later. */
      readonly startsAt?: Instant
    }
  /** It was hot before the time that is looked at, so it is with Sales already. */
  | { readonly kind: 'hot-before'; readonly at: Instant; readonly value: number }
  | { readonly kind: 'nurtured'; readonly value: number }
  | { readonly kind: 'rejected'; readonly value: number; readonly rule: string; readonly reason: string }

/** One lead in full: how it was decided. */
export interface WatchedLead {
  readonly score: Score
  readonly profile: Profile
  readonly touches: readonly Touch[]
  readonly rejected?: string
  readonly route?: RouteResult
}

/** What one playbook made of all leads. */
export interface Replay {
  /** By the leads' order; absent for one that nothing was known of. */
  readonly fates: readonly (Fate | undefined)[]
  readonly busiest: SimulatedRouting['busiest']
  readonly watched?: WatchedLead
}

/** What is replayed. */
export interface ReplayInput {
  readonly leads: readonly SimulatedLead[]
  readonly roster: readonly Rep[]
  /** Leads that were hot before it are with Sales already. */
  readonly from: Instant
  /** The lead to be told of in full; it counts as new, whenever it was hot. */
  readonly watch?: string
}

/** One step of one lead, in the order of time. */
export interface Arrival {
  readonly at: Instant
  readonly lead: number
  readonly step: number
}

/**
 * Lays the steps of all leads out in the order they became known.
 * @param leads any
 * @returns steps of the same time in the order of the leads
 */
export function arrivalsOf(leads: readonly SimulatedLead[]): readonly Arrival[] {
  return leads
    .flatMap(({ steps }, lead) => steps.map(({ at }, step): Arrival => ({ at, lead, step })))
    .sort((one, other) => one.at - other.at || one.lead - other.lead || one.step - other.step)
}

/**
 * Replays leads in the order of time by one playbook, through the very functions that decide in production: each lead
 * is scored at each of its touches, and routed when it is first hot.
 * @param playbook the rules
 * @param version their version
 * @param input the leads and who takes them
 * @param arrivals of these leads
 */
export function replay(
  playbook: Playbook,
  version: number,
  { leads, roster, from, watch }: ReplayInput,
  arrivals: readonly Arrival[],
): Replay {
  const routing = simulatedRouting(playbook, version, roster)
  const fates = new Array<Fate | undefined>(leads.length).fill(undefined)
  const touches = leads.map(({ steps }) => steps.map(({ touch }) => touch))
  let watched: WatchedLead | undefined
  for (const arrival of arrivals) {
    const before = fates[arrival.lead]
    const lead = leads[arrival.lead]
    const step = lead?.steps[arrival.step]
    if (lead === undefined || step === undefined || before?.kind === 'hot' || before?.kind === 'hot-before') continue
    const known = (touches[arrival.lead] ?? []).slice(0, arrival.step + 1)
    const isWatched = lead.id === watch
    const decided = decide(playbook, version, step, known, arrival.at < from && !isWatched ? undefined : routing)
    fates[arrival.lead] = decided.fate
    if (isWatched) watched = { ...decided.watched, profile: step.profile, touches: known }
  }
  return { fates, busiest: routing.busiest, ...(watched === undefined ? {} : { watched }) }
}

interface Decided {
  readonly fate: Fate
  readonly watched: Omit<WatchedLead, 'profile' | 'touches'>
}

/** Decides a step; a lead that is hot before the time looked at is not routed: `routing` is absent then. */
function decide(
  playbook: Playbook,
  version: number,
  { at, profile }: SimulatedStep,
  touches: readonly Touch[],
  routing: SimulatedRouting | undefined,
): Decided {
  const scored = score({ playbook, version, profile, touches, now: at })
  const { value } = scored
  const turnedAway = rejection(playbook.scoring, profile)
  if (turnedAway !== undefined) {
    const { id: rule, reason } = turnedAway
    return { fate: { kind: 'rejected', value, rule, reason }, watched: { score: scored, rejected: reason } }
  }
  if (!scored.hot) return { fate: { kind: 'nurtured', value }, watched: { score: scored } }
  if (routing === undefined) return { fate: { kind: 'hot-before', at, value }, watched: { score: scored } }
  const route = routing.route(profile, at)
  const { chosen, territory } = route
  const to = chosen === undefined ? {} : { pool: chosen.pool, rep: chosen.rep.id, startsAt: chosen.startsAt }
  return { fate: { kind: 'hot', at, value, territory, ...to }, watched: { score: scored, route } }
}
