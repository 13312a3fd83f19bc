import type { Instant } from '../../../shared/domain/time.ts'
import type { CampaignStory } from './campaigns.ts'
import type { Arrival } from './journeys.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

/** What somebody sends: a form's fields, or what the call center records of a call. */
export interface Visit {
  readonly at: Instant
  readonly way: { readonly kind: 'form'; readonly form: string } | { readonly kind: 'call' }
  readonly fields: Readonly<Record<string, unknown>>
  /** The source's own event id. */
  readonly event: string
  /** How often the browser or the phone system sends it: mostly once. */
  readonly times: number
}

const messages = [
  'Twelve crews, one whiteboard. Help.',
  'Our dispatcher retires in spring and all of it is in her head.',
  'We promise two-hour windows and miss a third of them.',
  'Do you work with our accounting software?',
  'Looking for something before the season starts.',
  'How long does it take until crews use it?',
] as const

const answers = [
  { urgency: 'high', timeframe: 'this quarter', budget: '15000', authority: 'yes' },
  { urgency: 'medium', timeframe: 'three months', budget: 'unknown', authority: 'yes' },
  { urgency: 'low', timeframe: 'next year', budget: 'no', authority: 'no' },
] as const

const agents = ['Agent 7', 'Agent 12', 'Agent 31'] as const

/**
 * Says what somebody sends when they come.
 * @param random their chance
 * @param person who
 * @param arrival when and why
 * @param number counts their arrivals, from 0
 * @param campaigns what is known of campaigns, for the channel
 */
export function visitOf(
  random: Random,
  person: Person,
  arrival: Arrival,
  number: number,
  campaigns: readonly CampaignStory[],
): Visit {
  const event = `visit-${person.number}-${number}`
  const times = random.chance(0.03) ? 2 : 1
  const base = { at: arrival.at, event, times }
  if (arrival.entry === 'call')
    return { ...base, way: { kind: 'call' }, fields: callFields(random, person, arrival, event) }
  const channel = campaigns.find(({ id }) => id === arrival.campaign)?.channel
  const utm =
    arrival.campaign === undefined
      ? {}
      : { utm_campaign: arrival.campaign, utm_source: channel ?? 'web', utm_medium: 'campaign' }
  const fields = { ...formFields(random, person, arrival.entry), ...utm }
  return { ...base, way: { kind: 'form', form: arrival.entry }, fields }
}

/** The longer the form, the more it asks: a newsletter wants an address, a demo wants everything. */
function formFields(random: Random, person: Person, form: string): Readonly<Record<string, unknown>> {
  const { email, firstName, lastName, company, jobTitle, employees, industry, country, state, phone } = person
  const named = { email, firstName, lastName }
  const place = { country, ...(state === undefined ? {} : { state }) }
  const firm = { jobTitle, employees, ...(company === undefined ? {} : { company }) }
  if (form === 'newsletter') return random.chance(0.5) ? { email, ...place } : { ...named, ...place }
  if (form === 'guide') return { ...named, ...firm, ...place, ...(random.chance(0.4) ? { industry } : {}) }
  if (form === 'webinar') return { ...named, ...firm, ...place, industry }
  const asked = { ...named, ...firm, ...place, industry, ...(phone === undefined ? {} : { phone }) }
  const spanish = (state === 'FL' || state === 'TX') && random.chance(0.16) ? { language: 'es' } : {}
  return { ...asked, ...spanish, ...(random.chance(0.4) ? { message: random.pick(messages) } : {}) }
}

function callFields(
  random: Random,
  person: Person,
  { at, campaign }: Arrival,
  event: string,
): Readonly<Record<string, unknown>> {
  const { email, firstName, lastName, company, jobTitle, employees, industry, country, state, phone } = person
  const fate = random.next()
  const spoke = fate < 0.62
  return {
    callId: event,
    occurredAt: new Date(at).toISOString(),
    agent: random.pick(agents),
    disposition: spoke ? 'interested' : fate < 0.8 ? 'not-interested' : fate < 0.92 ? 'voicemail' : 'no-answer',
    ...{ email, firstName, lastName, country, employees, industry },
    ...(state === undefined ? {} : { state }),
    ...(phone === undefined ? {} : { phone }),
    ...(company === undefined ? {} : { company, jobTitle }),
    ...(spoke ? { answers: random.pick([answers[0], answers[1], answers[1], answers[2]]) } : {}),
    ...(campaign === undefined ? {} : { campaign }),
  }
}
