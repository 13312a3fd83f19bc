import type { PoolId, RepId } from './ids.ts'
import type { Pool } from './playbook.ts'
import type { Rotation } from './roster.ts'

/** Deficits are sums of fractions: differences below this are rounding. */
const tolerance = 1e-9

/** A pool whose next lead is to be given out. */
export interface Turn {
  readonly rotation: Rotation
  readonly pool: Pool
  /** Who can take the lead. Others neither gain nor lose by it. */
  readonly available: readonly RepId[]
}

/** A rep who could take the lead. */
export interface Contender {
  readonly rep: RepId
  /** Part of this lead that is due to them; all shares sum to 1. */
  readonly share: number
  /** Leads they are behind, as stored. */
  readonly deficit: number
  /** Leads they are behind those who are here too: these sum to 0. */
  readonly behind: number
  /** Leads they were given. */
  readonly assigned: number
  /** Their place in the pool. */
  readonly place: number
}

/**
 * Starts a pool's rotation: nobody is behind.
 * @param pool the pool's name
 */
export function emptyRotation(pool: PoolId): Rotation {
  return { type: 'rotation', pool, deficits: {}, assigned: {}, total: 0 }
}

/**
 * Chooses who gets a pool's next lead. Every available rep is credited their share of it (weight ÷ weights of
 * all available) and the chosen one debited 1; so who is away accrues nothing and is not flooded on return.
 * Chosen is, among those at least 1/(2n−2) behind, the one who must be served first to stay less than 1 behind:
 * Tijdeman, The chairman assignment problem, Discrete Mathematics 32 (1980), doi:10.1016/0012-365X(80)90269-1.
 * While the same reps are available this keeps each within 1 − 1/(2n−2) leads of their share. Once somebody has
 * been away, whoever is due no more than half also never gets two in a row.
 * @param turn the pool, where its rotation stands and who is available
 * @returns the rep and the rotation after it, or `undefined` when nobody with a weight is available
 */
export function nextInRotation(
  turn: Turn,
): { readonly rep: RepId; readonly rotation: Rotation; readonly contenders: readonly Contender[] } | undefined {
  const { rotation, pool } = turn
  const contenders = contendersOf(turn)
  const settled = isSettled(rotation, contenders)
  const chosen = choose(turn, contenders, settled)
  if (chosen === undefined) return undefined
  const deficits = ofPool(rotation.deficits, pool)
  for (const { rep, deficit, share } of contenders) deficits[rep] = deficit + share - (rep === chosen.rep ? 1 : 0)
  const assigned = ofPool(rotation.assigned, pool)
  assigned[chosen.rep] = chosen.assigned + 1
  const after = { ...rotation, deficits, assigned, total: rotation.total + 1, last: chosen.rep }
  return { rep: chosen.rep, rotation: settled ? after : { ...after, unsettled: true }, contenders }
}

/**
 * Reads a rep's weight in a pool.
 * @param pool the pool
 * @param rep one of its reps
 * @returns 1 unless the playbook names another
 */
export function weightOf(pool: Pool, rep: RepId): number {
  return Object.hasOwn(pool.weights, rep) ? (pool.weights[rep] ?? 1) : 1
}

/** Who is here, and how far each is behind (positive) or ahead of (negative) their share, before the lead is given. */
function contendersOf({ rotation, pool, available }: Turn): readonly Contender[] {
  const here = new Set(available)
  const waiting = pool.reps.flatMap((rep, place) => {
    const weight = here.has(rep) ? weightOf(pool, rep) : 0
    const deficit = own(rotation.deficits, rep)
    return weight > 0 ? [{ rep, place, weight, deficit, assigned: own(rotation.assigned, rep) }] : []
  })
  let [weights, owedToAll] = [0, 0]
  for (const { weight, deficit } of waiting) {
    weights += weight
    owedToAll += deficit
  }
  return waiting.map(({ rep, place, weight, deficit, assigned }) => {
    const share = weight / weights
    return { rep, place, share, deficit, assigned, behind: deficit - share * owedToAll }
  })
}

function choose(turn: Turn, contenders: readonly Contender[], settled: boolean): Contender | undefined {
  if (contenders.length < 2) return contenders[0]
  const threshold = 1 / (2 * contenders.length - 2)
  const allowed = settled ? contenders : withoutBurst(turn.rotation, contenders)
  const eligible = allowed.filter((one) => one.behind + one.share >= threshold - tolerance)
  const deadline = (one: Contender): number => (1 - threshold - one.behind) / one.share
  const order = turnOrder(turn)
  const isBefore = (one: Contender, other: Contender): boolean =>
    (differing(deadline(one) - deadline(other)) || one.assigned - other.assigned || order(one) - order(other)) < 0
  const [first, ...others] = eligible.length > 0 ? eligible : allowed
  return first && others.reduce((best, one) => (isBefore(one, best) ? one : best), first)
}

/**
 * Tells whether the same reps with the same weights have been there for every lead so far. If so, each deficit is
 * share · total − assigned; a lead given out among others breaks that at once.
 */
function isSettled(rotation: Rotation, contenders: readonly Contender[]): boolean {
  if (rotation.unsettled === true) return false
  return contenders.every(
    ({ share, deficit, assigned }) => Math.abs(share * rotation.total - assigned - deficit) < 1e-6,
  )
}

/**
 * Leaves out who had the last lead, unless they are due more than half. Not in a settled rotation: its order is right
 * as it is, and leaving out could push a weighted rep beyond 1.
 */
function withoutBurst(rotation: Rotation, contenders: readonly Contender[]): readonly Contender[] {
  return contenders.filter(
    (one) => one.rep !== rotation.last || one.share > 0.5 + tolerance || catchesUp(rotation, one),
  )
}

/**
 * Tells whether a calibrated rep may have the last lead and the next. Who is due exactly half and never has two in a
 * row just keeps their half, so what a calibration gave them would never come; at every third lead they may, so it
 * comes and they never have three in a row.
 */
function catchesUp(rotation: Rotation, { share, behind }: Contender): boolean {
  const calibrated = (rotation.calibrations ?? 0) > 0
  return calibrated && share > 0.5 - tolerance && behind > 0.5 - tolerance && rotation.total % 3 === 0
}

/** Ties go to whoever comes next after the last one served. */
function turnOrder({ rotation, pool }: Turn): (one: Contender) => number {
  const last = rotation.last === undefined ? -1 : pool.reps.indexOf(rotation.last)
  return ({ place }) => (place - last - 1 + pool.reps.length) % pool.reps.length
}

function differing(difference: number): number {
  return Math.abs(difference) < tolerance ? 0 : difference
}

function own(numbers: Readonly<Record<RepId, number>>, rep: RepId): number {
  return Object.hasOwn(numbers, rep) ? (numbers[rep] ?? 0) : 0
}

/** A copy without reps who have left the pool: who comes back starts as a newcomer. */
function ofPool(numbers: Readonly<Record<RepId, number>>, pool: Pool): Record<RepId, number> {
  const kept: Record<RepId, number> = {}
  for (const rep of pool.reps) if (Object.hasOwn(numbers, rep)) kept[rep] = numbers[rep] ?? 0
  return kept
}
