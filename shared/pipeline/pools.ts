import { whyNoLeads } from '../domain/absence.ts'
import {
  behindInPool,
  type Calibration,
  type CalibrationChange,
  calibrate,
  sharesInPool,
} from '../domain/calibration.ts'
import type { PoolId, RepId } from '../domain/ids.ts'
import type { Playbook, Pool } from '../domain/playbook.ts'
import type { Rep, Rotation, Workload } from '../domain/roster.ts'
import { emptyRotation, nextInRotation, weightOf } from '../domain/rotation.ts'
import type { Instant } from '../domain/time.ts'
import type { Store } from '../ports/store.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'
import { currentRules } from './rules.ts'

/** How many calibrations are shown with a pool; all are kept. */
const shownCalibrations = 20

/** Where a rep of a pool stands. */
export interface PoolPlace {
  readonly rep: RepId
  readonly weight: number
  /** Part of the pool's leads due to them while everybody is there; 0 for weight 0. */
  readonly share: number
  readonly assigned: number
  /** Leads behind (positive) or ahead of (negative) their share, measured among all of the pool. */
  readonly behind: number
  /** Why they take no leads now; absent when they do. */
  readonly away?: string
}

/** A pool of the playbook in force, with its counters. */
export interface PoolStanding {
  readonly pool: PoolId
  readonly fallback?: PoolId
  /** Leads it has given out. */
  readonly total: number
  readonly last?: RepId
  /** Who would get a lead now; absent when nobody could. */
  readonly next?: RepId
  readonly reps: readonly PoolPlace[]
  /** Changes by hand, newest first. */
  readonly calibrations: readonly Calibration[]
}

/** What became of a calibration. */
export type PoolCalibrated =
  | { readonly kind: 'calibrated'; readonly calibration: Calibration; readonly standing: PoolStanding }
  | { readonly kind: 'invalid'; readonly path: string; readonly message: string }
  | { readonly kind: 'not-found' }

/**
 * Reads the counters of every pool.
 * @param ports store and clock
 * @throws NoPlaybook before the first one is published
 */
export async function readPools(ports: Pick<Ports, 'store' | 'clock'>): Promise<readonly PoolStanding[]> {
  const setting = await settingOf(ports)
  const pools = Object.entries(setting.playbook.routing.pools)
  return Promise.all(
    pools.map(async ([id, pool]) => {
      const rotation = (await ports.store.get({ type: 'rotation', pool: id }))?.entity ?? emptyRotation(id)
      return standingOf(pool, rotation, setting, await calibrationsOf(ports.store, rotation))
    }),
  )
}

/**
 * Changes by hand who of a pool is behind and who is ahead, and keeps the reason.
 * @param ports store and clock
 * @param id the pool
 * @param change what to change
 * @param reason why
 * @throws NoPlaybook before the first one is published
 */
export function calibratePool(
  ports: Pick<Ports, 'store' | 'clock'>,
  id: PoolId,
  change: CalibrationChange,
  reason: string,
): Promise<PoolCalibrated> {
  return commitFresh<PoolCalibrated>(ports.store, async () => {
    const setting = await settingOf(ports)
    const { pools } = setting.playbook.routing
    const pool = Object.hasOwn(pools, id) ? pools[id] : undefined
    if (pool === undefined) return { result: { kind: 'not-found' }, writes: [] }
    const stored = await ports.store.get({ type: 'rotation', pool: id })
    const done = calibrate(stored?.entity, id, pool, change)
    if (done.kind === 'invalid') return { result: done, writes: [] }
    const { rotation, before, after } = done
    const number = rotation.calibrations
    const at = setting.now
    const calibration: Calibration = { type: 'calibration', pool: id, number, at, reason, change, before, after }
    const all = [calibration, ...(await calibrationsOf(ports.store, stored?.entity))]
    return {
      result: { kind: 'calibrated', calibration, standing: standingOf(pool, rotation, setting, all) },
      writes: [
        stored === undefined ? { kind: 'create', entity: rotation } : { kind: 'replace', stored, entity: rotation },
        { kind: 'create', entity: calibration },
      ],
    }
  })
}

/** The latest calibrations of a pool, newest first: their numbers run without a gap. */
async function calibrationsOf(store: Store, rotation: Rotation | undefined): Promise<readonly Calibration[]> {
  const latest = rotation?.calibrations ?? 0
  if (rotation === undefined || latest === 0) return []
  const numbers = Array.from({ length: Math.min(latest, shownCalibrations) }, (_, index) => latest - index)
  const read = await Promise.all(
    numbers.map((number) => store.get({ type: 'calibration', pool: rotation.pool, number })),
  )
  return read.flatMap((stored) => (stored === undefined ? [] : [stored.entity]))
}

/** What a pool is looked at with. */
interface Setting {
  readonly playbook: Playbook
  readonly roster: ReadonlyMap<RepId, Rep>
  readonly workloads: ReadonlyMap<RepId, Workload>
  readonly now: Instant
}

async function settingOf({ store, clock }: Pick<Ports, 'store' | 'clock'>): Promise<Setting> {
  const [{ playbook }, reps, workloads] = await Promise.all([
    currentRules(store),
    store.listRoster(),
    store.listWorkloads(),
  ])
  return {
    playbook,
    roster: new Map(reps.map(({ entity }) => [entity.id, entity])),
    workloads: new Map(workloads.map(({ entity }) => [entity.rep, entity])),
    now: clock.now(),
  }
}

function standingOf(
  pool: Pool,
  rotation: Rotation,
  { playbook, roster, workloads, now }: Setting,
  calibrations: readonly Calibration[],
): PoolStanding {
  const shares = sharesInPool(pool)
  const behind = behindInPool(rotation, pool)
  const reps = pool.reps.map((rep): PoolPlace => {
    const away = whyNoLeads(roster.get(rep), workloads.get(rep), playbook.workspace, now)
    return {
      rep,
      weight: weightOf(pool, rep),
      share: shares.get(rep) ?? 0,
      assigned: Object.hasOwn(rotation.assigned, rep) ? (rotation.assigned[rep] ?? 0) : 0,
      behind: behind.get(rep) ?? 0,
      ...(away === undefined ? {} : { away }),
    }
  })
  const available = reps.filter(({ away }) => away === undefined).map(({ rep }) => rep)
  const next = nextInRotation({ rotation, pool, available })?.rep
  return {
    pool: rotation.pool,
    total: rotation.total,
    reps,
    calibrations: calibrations.slice(0, shownCalibrations),
    ...(pool.fallback === undefined ? {} : { fallback: pool.fallback }),
    ...(rotation.last === undefined ? {} : { last: rotation.last }),
    ...(next === undefined ? {} : { next }),
  }
}
