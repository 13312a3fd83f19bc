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
interface Contender {
  readonly rep: RepId
  /** Part of this lead that is due to them; all shares sum to 1. */
  readonly share: number
  /** Leads they are behind, as stored. */
  readonly deficit: number
  /** Leads they are behind those who are here too: these sum to 0. */
  readonly behind: number
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
export function nextInRotation(turn: Turn): { readonly rep: RepId; readonly rotation: Rotation } | undefined {
  const contenders = contendersOf(turn)
  const chosen = choose(turn, contenders)
  if (chosen === undefined) return undefined
  const { rotation } = turn
  const deficits = { ...ofPool(rotation.deficits, turn.pool) }
  for (const one of contenders) deficits[one.rep] = one.deficit + one.share - (one.rep === chosen.rep ? 1 : 0)
  const assigned = { ...ofPool(rotation.assigned, turn.pool), [chosen.rep]: countOf(rotation, chosen.rep) + 1 }
  const after = { ...rotation, deficits, assigned, total: rotation.total + 1, last: chosen.rep }
  const settled = isSettled(rotation, contenders)
  return { rep: chosen.rep, rotation: settled ? after : { ...after, unsettled: true } }
}

/**
 * Says how far each available rep is behind (positive) or ahead of (negative) their share, measured among those
 * who are available, before the next lead is given out.
 * @param turn the pool, where its rotation stands and who is available
 * @returns leads, with each rep's share of the next one
 */
export function standings(turn: Turn): ReadonlyMap<RepId, { readonly behind: number; readonly share: number }> {
  return new Map(contendersOf(turn).map(({ rep, behind, share }) => [rep, { behind, share }]))
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

function contendersOf({ rotation, pool, available }: Turn): readonly Contender[] {
  const here = pool.reps.filter((rep) => available.includes(rep) && weightOf(pool, rep) > 0)
  const weights = here.reduce((sum, rep) => sum + weightOf(pool, rep), 0)
  const deficits = here.map((rep) => deficitOf(rotation, rep))
  const owedToAll = deficits.reduce((sum, deficit) => sum + deficit, 0)
  return here.map((rep) => {
    const share = weightOf(pool, rep) / weights
    const deficit = deficitOf(rotation, rep)
    return { rep, share, deficit, behind: deficit - share * owedToAll }
  })
}

function choose(turn: Turn, contenders: readonly Contender[]): Contender | undefined {
  if (contenders.length < 2) return contenders[0]
  const threshold = 1 / (2 * contenders.length - 2)
  const allowed = withoutBurst(turn.rotation, contenders)
  const eligible = allowed.filter((one) => one.behind + one.share >= threshold - tolerance)
  const deadline = (one: Contender): number => (1 - threshold - one.behind) / one.share
  const order = turnOrder(turn)
  return (eligible.length > 0 ? eligible : allowed).toSorted(
    (one, other) =>
      differing(deadline(one) - deadline(other)) ||
      countOf(turn.rotation, one.rep) - countOf(turn.rotation, other.rep) ||
      order(one.rep) - order(other.rep),
  )[0]
}

/**
 * Tells whether the same reps with the same weights have been there for every lead so far. If so, each deficit is
 * share · total − assigned; a lead given out among others breaks that at once.
 */
function isSettled(rotation: Rotation, contenders: readonly Contender[]): boolean {
  if (rotation.unsettled === true) return false
  return contenders.every(
    ({ rep, share, deficit }) => Math.abs(share * rotation.total - countOf(rotation, rep) - deficit) < 1e-6,
  )
}

/**
 * Leaves out who had the last lead, unless they are due more than half. In a settled rotation nobody is left out:
 * the order is right as it is, and leaving out could push a weighted rep beyond 1.
 */
function withoutBurst(rotation: Rotation, contenders: readonly Contender[]): readonly Contender[] {
  if (isSettled(rotation, contenders)) return contenders
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
function turnOrder({ rotation, pool }: Turn): (rep: RepId) => number {
  const last = rotation.last === undefined ? -1 : pool.reps.indexOf(rotation.last)
  return (rep) => (pool.reps.indexOf(rep) - last - 1 + pool.reps.length) % pool.reps.length
}

function differing(difference: number): number {
  return Math.abs(difference) < tolerance ? 0 : difference
}

function deficitOf(rotation: Rotation, rep: RepId): number {
  return Object.hasOwn(rotation.deficits, rep) ? (rotation.deficits[rep] ?? 0) : 0
}

function countOf(rotation: Rotation, rep: RepId): number {
  return Object.hasOwn(rotation.assigned, rep) ? (rotation.assigned[rep] ?? 0) : 0
}

/** Forgets reps who have left the pool: who comes back starts as a newcomer. */
function ofPool(numbers: Readonly<Record<RepId, number>>, pool: Pool): Readonly<Record<RepId, number>> {
  return Object.fromEntries(Object.entries(numbers).filter(([rep]) => pool.reps.includes(rep)))
}
