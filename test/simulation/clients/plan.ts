import { day, hour, minute } from '../../../shared/domain/time.ts'
import type { World } from '../world.ts'
import { captureSomething } from './captures.ts'
import { manageSomething } from './marketing.ts'
import { createPeople } from './people.ts'
import { livenProspects } from './prospects.ts'
import { employReps } from './reps.ts'
import { importOutcome, sellSomething } from './sales.ts'

/**
 * Plans what people and other systems do in a run: bursts of events within milliseconds, then a while of nothing;
 * sometimes the clock jumps.
 * @param world where
 * @returns how long the plan takes, in milliseconds
 */
export function planClients(world: World): number {
  const { random, scheduler } = world
  employReps(world, random.pick(['eager', 'mixed', 'mixed', 'slow']))
  livenProspects(world)
  const people = createPeople(random)
  let at = 0
  let events = 0
  for (let bursts = random.between(4, 9); bursts > 0; bursts -= 1) {
    for (let acts = random.between(1, 8); acts > 0; acts -= 1) {
      events += 1
      const name = `event-${events}`
      scheduler.after(at + random.between(0, 30), () => act(world, name, people))
    }
    at += random.pick([minute, 5 * minute, 20 * minute])
    const jump = random.pick([0, 0, 10 * minute, 40 * minute, 5 * hour, day, 3 * day])
    if (jump > 0) scheduler.after(at, () => scheduler.jump(jump))
    at += minute
  }
  return at + 10 * minute
}

type People = ReturnType<typeof createPeople>

function act(world: World, name: string, people: People): void {
  const { random } = world
  const fate = random.next()
  if (fate < 0.75) captureSomething(world, random.pick(people), name)
  else if (fate < 0.85) sellSomething(world)
  else if (fate < 0.93) manageSomething(world)
  else {
    const externalId = random.chance(0.85) ? random.pick(people).externalId : `nobody-${name}`
    void importOutcome(world, externalId ?? 'nobody', name)
  }
}
