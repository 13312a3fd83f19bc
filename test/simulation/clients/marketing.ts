import { nextPlaybook } from '../workspace.ts'
import type { World } from '../world.ts'

/**
 * Marketing declares a campaign or says what it cost, or the operator changes something.
 * @param world where
 */
export function manageSomething(world: World): void {
  const { random } = world
  const act = random.pick([declare, spend, spend, switchRep, publish])
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
  const { random, journal, bindings } = world
  const rep = journal.all('rep').find(({ id }) => id === random.pick(restless))
  if (rep !== undefined) {
    await world.request('roster', (ports) => bindings.saveRep(ports, { ...rep, active: !rep.active }))
  }
}

async function publish(world: World): Promise<void> {
  const ending = await world.request('publish', (ports) => world.bindings.publishPlaybook(ports, nextPlaybook, 1))
  const refused = ending.kind === 'returned' && ending.value.kind === 'invalid'
  if (refused) world.surprises.push(`publish: ${JSON.stringify(ending.value)}`)
}
