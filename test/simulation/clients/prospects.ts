import { minute } from '../../../shared/domain/time.ts'
import type { World } from '../world.ts'

/** People who get nurture mail. */
export interface Prospects {
  /** Some look through their old mail just when the next one is on its way: races are won and lost then. */
  lookAgain(): void
}

/**
 * Has prospects read their mail: they click, some twice, and some unsubscribe.
 * @param world where
 */
export function livenProspects(world: World): Prospects {
  const { random, scheduler } = world
  const kept: (readonly string[])[] = []
  world.readers.push((mail) => {
    if (!/-nurture-/.test(mail.id)) return
    kept.push(mail.tokens)
    for (const token of mail.tokens) {
      for (let times = random.pick([0, 0, 0, 0, 0, 0, 0, 0, 1, 2]); times > 0; times -= 1) {
        scheduler.after(random.pick([random.between(1, 30) * minute, 2 * minute]), () => void follow(world, token))
      }
    }
  })
  return {
    lookAgain: () => {
      const nextTick = minute - (scheduler.elapsed() % minute)
      for (const tokens of kept.filter((links) => links.length > 0 && random.chance(0.4))) {
        const token = random.pick(tokens)
        scheduler.after(nextTick + random.between(80, 350), () => void follow(world, token))
      }
    },
  }
}

async function follow(world: World, token: string): Promise<void> {
  const { links, bindings, acks, scheduler } = world
  const check = await links.check(token, scheduler.clock.now())
  if (check.kind !== 'valid') return
  const { claim } = check
  if (claim.act === 'click') {
    await world.request('click', (ports) => bindings.recordClick(ports, claim))
    return
  }
  if (claim.act !== 'unsubscribe') return
  const ending = await world.request('unsubscribe', (ports) => bindings.optOut(ports, claim.lead, 'unsubscribed'))
  if (ending.kind === 'returned') acks.stopped(claim.lead, 'unsubscribed')
  else scheduler.after(minute, () => void follow(world, token))
}
