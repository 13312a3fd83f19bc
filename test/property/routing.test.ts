import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overCapacity, switchedOff } from '../../shared/domain/availability.ts'
import type { Playbook } from '../../shared/domain/playbook.ts'
import { emptyProfile } from '../../shared/domain/profile.ts'
import type { Rep, Rotation, Workload } from '../../shared/domain/roster.ts'
import { type RoutingInput, routeLead } from '../../shared/domain/routing.ts'
import { day, hour } from '../../shared/domain/time.ts'
import { emptyWorkload } from '../../shared/domain/workload.ts'
import { repNamed, smallPlaybook } from '../support/rules.ts'
import { noon } from '../support/sample-entities.ts'

const names = ['a', 'b', 'c', 'd', 'e']

const rep = (id: string): fc.Arbitrary<Rep> =>
  fc
    .record({
      active: fc.constantFrom(true, true, true, false),
      paused: fc.constantFrom(false, false, true),
      office: fc.boolean(),
      capacity: fc.constantFrom(undefined, 0, 1, 3),
      dailyCap: fc.constantFrom(undefined, 2),
      off: fc.constantFrom(0, 0, hour, 3 * day, 30 * day),
    })
    .map(({ active, paused, office, capacity, dailyCap, off }) =>
      repNamed(id, {
        active,
        timeOff: off === 0 ? [] : [{ from: noon - hour, until: noon + off }],
        ...(paused ? { paused: { at: noon, reason: '3 offers in a row without an answer' } } : {}),
        ...(office ? { workingHours: { mon: [{ from: '09:00', until: '17:00' }] } } : {}),
        ...(capacity === undefined ? {} : { capacity }),
        ...(dailyCap === undefined ? {} : { dailyCap }),
      }),
    )

const pools = fc.record({
  first: fc.subarray(names, { minLength: 1 }),
  second: fc.subarray(names, { minLength: 1 }),
  weights: fc.constantFrom({}, { a: 0 }, { b: 3 }),
  afterHours: fc.constantFrom('fallback' as const, 'next-to-start' as const),
  keepOwner: fc.constantFrom('lead' as const, 'company.domain' as const, 'nobody' as const),
})

const input: fc.Arbitrary<RoutingInput> = fc
  .record({
    pools,
    roster: fc.tuple(...names.map(rep)),
    hired: fc.subarray(names),
    open: fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }),
    owners: fc.tuple(fc.constantFrom(undefined, ...names, 'gone'), fc.constantFrom(undefined, ...names)),
    exclude: fc.subarray(names),
    later: fc.nat(7 * 24),
  })
  .map((given) => {
    const { first, second, weights, afterHours, keepOwner } = given.pools
    const playbook: Playbook = {
      ...smallPlaybook,
      routing: {
        keepOwner,
        territories: [{ id: 'all', pool: 'first' }],
        pools: {
          first: { reps: first, weights, fallback: 'second', afterHours },
          second: { reps: second, weights: {}, fallback: 'first' },
        },
      },
    }
    const workloads = names.map((id, index): [string, Workload] => [
      id,
      { ...emptyWorkload(id), open: given.open[index] ?? 0 },
    ])
    const [leadOwner, accountOwner] = given.owners
    return {
      playbook,
      version: 1,
      profile: emptyProfile,
      roster: given.roster.filter(({ id }) => given.hired.includes(id)),
      rotations: new Map<string, Rotation>(),
      workloads: new Map(workloads),
      exclude: given.exclude,
      now: noon + given.later * hour,
      ...(leadOwner === undefined ? {} : { leadOwner }),
      ...(accountOwner === undefined ? {} : { accountOwner }),
    }
  })

const runs = { numRuns: 10_000 }

describe('routing', () => {
  it('always ends: with one of those it may choose, or with a reason for every one of them', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { chosen, candidates, pools: asked } = routeLead(given)
        expect(candidates.filter((one) => one.chosen).map(({ rep: id }) => id)).toEqual(
          chosen === undefined ? [] : [chosen.rep.id],
        )
        expect(candidates.every(({ reason }) => reason !== '')).toBe(true)
        expect(new Set(candidates.map(({ rep: id }) => id)).size).toBe(candidates.length)
        for (const pool of asked) {
          for (const id of given.playbook.routing.pools[pool]?.reps ?? [])
            expect(candidates.some((one) => one.rep === id)).toBe(true)
        }
        if (chosen === undefined) return
        expect(given.exclude).not.toContain(chosen.rep.id)
        expect(switchedOff(chosen.rep)).toBeUndefined()
        if (chosen.by === 'rotation')
          expect(overCapacity(chosen.rep, given.workloads?.get(chosen.rep.id))).toBeUndefined()
        expect(chosen.startsAt).toBeGreaterThanOrEqual(given.now)
      }),
      runs,
    )
  })

  it('is pure: the same again gives the same, reasons and all', () => {
    fc.assert(
      fc.property(input, (given) => {
        const before = structuredClone({ roster: given.roster, rotations: given.rotations })
        const result = routeLead(given)
        expect({ roster: given.roster, rotations: given.rotations }).toEqual(before)
        expect(routeLead({ ...given, roster: structuredClone(given.roster) })).toEqual(result)
      }),
      runs,
    )
  })

  it('never passes over somebody at work for somebody who is not', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { chosen } = routeLead({ ...given, playbook: withoutWaiting(given.playbook) })
        if (chosen?.by !== 'rotation' || chosen.startsAt === given.now) return
        const others = { ...given, exclude: [...given.exclude, chosen.rep.id] }
        const next = routeLead({ ...others, playbook: withoutWaiting(given.playbook) }).chosen
        if (next?.by === 'rotation') expect(next.startsAt).toBeGreaterThan(given.now)
      }),
      runs,
    )
  })
})

function withoutWaiting(playbook: Playbook): Playbook {
  const every = Object.entries(playbook.routing.pools).map(
    ([id, pool]) => [id, { ...pool, afterHours: 'fallback' }] as const,
  )
  return { ...playbook, routing: { ...playbook.routing, keepOwner: 'nobody', pools: Object.fromEntries(every) } }
}
