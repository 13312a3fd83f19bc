import { ownerOf } from '../../../shared/domain/lead.ts'
import { present } from '../../../shared/domain/present.ts'
import { minute, second } from '../../../shared/domain/time.ts'
import { playbooks } from '../workspace.ts'
import type { World } from '../world.ts'

/**
 * Marketing declares a campaign or says what it cost, or the operator changes something.
 * @param world where
 */
export function manageSomething(world: World): void {
  const { random } = world
  const act = random.pick([declare, spend, spend, switchRep, publish, publish])
  void act(world)
}

/** The reps of the one pool whose people come and go; the fairness of the others' rotation is exact. */
export const restless = ['ann', 'bob', 'cid'] as const

async function declare(world: World): Promise<void> {
  const id = world.random.pick(['spring', 'autumn'])
  await world.request('campaign', (ports) =>
    world.bindings.putCampaign(ports.store, { id, name: `${id} campaign`, channel: 'search' }),
  )
}

async function spend(world: World): Promise<void> {
  const { random, acks, bindings } = world
  const what = { campaign: random.pick(['spring', 'autumn']), month: random.pick(['2026-02', '2026-03']) }
  const amountMinor = random.between(0, 100_000)
  const ending = await world.request('spend', (ports) =>
    bindings.putSpend(ports.store, { ...what, amountMinor, currency: 'USD' }),
  )
  if (ending.kind === 'returned' && ending.value.kind === 'done') acks.spend.push({ ...what, amountMinor })
}

async function switchRep(world: World): Promise<void> {
  const { random, journal } = world
  // They like to leave while they have something to do.
  const stage = random.pick(['assigned', 'working', 'working', 'opportunity'])
  const busy = journal
    .all('lead')
    .filter((lead) => lead.state.stage === stage)
    .map(ownerOf)
  const candidates = restless.filter((id) => busy.includes(id))
  const name = random.pick(candidates.length > 0 ? candidates : restless)
  await switchOver(world, name)
  // Some come back at once: it was a mistake.
  if (random.chance(0.3)) world.scheduler.after(random.pick([1, second, minute]), () => void switchOver(world, name))
}

async function switchOver(world: World, name: string): Promise<void> {
  const { journal, bindings } = world
  const rep = journal.all('rep').find(({ id }) => id === name)
  if (rep === undefined) return
  const { id, email, title, active, channels } = rep
  const written = { name: rep.name, email, title, active: !active, ...present({ channels }) }
  const ending = await world.request('roster', (ports) => bindings.saveRep(ports, id, written))
  const refused = ending.kind === 'returned' && ending.value.kind === 'invalid'
  if (refused) world.surprises.push(`roster: ${JSON.stringify(ending.value)}`)
}

async function publish(world: World): Promise<void> {
  const source = world.random.pick(playbooks)
  const expected = world.random.chance(0.3) ? 1 : undefined
  const ending = await world.request('publish', (ports) => world.bindings.publishPlaybook(ports, source, expected))
  const refused = ending.kind === 'returned' && ending.value.kind === 'invalid'
  if (refused) world.surprises.push(`publish: ${JSON.stringify(ending.value)}`)
  // One who is not sure of it publishes again, or goes back, while leads are still being scored.
  if (world.random.chance(0.5)) {
    const wait = world.random.pick([1, second, 2 * second, minute, 20 * minute])
    world.scheduler.after(wait, () => void goBack(world))
  }
}

async function goBack(world: World): Promise<void> {
  await world.request('rollback', (ports) => world.bindings.rollBackPlaybook(ports, 1))
}
