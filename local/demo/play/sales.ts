import type { Assignment } from '../../../shared/domain/assignment.ts'
import { calendarOf } from '../../../shared/domain/availability.ts'
import type { LeadId, RepId } from '../../../shared/domain/ids.ts'
import type { Lead } from '../../../shared/domain/lead.ts'
import { type Duration, day, hour, type Instant, minute } from '../../../shared/domain/time.ts'
import { addWorkTime, type WorkCalendar } from '../../../shared/domain/working-time.ts'
import { claimLead } from '../../../shared/pipeline/claim.ts'
import { respond } from '../../../shared/pipeline/respond.ts'
import { currentRules } from '../../../shared/pipeline/rules.ts'
import { addRepTouch } from '../../../shared/pipeline/touches.ts'
import type { PlannedPerson } from '../story/plan.ts'
import { type Random, randomFor } from '../story/random.ts'
import { declines, notes, reps, storyOfRep } from '../story/reps.ts'
import { pursueDeal } from './deals.ts'
import type { World } from './world.ts'

/** Who is behind a lead. */
export type PersonOf = (lead: Lead) => PlannedPerson | undefined

/**
 * Has reps work: they read alerts, accept or decline or let it be, get in touch, open deals, and claim from the pool.
 * @param world where
 * @param personOf who is behind a lead
 */
export function employReps(world: World, personOf: PersonOf): void {
  world.readers.push((mail) => {
    const offer = /^mail_(\w+)-alert-(\d+)/.exec(mail.id)
    if (offer === null) return
    const [, suffix = '', number = ''] = offer
    world.agenda.plan(world.agenda.now() + minute / 2, () =>
      considerOffer(world, personOf, `lead_${suffix}`, Number(number)),
    )
  })
  world.witnesses.push((entity) => {
    if (entity.type === 'lead' && entity.state.stage === 'pool') lookInPool(world, personOf, entity)
  })
}

async function considerOffer(world: World, personOf: PersonOf, leadId: LeadId, number: number): Promise<void> {
  const { store } = world.ports
  const [assignment, lead] = await Promise.all([
    store.get({ type: 'assignment', leadId, number }),
    store.get({ type: 'lead', id: leadId }),
  ])
  if (assignment === undefined || lead === undefined || assignment.entity.state.status !== 'offered') return
  const { rep, id } = assignment.entity
  const person = personOf(lead.entity)
  const story = storyOfRep(rep)
  const random = randomFor(world.seed, `offer:${person?.person.number}:${number}`)
  const { agenda, ports } = world
  const at = await atWork(world, rep, random.around(story.answersWithin, 0.8) * minute)
  if (person?.neglected === 'unanswered' || random.chance(story.misses)) return
  if (random.chance(story.declines)) {
    const { reason } = random.weighted(declines)
    agenda.plan(at, () => respond(ports, id, { kind: 'decline', reason }))
    return
  }
  agenda.plan(at, async () => {
    const answered = await respond(ports, id, { kind: 'accept' })
    if (answered.kind === 'done') await workLead(world, person, answered.assignment, random)
  })
}

/** When a rep has had so much time at work from now on. */
async function atWork({ ports, agenda }: World, rep: RepId, time: Duration): Promise<Instant> {
  return addWorkTime(await calendarFor(ports.store, rep), agenda.now(), time)
}

async function calendarFor(store: World['ports']['store'], rep: RepId): Promise<WorkCalendar> {
  const [stored, { playbook }] = await Promise.all([store.get({ type: 'rep', id: rep }), currentRules(store)])
  return stored === undefined
    ? { timezone: playbook.workspace.timezone, holidays: [], timeOff: [] }
    : calendarOf(stored.entity, playbook.workspace)
}

/** How much of their interest people have lost after a day without a word. */
const patience = 30 * hour

/** A rep who has a lead gets in touch, more than once, and opens a deal when there is one in it. */
async function workLead(
  world: World,
  person: PlannedPerson | undefined,
  { leadId, rep }: Assignment,
  random: Random,
): Promise<void> {
  const { agenda } = world
  const story = storyOfRep(rep)
  if (person?.neglected === 'untouched' || random.chance(story.forgets)) return
  const accepted = agenda.now()
  const first = await atWork(world, rep, random.around(story.touchesWithin, 0.9) * hour)
  touchAt(world, first, leadId, rep, 'call', random)
  const deal = person?.deal
  const keeps = random.chance(0.5 + 0.5 * 2 ** (-(first - accepted) / patience))
  if (deal === undefined || !keeps) {
    for (let at = first, more = random.between(0, 3); more > 0; more -= 1) {
      at += random.around(3, 0.5) * day
      touchAt(world, at, leadId, rep, random.pick(['call', 'note']), random)
    }
    return
  }
  const meeting = await laterAtWork(world, rep, first + random.around(2.5, 0.6) * day)
  touchAt(world, meeting, leadId, rep, 'meeting', random)
  agenda.plan(meeting + hour, () => pursueDeal(world, leadId, deal, rep, random))
}

async function laterAtWork({ ports }: World, rep: RepId, from: Instant): Promise<Instant> {
  return addWorkTime(await calendarFor(ports.store, rep), from, 20 * minute)
}

function touchAt(
  { agenda, ports }: World,
  at: Instant,
  lead: LeadId,
  rep: RepId,
  kind: 'call' | 'meeting' | 'note',
  random: Random,
): void {
  const text = random.pick(notes[kind])
  agenda.plan(at, () => addRepTouch(ports, lead, { kind, rep, text }))
}

/** Of the leads in the pool, so many find somebody. */
const claimed = 0.62

function lookInPool(world: World, personOf: PersonOf, lead: Lead): void {
  const { agenda, ports, seed } = world
  const person = personOf(lead)
  const random = randomFor(seed, `pool:${person?.person.number}:${lead.counts.assignments}`)
  if (person?.neglected !== undefined || !random.chance(claimed)) return
  const { id: rep } = random.weighted(reps.map(({ id, claims }) => ({ id, weight: claims })))
  const later = random.around(20, 0.8) * hour
  agenda.plan(agenda.now() + minute, async () => {
    const at = await laterAtWork(world, rep, agenda.now() + later)
    agenda.plan(at, async () => {
      const claim = await claimLead(ports, lead.id, rep)
      if (claim.kind === 'done') await workLead(world, person, claim.assignment, random)
    })
  })
}
