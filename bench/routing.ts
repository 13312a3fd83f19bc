import type { PoolId } from '../shared/domain/ids.ts'
import type { Playbook, Pool, Territory } from '../shared/domain/playbook.ts'
import type { Rep, Rotation } from '../shared/domain/roster.ts'
import { routeLead } from '../shared/domain/routing.ts'
import { repNamed, smallPlaybook } from '../test/support/rules.ts'
import { noon } from '../test/support/sample-entities.ts'
import type { Benchmark } from './context.ts'
import { medianOf } from './measure/distribution.ts'
import { createLeads, type PeerLead } from './peers/model.ts'

const states = ['NY', 'MA', 'PA', 'TX', 'FL', 'GA', 'IL', 'OH', 'MN', 'CA', 'WA', 'CO'] as const
const reps = 50
const territories = 30
const pools = 10

/**
 * How many hot leads a second are routed with the reason for every candidate: 50 reps in 10 pools, 30 territories by
 * state, size and industry. Rotations move on from lead to lead, as in production; nothing is stored.
 * @param context see there
 */
export const routing: Benchmark = async (context) => {
  const leads = createLeads(5_000, 71)
  const count = context.quick ? 20_000 : 200_000
  context.progress(`${count} leads, ${reps} reps, ${territories} territories`)
  const playbook = largePlaybook()
  const roster = Array.from({ length: reps }, (_, index) => repNamed(`rep-${index}`))
  run(leads, 20_000, playbook, roster)
  const rates: number[] = []
  for (let round = 0; round < 3; round += 1) rates.push(run(leads, count, playbook, roster))
  const note = `median of 3, 5 reps in each pool`
  const aim = { atLeast: 50_000 }
  return [{ what: 'route with the reason for every candidate', value: medianOf(rates), unit: 'routes/s', aim, note }]
}

/** @returns routes a second */
function run(leads: readonly PeerLead[], count: number, playbook: Playbook, roster: readonly Rep[]): number {
  const rotations = new Map<PoolId, Rotation>()
  const began = performance.now()
  for (let routed = 0; routed < count; routed += 1) {
    const lead = leads[routed % leads.length]
    if (lead === undefined) continue
    const { chosen } = routeLead({
      playbook,
      version: 1,
      profile: lead.profile,
      roster,
      rotations,
      exclude: [],
      now: noon + routed,
    })
    if (chosen?.by !== 'rotation') throw new Error('A lead found nobody')
    rotations.set(chosen.pool, chosen.rotation)
  }
  return (count / (performance.now() - began)) * 1_000
}

function largePlaybook(): Playbook {
  const sizes = [
    { least: 0, most: 60 },
    { least: 61, most: 1_000 },
  ]
  const byPlace = states.flatMap((state) =>
    sizes.map(({ least, most }) => [
      { field: 'address.country', is: 'US' },
      { field: 'address.state', is: state },
      { field: 'company.employees', between: [least, most] } as const,
    ]),
  )
  const named: readonly Territory[] = byPlace.map((all, index) => ({
    id: `place-${index}`,
    when: { all },
    pool: `pool-${index % pools}`,
  }))
  const rare = Array.from({ length: territories - named.length - 1 }, (_, index) => ({
    id: `named-${index}`,
    when: { field: 'company.domain', in: [`account-${index}.example`, `branch-${index}.example`] },
    pool: `pool-${index}`,
  }))
  const all = Object.fromEntries(
    Array.from({ length: pools }, (_, index): [PoolId, Pool] => [
      `pool-${index}`,
      { reps: Array.from({ length: reps / pools }, (_each, place) => `rep-${place * pools + index}`), weights: {} },
    ]),
  )
  return {
    ...smallPlaybook,
    routing: { territories: [...rare, ...named, { id: 'rest', pool: 'pool-0' }], pools: all },
  }
}
