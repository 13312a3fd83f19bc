import { minute, second } from '../../../shared/domain/time.ts'
import type { LinkClaim } from '../../../shared/ports/links.ts'
import type { World } from '../world.ts'
import { openDeal } from './sales.ts'

/** How reps answer in a run. */
export type Temper = 'eager' | 'mixed' | 'slow'

/**
 * Has reps read their mail and their channels and answer: at once, late, twice, or never.
 * @param world where
 * @param temper how they are in this run
 */
export function employReps(world: World, temper: Temper): void {
  world.readers.push(({ id, tokens: [token] }) => {
    if (token === undefined || !/-(alert|reminder)-/.test(id)) return
    const { random, scheduler } = world
    if (!random.chance({ eager: 1, mixed: 0.7, slow: 0.3 }[temper])) return
    const delay = temper === 'eager' ? random.between(1, 60) * second : random.between(1, 40) * minute
    scheduler.after(delay, () => void answerWith(world, token, temper))
  })
}

async function answerWith(world: World, token: string, temper: Temper): Promise<void> {
  const { random } = world
  const check = await world.links.check(token, world.scheduler.clock.now())
  if (check.kind !== 'valid' || check.claim.act !== 'respond') return
  const accepts = temper === 'eager' || random.chance(0.7)
  const answers = random.pick([[accepts], [accepts], [accepts], [true, true], [true, false]])
  for (const accept of temper === 'eager' ? [true, true].slice(0, answers.length) : answers) {
    void answer(world, check.claim, accept, 1)
  }
}

type Offer = Extract<LinkClaim, { readonly act: 'respond' }>

async function answer(world: World, offer: Offer, accept: boolean, tries: number): Promise<void> {
  const said = accept ? ({ kind: 'accept' } as const) : ({ kind: 'decline', reason: 'no time' } as const)
  const ending = await world.request('respond', (ports) => world.bindings.respond(ports, offer.assignment, said))
  if (ending.kind !== 'returned') {
    if (tries < 4) world.scheduler.after(5 * second, () => void answer(world, offer, accept, tries + 1))
    return
  }
  const { kind } = ending.value
  if (kind === 'not-found') {
    world.surprises.push(`respond: ${offer.assignment} is not there`)
    return
  }
  world.acks.answers.push({ assignment: offer.assignment, answer: said.kind, kind })
  if (kind === 'done' && accept)
    world.scheduler.after(world.random.between(1, 30) * minute, () => workLead(world, offer))
}

/** A rep who has accepted gets in touch, and some make a deal of it. */
function workLead(world: World, { assignment, rep }: Offer): void {
  const { random, bindings } = world
  const lead = world.journal.all('lead').find(({ state }) => 'assignment' in state && state.assignment === assignment)
  if (lead === undefined) return
  if (random.chance(0.6)) {
    const campaign = random.chance(0.3) ? { campaign: 'webinar' } : {}
    void world.request('rep-touch', (ports) =>
      bindings.addRepTouch(ports, lead.id, { kind: random.pick(['call', 'meeting', 'note']), rep, ...campaign }),
    )
  }
  if (random.chance(0.5)) openDeal(world, lead.id)
}
