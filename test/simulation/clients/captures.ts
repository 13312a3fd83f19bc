import { second } from '../../../shared/domain/time.ts'
import type { SubmitResult } from '../../../shared/pipeline/capture/submit.ts'
import type { MailPorts } from '../../../shared/pipeline/mail/send.ts'
import type { World } from '../world.ts'
import { type Person, personFieldsOf } from './people.ts'

/** What people are like in a run. */
export type Mood = 'keen' | 'idle'

/** Something a person did that a client tells Baton of, in one or more ways. */
interface CaptureEvent {
  readonly name: string
  readonly keyed: boolean
  readonly fields: Readonly<Record<string, string | number | boolean>>
  readonly channel: Channel
}

type Channel = 'demo-request' | 'newsletter' | 'call' | 'webhook' | 'import-live' | 'import-history'

/** What people do: in some runs they are keen, in others they only look around, and Sales has to go after them. */
const channelsOf: { readonly [M in Mood]: readonly Channel[] } = {
  keen: [
    'demo-request',
    'demo-request',
    'demo-request',
    'newsletter',
    'newsletter',
    'call',
    'webhook',
    'import-live',
    'import-history',
  ],
  idle: ['newsletter', 'newsletter', 'newsletter', 'newsletter', 'import-live', 'import-history', 'demo-request'],
}
const campaigns = ['spring', 'autumn', 'webinar']
const day = 86_400_000

/**
 * Has a person do something that is captured: once, or as clients do when they are in doubt: again, twice at once,
 * or with another payload under the same id.
 * @param world where
 * @param person who
 * @param mood what people are like
 * @param name of the event, which is in the payload
 */
export function captureSomething(world: World, person: Person, mood: Mood, name: string): void {
  const { random } = world
  const channel = random.pick(channelsOf[mood])
  const event: CaptureEvent = {
    name,
    channel,
    keyed: channel === 'demo-request' || channel === 'newsletter' ? random.chance(0.5) : true,
    fields: { ...personFieldsOf(random, person), ...circumstances(world, channel) },
  }
  const variants = event.keyed ? random.pick([[0], [0], [0], [0, 0], [0, 1]]) : [0]
  for (const variant of variants) {
    world.scheduler.after(random.pick([0, 0, random.between(0, 20), 30 * second]), () => {
      void capture(world, event, variant, 1)
    })
  }
}

function circumstances({ random, scheduler }: World, channel: Channel): Record<string, string | boolean> {
  const past = channel === 'import-history' ? random.between(1, 200) * day : random.between(0, 2) * second
  const at = new Date(scheduler.clock.now() - past).toISOString()
  return {
    ...(random.chance(0.7) ? { campaign: random.pick(campaigns) } : {}),
    ...(channel === 'import-history' || random.chance(0.3) ? { occurredAt: at } : {}),
    ...(random.chance(0.12) ? { consent: random.chance(0.3) } : {}),
  }
}

/** Tells Baton, and tells it again when no answer comes. Without a key, that may be taken for another event. */
async function capture(world: World, event: CaptureEvent, variant: number, tries: number): Promise<void> {
  const ending = await world.request(`capture-${event.channel}`, (ports) => send(world, ports, event, variant))
  if (ending.kind === 'returned') {
    const result = ending.value
    if ('errors' in result || result.kind === 'no-such-form') {
      world.surprises.push(`${event.channel}: ${JSON.stringify(result)}`)
      return
    }
    const id = 'id' in result ? result.id : undefined
    const ack = { event: event.name, keyed: event.keyed, variant, kind: result.kind }
    world.acks.submissions.push(id === undefined ? ack : { ...ack, id })
    return
  }
  if (tries < 5)
    world.scheduler.after(world.random.between(1, 20) * second, () => void capture(world, event, variant, tries + 1))
}

type Answer =
  | SubmitResult
  | { readonly kind: 'no-such-form' }
  | { readonly kind: 'invalid'; readonly errors: unknown }
  | Counted
type Counted = { readonly kind: 'accepted' | 'known' | 'clash' }

async function send({ bindings }: World, ports: MailPorts, event: CaptureEvent, variant: number): Promise<Answer> {
  const { name, channel, keyed } = event
  const message = `variant ${variant}`
  const fields = { ...event.fields, event: name }
  switch (channel) {
    case 'demo-request':
    case 'newsletter':
      return bindings.submitForm(ports, {
        formId: channel,
        fields: { ...fields, message },
        ...(keyed ? { idempotencyKey: name } : {}),
      })
    case 'call':
      return bindings.recordCall(ports, { ...fields, callId: name, notes: message, answers: { urgency: 'high' } })
    case 'webhook': {
      const source = { type: 'webhookSource', provider: 'standard', id: 'crm', secret: 'secret' } as const
      const told = { ...fields, message }
      return bindings.receiveLead(ports, source, { eventId: name, fields: told, raw: told })
    }
    case 'import-live':
    case 'import-history': {
      const row = { line: 1, eventId: name, ...event.fields, message, extra: { event: name } }
      const mode = channel === 'import-live' ? 'live' : 'history'
      const answer = await bindings.importLeads(ports, { source: channel, mode, rows: [row] })
      return countedAnswer(answer)
    }
  }
}

function countedAnswer(answer: {
  readonly accepted: number
  readonly known: number
  readonly rejected: readonly unknown[]
}): Answer {
  if (answer.accepted === 1) return { kind: 'accepted' }
  if (answer.known === 1) return { kind: 'known' }
  const clash = JSON.stringify(answer.rejected).includes('imported before')
  return clash ? { kind: 'clash' } : { kind: 'invalid', errors: answer.rejected }
}
