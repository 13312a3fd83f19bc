import { minute } from '../../../shared/domain/time.ts'
import type { World } from '../world.ts'

/**
 * Has prospects read their mail: they click, some twice, and some unsubscribe.
 * @param world where
 */
export function livenProspects(world: World): void {
  world.readers.push((mail) => {
    if (!/-nurture-/.test(mail.id)) return
    for (const token of mail.tokens) {
      const { random, scheduler } = world
      const times = random.pick([0, 0, 0, 0, 1, 1, 2])
      for (let time = 0; time < times; time += 1) {
        scheduler.after(readingTime(world), () => void follow(world, token))
      }
    }
  })
}

/** Some read at any time, some just when the tick has work done, which is when races are won and lost. */
function readingTime({ random, scheduler }: World): number {
  if (random.chance(0.5)) return random.between(1, 30) * minute
  return minute - (scheduler.elapsed() % minute) + random.between(0, 3) * minute + random.between(0, 300)
}

async function follow(world: World, token: string): Promise<void> {
  const { links, bindings, acks, scheduler, random } = world
  const check = await links.check(token, scheduler.clock.now())
  if (check.kind !== 'valid') return
  const { claim } = check
  if (claim.act === 'click') {
    await world.request('click', (ports) => bindings.recordClick(ports, claim))
    return
  }
  if (claim.act !== 'unsubscribe' || random.chance(0.5)) return
  const ending = await world.request('unsubscribe', (ports) => bindings.optOut(ports, claim.lead, 'unsubscribed'))
  if (ending.kind === 'returned') acks.stopped(claim.lead, 'unsubscribed')
  else scheduler.after(minute, () => void follow(world, token))
}
