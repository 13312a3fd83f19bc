import type { PoolId, RepId } from './ids.ts'
import type { Finding } from './lint-finding.ts'
import { nearestName } from './nearest-name.ts'
import type { Playbook, Pool } from './playbook.ts'
import type { Rep } from './roster.ts'
import { weightOf } from './rotation.ts'

/**
 * Finds pools that nobody uses or serves, reps that are not there, and fallbacks that lead back.
 * @param playbook a valid one
 * @param roster the reps there are; without it reps are not looked up
 */
export function lintPools(playbook: Playbook, roster?: readonly Rep[]): readonly Finding[] {
  const { pools } = playbook.routing
  return [
    ...unused(playbook),
    ...loops(pools),
    ...Object.entries(pools).flatMap(([id, pool]) => [
      ...unknownReps(id, pool, roster),
      ...unserved(pools, id, pool, roster),
    ]),
  ]
}

type Pools = Playbook['routing']['pools']

function pathOf(id: PoolId, ...rest: readonly (string | number)[]): Finding['path'] {
  return ['routing', 'pools', id, ...rest]
}

/** A pool and those it falls back on, in order, each once; ends where it ends or comes back. */
function chain(pools: Pools, first: PoolId): readonly PoolId[] {
  const seen: PoolId[] = []
  let id: PoolId | undefined = first
  while (id !== undefined && Object.hasOwn(pools, id) && !seen.includes(id)) {
    seen.push(id)
    id = pools[id]?.fallback
  }
  return seen
}

function unused({ routing }: Playbook): readonly Finding[] {
  const used = new Set(routing.territories.flatMap(({ pool }) => chain(routing.pools, pool)))
  return Object.keys(routing.pools)
    .filter((id) => !used.has(id))
    .map((id) => ({
      severity: 'warning',
      path: pathOf(id),
      message: `no territory uses the pool "${id}", and none that is used falls back on it`,
      proposal: 'name it in a territory, or take it out',
    }))
}

function loops(pools: Pools): readonly Finding[] {
  return Object.keys(pools).flatMap((id): readonly Finding[] => {
    const round = chain(pools, id)
    const last = round.at(-1)
    const comesBack = last !== undefined && pools[last]?.fallback === id
    // Each loop is told once: by the first of its pools in the alphabet.
    if (!comesBack || round.some((other) => other < id)) return []
    return [
      {
        severity: 'warning',
        path: pathOf(last, 'fallback'),
        message: `fallbacks go round in a circle: ${[...round, id].join(' → ')}; each pool is asked once all the same`,
        proposal: `leave the fallback of ${last} out, or name a pool outside the circle`,
      },
    ]
  })
}

function unknownReps(id: PoolId, { reps }: Pool, roster: readonly Rep[] | undefined): readonly Finding[] {
  if (roster === undefined) return []
  const known = roster.map((rep) => rep.id)
  return reps.flatMap((rep, index): readonly Finding[] => {
    if (known.includes(rep)) return []
    const near = nearestName(rep, known)
    const proposal = near === undefined ? 'put them on the roster, or take them out' : `did you mean ${near}?`
    const message = `there is no rep "${rep}" on the roster`
    return [{ severity: 'error', path: pathOf(id, 'reps', index), message, proposal }]
  })
}

function unserved(pools: Pools, id: PoolId, pool: Pool, roster: readonly Rep[] | undefined): readonly Finding[] {
  // Of reps that are not there, `unknownReps` tells already.
  const nobodyThere = pool.reps.length > 0 && roster?.some((rep) => pool.reps.includes(rep.id)) === false
  if (nobodyThere || isServed(pool, roster)) return []
  const why = pool.reps.every((rep) => weightOf(pool, rep) === 0) ? 'nobody has a weight above 0' : 'nobody is active'
  const next = chain(pools, id)
    .slice(1)
    .find((other) => isServed(pools[other], roster))
  return [
    {
      severity: why === 'nobody is active' ? 'warning' : 'error',
      path: pathOf(id, 'reps'),
      message: `${why} in the pool "${id}": its leads go to ${next ?? 'the public pool'}`,
      proposal: 'add a rep who can take leads, or take the pool out',
    },
  ]
}

function isServed(pool: Pool | undefined, roster: readonly Rep[] | undefined): boolean {
  const isThere = (rep: RepId): boolean => roster === undefined || roster.some((one) => one.id === rep && one.active)
  return pool?.reps.some((rep) => weightOf(pool, rep) > 0 && isThere(rep)) ?? false
}
