import type { LeadId } from '../../../shared/domain/ids.ts'
import { parseMailId } from '../../../shared/domain/ids.ts'
import { hour, minute, second } from '../../../shared/domain/time.ts'
import { recordCall } from '../../../shared/pipeline/capture/call.ts'
import { submitForm } from '../../../shared/pipeline/capture/web-form.ts'
import { takeMailEvent } from '../../../shared/pipeline/mail-events.ts'
import { optOut } from '../../../shared/pipeline/opt-out.ts'
import { recordClick } from '../../../shared/pipeline/touches.ts'
import type { OutgoingMail } from '../../../shared/ports/mailer.ts'
import type { PlannedPerson } from '../story/plan.ts'
import { randomFor } from '../story/random.ts'
import type { Visit } from '../story/visits.ts'
import { linksIn, type World } from './world.ts'

/** What came in over the forms and the phone. */
export interface Arrivals {
  accepted: number
  /** Sent twice and known by its event id. */
  known: number
  /** Answered 400, and not stored. */
  refused: number
}

/**
 * Has people come, as they were planned.
 * @param world where
 * @param people who
 * @param arrivals is counted up
 */
export function letPeopleCome(world: World, people: readonly PlannedPerson[], arrivals: Arrivals): void {
  for (const { visits } of people) {
    for (const visit of visits) {
      for (let time = 0; time < visit.times; time += 1)
        world.agenda.plan(visit.at + time * 3 * second, () => arrive(world, visit, arrivals))
    }
  }
}

async function arrive({ ports }: World, { way, fields, event }: Visit, arrivals: Arrivals): Promise<void> {
  const result =
    way.kind === 'call'
      ? await recordCall(ports, fields)
      : await submitForm(ports, { formId: way.form, fields, idempotencyKey: event })
  if (result.kind === 'accepted') arrivals.accepted += 1
  else if (result.kind === 'known') arrivals.known += 1
  else arrivals.refused += 1
}

/**
 * Has people get their mail: it is delivered or comes back; some follow a link, some have had enough.
 * @param world where
 * @param people who, by their e-mail address
 */
export function letPeopleRead(world: World, people: ReadonlyMap<string, PlannedPerson>): void {
  world.readers.push((mail) => {
    const person = people.get(mail.to.address)
    const lead = parseMailId(mail.id)?.leadId
    const { agenda, ports } = world
    const random = randomFor(world.seed, `mail:${mail.to.address}:${mail.subject}`)
    const bounces = person?.mailbox === 'bounces'
    const event = { mail: mail.id, kind: bounces ? 'bounced' : 'delivered' } as const
    agenda.plan(agenda.now() + random.between(1, 20) * second, () => takeMailEvent(ports, event))
    if (person === undefined || lead === undefined || bounces) return
    read(world, mail, lead, person)
  })
}

function read({ agenda, ports, seed }: World, mail: OutgoingMail, lead: LeadId, person: PlannedPerson): void {
  const random = randomFor(seed, `reads:${mail.to.address}:${mail.subject}`)
  const at = agenda.now() + random.around(3, 1.2) * hour + minute
  const clicks = linksIn(mail).filter((link) => link.act === 'click')
  if (clicks.length > 0 && random.chance(person.curiosity)) {
    const { lead: whose, mail: inMail, url } = random.pick(clicks)
    agenda.plan(at, () => recordClick(ports, { lead: whose, mail: inMail, url }))
  }
  if (mail.unsubscribeUrl === undefined || !random.chance(0.4)) return
  if (person.mailbox === 'unsubscribes') agenda.plan(at, () => optOut(ports, lead, 'unsubscribed'))
  if (person.mailbox === 'complains') agenda.plan(at, () => takeMailEvent(ports, { mail: mail.id, kind: 'complained' }))
}
