import { isErased, type Lead } from '../../../shared/domain/lead.ts'
import { minute } from '../../../shared/domain/time.ts'
import type { World } from '../world.ts'

/**
 * Somebody finds that two leads are one person: those that a submission named together, or any two. Some ask twice, and
 * some have a colleague who merges them the other way round at the same moment.
 * @param world where
 */
export function mergeSomebody(world: World): void {
  const { random, scheduler } = world
  scheduler.after(random.pick([0, 0, random.between(1, 3_000), random.between(1, 40) * minute]), () => {
    const leads = world.journal.all('lead')
    if (leads.length < 2) return
    // Two that wait for their reps at once are few, and make most trouble.
    const offered = leads.filter(({ state }) => state.stage === 'assigned')
    const some = offered.length > 1 && random.chance(0.5) ? offered : leads
    const survivor = random.pick(some)
    const absorbed = duplicateOf(world, survivor, some)
    const orders = random.pick([['there'], ['there'], ['there', 'there'], ['there', 'back']])
    for (const order of orders) {
      const [into, from] = order === 'there' ? [survivor, absorbed] : [absorbed, survivor]
      scheduler.after(random.between(0, 5), () => void merge(world, into, from, 1))
    }
  })
}

function duplicateOf({ random }: World, lead: Lead, leads: readonly Lead[]): Lead {
  const listed = leads.filter(({ id }) => lead.possibleDuplicates.includes(id))
  return random.pick(listed.length > 0 && random.chance(0.7) ? listed : leads)
}

async function merge(world: World, survivor: Lead, absorbed: Lead, tries: number): Promise<void> {
  const ending = await world.request('merge', (ports) => world.bindings.mergeLeads(ports, survivor.id, absorbed.id))
  if (ending.kind !== 'returned') {
    if (tries < 3) world.scheduler.after(minute, () => void merge(world, survivor, absorbed, tries + 1))
    return
  }
  if (ending.value.kind === 'not-found' && !someoneIsErased(world, [survivor, absorbed]))
    world.surprises.push(`merge: a ${ending.value.which} is not there`)
  if (ending.value.kind === 'done') world.acks.merges.push({ survivor: survivor.id, absorbed: absorbed.id })
}

/** A lead that was erased, or merged into one that was since, is not there any more. */
function someoneIsErased({ journal }: World, asked: readonly Lead[]): boolean {
  const ids = new Set<string>(asked.map(({ id }) => id))
  return journal
    .all('lead')
    .some((lead) => isErased(lead) && [lead.id, ...(lead.absorbed ?? [])].some((id) => ids.has(id)))
}
