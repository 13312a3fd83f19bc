import type { Assignment } from '../../../shared/domain/assignment.ts'
import type { Pool } from '../../../shared/domain/playbook.ts'
import { weightOf } from '../../../shared/domain/rotation.ts'
import { restless } from '../clients/marketing.ts'
import { type Evidence, type Invariant, stored } from './evidence.ts'

/** What a pool gave out is what its rotation says, and nobody who was always there got more than their turn. */
export const fairRotation: Invariant = {
  name: 'promise 5: rotation is fair and race-free',
  *check(evidence: Evidence) {
    const pools = stored(evidence, 'playbookVersion')[0]?.playbook.routing.pools ?? {}
    const rotations = new Map(stored(evidence, 'rotation').map((rotation) => [rotation.pool, rotation]))
    const byPool = Map.groupBy(stored(evidence, 'assignment'), ({ pool }) => pool)
    const paused = new Set(stored(evidence, 'rep').flatMap((rep) => (rep.paused === undefined ? [] : [rep.id])))
    for (const [id, pool] of Object.entries(pools)) {
      const given = byPool.get(id) ?? []
      const rotation = rotations.get(id)
      if ((rotation?.total ?? 0) !== given.length) yield `${id} counts ${rotation?.total ?? 0} of ${given.length} leads`
      for (const rep of pool.reps) {
        const own = given.filter((assignment) => assignment.rep === rep).length
        const counted = rotation?.assigned[rep] ?? 0
        if (own !== counted) yield `${id} counts ${counted} of ${rep}'s ${own} leads`
      }
      yield* unfair(id, pool, given, paused)
    }
  },
}

/** How far a rep is from their share, summed over the leads for which they were there. */
function* unfair(id: string, pool: Pool, given: readonly Assignment[], paused: ReadonlySet<string>) {
  if (pool.reps.some((rep) => restless.some((name) => name === rep) || paused.has(rep))) return
  const apart = new Map(pool.reps.map((rep) => [rep, 0]))
  for (const { rep: chosen, before } of given) {
    const here = pool.reps.filter((rep) => !before.includes(rep))
    const weights = here.reduce((sum, rep) => sum + weightOf(pool, rep), 0)
    for (const rep of here) {
      const share = weightOf(pool, rep) / weights
      apart.set(rep, (apart.get(rep) ?? 0) + (rep === chosen ? 1 : 0) - share)
    }
  }
  const undisturbed = given.every(({ before }) => before.length === 0)
  const most = undisturbed ? 1 : 2
  for (const [rep, leads] of apart) {
    if (Math.abs(leads) > most + 1e-6) yield `${id}: ${rep} is ${leads.toFixed(2)} leads from their share`
  }
}
