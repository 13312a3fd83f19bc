import type { LeadId } from '../../../shared/domain/ids.ts'
import { minute, second } from '../../../shared/domain/time.ts'
import type { World } from '../world.ts'

/**
 * Somebody wants to be forgotten: an admin erases a lead, in whatever state it is; sometimes two do, or one tries again.
 * @param world where
 */
export function eraseSomebody(world: World): void {
  const { random, journal, scheduler } = world
  const leads = journal.all('lead')
  if (leads.length === 0) return
  const { id } = random.pick(leads)
  for (let times = random.chance(0.2) ? 2 : 1; times > 0; times -= 1)
    scheduler.after(random.pick([0, random.between(0, 20)]), () => void erase(world, id, 1))
}

async function erase(world: World, id: LeadId, tries: number): Promise<void> {
  const ending = await world.request('erase', (ports) => world.bindings.startErasure(ports, id))
  if (ending.kind === 'returned') {
    if (ending.value.kind === 'not-found') world.surprises.push(`erase: there is no ${id}`)
    else world.acks.erased(id)
    return
  }
  const wait = world.random.pick([second, minute])
  if (tries < 5) world.scheduler.after(wait, () => void erase(world, id, tries + 1))
}
