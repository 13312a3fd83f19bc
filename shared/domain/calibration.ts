import type { PoolId, RepId } from './ids.ts'
import type { Pool } from './playbook.ts'
import type { Rotation } from './roster.ts'
import { emptyRotation, weightOf } from './rotation.ts'
import type { Instant } from './time.ts'

/** Sums of fractions closer to 0 than this are 0. */
const tolerance = 1e-6

/**
 * How a pool's reps are made to be behind or ahead: all of them even; some of them by so many leads; or one of them by
 * so many more than now.
 */
export type CalibrationChange =
  | { readonly kind: 'reset' }
  | { readonly kind: 'deficits'; readonly deficits: Readonly<Record<RepId, number>> }
  | { readonly kind: 'rep'; readonly rep: RepId; readonly leads: number }

/** A change of a pool's counters by hand, kept for as long as the pool. */
export interface Calibration {
  readonly type: 'calibration'
  readonly pool: PoolId
  /** Counted from 1 in each pool; how many there are stands on the rotation. */
  readonly number: number
  readonly at: Instant
  readonly reason: string
  readonly change: CalibrationChange
  /** Leads each rep was behind (positive) or ahead (negative). */
  readonly before: Readonly<Record<RepId, number>>
  readonly after: Readonly<Record<RepId, number>>
}

/** What became of a calibration, or which field of it is wrong. */
export type CalibrationResult =
  | {
      readonly kind: 'calibrated'
      readonly rotation: Rotation & { readonly calibrations: number }
      readonly before: Calibration['before']
      readonly after: Calibration['after']
    }
  | { readonly kind: 'invalid'; readonly path: string; readonly message: string }

/**
 * Says how far each rep of a pool is behind (positive) or ahead of (negative) their share among all of the pool,
 * whoever is there at the moment: these sum to 0. A shift of all deficits in proportion to the weights changes no
 * rotation, for `nextInRotation` measures against those who are there.
 * @param rotation where the pool's rotation stands
 * @param pool the pool as the playbook has it; reps of weight 0 are not in its rotation
 */
export function behindInPool(rotation: Rotation, pool: Pool): ReadonlyMap<RepId, number> {
  const reps = inRotation(pool)
  const deficit = (rep: RepId): number => (Object.hasOwn(rotation.deficits, rep) ? (rotation.deficits[rep] ?? 0) : 0)
  const owedToAll = reps.reduce((sum, rep) => sum + deficit(rep), 0)
  return new Map(reps.map((rep) => [rep, deficit(rep) - shareOf(pool, rep, reps) * owedToAll]))
}

/**
 * Says what part of a pool's leads is due to each of its reps while all are there.
 * @param pool the pool
 * @returns shares that sum to 1; reps of weight 0 are not among them
 */
export function sharesInPool(pool: Pool): ReadonlyMap<RepId, number> {
  const reps = inRotation(pool)
  return new Map(reps.map((rep) => [rep, shareOf(pool, rep, reps)]))
}

/**
 * Changes who is behind and who is ahead in a pool. What one rep gets more, the others get less, in proportion to
 * their weights: nobody can be ahead without others being behind. The rotation is marked `unsettled` and counts its
 * calibrations: whoever is far behind is still not given one lead after the other, unless more than half are due to
 * them; with half, at most two.
 * @param rotation where the pool's rotation stands; absent when it has given out nothing
 * @param id the pool's name
 * @param pool the pool as the playbook has it
 * @param change what to change
 */
export function calibrate(
  rotation: Rotation | undefined,
  id: PoolId,
  pool: Pool,
  change: CalibrationChange,
): CalibrationResult {
  const from = rotation ?? emptyRotation(id)
  const before = behindInPool(from, pool)
  const wanted = wantedOf(change, before)
  const wrong = faultOf(change, wanted, pool, before)
  if (wrong !== undefined) return { kind: 'invalid', ...wrong }
  const rest = [...before.keys()].filter((rep) => !wanted.has(rep))
  const owed = sum([...before].filter(([rep]) => rest.includes(rep)).map(([, behind]) => behind)) + sum(wanted.values())
  const after = new Map(
    [...before].map(([rep, behind]) => [rep, wanted.get(rep) ?? behind - shareOf(pool, rep, rest) * owed]),
  )
  const deficits = Object.fromEntries([...after].map(([rep, behind]) => [rep, behind === 0 ? 0 : behind]))
  const calibrations = (from.calibrations ?? 0) + 1
  return {
    kind: 'calibrated',
    rotation: { ...from, deficits, unsettled: true, calibrations },
    before: Object.fromEntries(before),
    after: deficits,
  }
}

/** How far behind those reps are to be whom the change names. */
function wantedOf(change: CalibrationChange, before: ReadonlyMap<RepId, number>): ReadonlyMap<RepId, number> {
  switch (change.kind) {
    case 'reset':
      return new Map([...before.keys()].map((rep) => [rep, 0]))
    case 'deficits':
      return new Map(Object.entries(change.deficits))
    case 'rep':
      return new Map([[change.rep, (before.get(change.rep) ?? 0) + change.leads]])
  }
}

function faultOf(
  change: CalibrationChange,
  wanted: ReadonlyMap<RepId, number>,
  pool: Pool,
  before: ReadonlyMap<RepId, number>,
): { readonly path: string; readonly message: string } | undefined {
  if (change.kind === 'reset') return undefined
  const pathOf = (rep: RepId): string => (change.kind === 'rep' ? 'rep.id' : `deficits.${rep}`)
  for (const rep of wanted.keys()) {
    if (!pool.reps.includes(rep)) return { path: pathOf(rep), message: 'is not in this pool' }
    if (!before.has(rep)) return { path: pathOf(rep), message: 'has weight 0 in this pool: takes no leads of it' }
  }
  if (wanted.size === 0) return { path: 'deficits', message: 'must name a rep' }
  const everybody = wanted.size === before.size
  if (everybody && Math.abs(sum(wanted.values())) > tolerance)
    return before.size === 1
      ? { path: pathOf([...wanted.keys()].join()), message: 'is alone in this pool: there is nobody to be behind of' }
      : { path: 'deficits', message: 'must sum to 0, as they name everybody: leave one out to take up the rest' }
  return undefined
}

function inRotation(pool: Pool): readonly RepId[] {
  return pool.reps.filter((rep) => weightOf(pool, rep) > 0)
}

function shareOf(pool: Pool, rep: RepId, among: readonly RepId[]): number {
  return weightOf(pool, rep) / sum(among.map((one) => weightOf(pool, one)))
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0)
}
