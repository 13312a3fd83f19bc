import { day, hour, minute, second } from '../../../shared/domain/time.ts'
import type { World } from '../world.ts'
import { captureSomething, type Mood } from './captures.ts'
import { manageSomething } from './marketing.ts'
import { mergeSomebody } from './merges.ts'
import { createPeople, type Person } from './people.ts'
import { eraseSomebody } from './privacy.ts'
import { livenProspects } from './prospects.ts'
import { employReps } from './reps.ts'
import { importOutcome, loseOpenDeals, sellSomething, tellOfDeal } from './sales.ts'

/**
 * Plans what people and other systems do in a run: bursts of events within milliseconds, then a while of nothing;
 * sometimes the clock jumps.
 * @param world where
 * @returns how long the plan takes, in milliseconds
 */
export function planClients(world: World): number {
  const { random, scheduler } = world
  employReps(world, random.pick(['eager', 'mixed', 'mixed', 'slow']))
  const prospects = livenProspects(world)
  const crowd: Crowd = { people: createPeople(random), mood: random.pick(['keen', 'idle']) }
  let at = 0
  let events = 0
  for (let bursts = random.between(4, 9); bursts > 0; bursts -= 1) {
    for (let acts = random.between(1, 8); acts > 0; acts -= 1) {
      events += 1
      const name = `event-${events}`
      scheduler.after(at + random.between(0, 30), () => act(world, name, crowd))
    }
    at += random.pick([minute, 5 * minute, 20 * minute])
    const jump = random.pick([0, 0, 10 * minute, 40 * minute, 5 * hour, day, 2 * day])
    if (jump > 0) {
      scheduler.after(at + random.between(1, 50) * second, () => {
        scheduler.jump(jump)
        prospects.lookAgain()
      })
    }
    at += minute
  }
  return (crowd.mood === 'idle' ? endQuarter(world, crowd, at) : at) + 10 * minute
}

/** At the quarter's end Sales gives up the deals it does not believe in; days later some of the people come back. */
function endQuarter(world: World, crowd: Crowd, at: number): number {
  const { random, scheduler } = world
  if (random.chance(0.5)) return at
  scheduler.after(at, () => {
    loseOpenDeals(world)
    scheduler.after(minute, () => scheduler.jump(random.between(1, 3) * day))
  })
  for (const [index, person] of crowd.people.entries()) {
    if (random.chance(0.7))
      scheduler.after(at + random.between(3, 8) * minute, () =>
        captureSomething(world, person, 'idle', `again-${index}`),
      )
  }
  return at + 10 * minute
}

interface Crowd {
  readonly people: readonly Person[]
  readonly mood: Mood
}

function act(world: World, name: string, { people, mood }: Crowd): void {
  const { random } = world
  const fate = random.next()
  if (fate < 0.63) captureSomething(world, random.pick(people), mood, name)
  else if (fate < 0.66) eraseSomebody(world)
  else if (fate < 0.72) mergeSomebody(world)
  else if (fate < 0.84) sellSomething(world)
  else if (fate < 0.93) manageSomething(world)
  else if (random.chance(0.4)) {
    const { externalId, email } = random.pick(people)
    tellOfDeal(world, random.chance(0.5) && email !== undefined ? { email } : { externalId: externalId ?? name }, name)
  } else {
    const externalId = random.chance(0.85) ? random.pick(people).externalId : `nobody-${name}`
    void importOutcome(world, externalId ?? 'nobody', name)
  }
}
