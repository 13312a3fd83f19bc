import { dayOf, startOfDay } from '../../../shared/domain/calendar.ts'
import { type Duration, hour, type Instant, minute } from '../../../shared/domain/time.ts'
import type { Entry } from './campaigns.ts'
import { campaigns } from './campaigns.ts'
import { inventPerson, type Person, type Phonebook } from './people.ts'
import type { PlannedPerson } from './plan.ts'
import { type Random, randomFor } from './random.ts'
import { timezone } from './seasons.ts'
import { visitOf } from './visits.ts'
import type { HistoryWish } from './wish.ts'

// Whatever the hour at which the demo is started, the console's first page must have something to say: leads of today, an
// offer whose clock runs, one that is overdue, and a lead in the pool. So the last day has a few people of its own.

/** Somebody of the last day. */
interface Extra {
  readonly entry: Entry
  readonly campaign?: string
  /** How long before the end they come; those of today come at a time of today. */
  readonly before: Duration | 'today'
  readonly state: string
  readonly neglected?: 'unanswered' | 'untouched'
}

const extras: readonly Extra[] = [
  // Offers nobody has answered yet.
  { entry: 'demo-request', campaign: 'search-scheduling', before: 2 * minute, state: 'NY' },
  { entry: 'demo-request', campaign: 'retargeting', before: 4 * minute, state: 'TX' },
  { entry: 'call', campaign: 'call-center', before: 6 * minute, state: 'OH' },
  { entry: 'demo-request', campaign: 'partners', before: 9 * minute, state: 'CA' },
  // Offers that were let pass, and leads that were accepted and not touched.
  { entry: 'demo-request', campaign: 'webinars', before: 21 * minute, state: 'NY', neglected: 'unanswered' },
  { entry: 'demo-request', campaign: 'field-guide', before: 27 * hour, state: 'NY', neglected: 'untouched' },
  { entry: 'contact', campaign: 'search-brand', before: 30 * hour, state: 'IL', neglected: 'untouched' },
  { entry: 'contact', campaign: 'search-brand', before: 77 * hour, state: 'NJ', neglected: 'unanswered' },
  { entry: 'demo-request', campaign: 'linkedin-enterprise', before: 80 * hour, state: 'GA', neglected: 'unanswered' },
  // Others of today.
  { entry: 'newsletter', campaign: 'trade-newsletter', before: 'today', state: 'FL' },
  { entry: 'newsletter', campaign: 'display-banners', before: 'today', state: 'MI' },
  { entry: 'newsletter', campaign: 'display-banners', before: 'today', state: 'NV' },
  { entry: 'guide', campaign: 'field-guide', before: 'today', state: 'WA' },
  { entry: 'guide', campaign: 'field-guide', before: 'today', state: 'CO' },
  { entry: 'guide', campaign: 'search-scheduling', before: 'today', state: 'PA' },
  { entry: 'webinar', campaign: 'webinars', before: 'today', state: 'MN' },
  { entry: 'demo-request', campaign: 'search-brand', before: 'today', state: 'NY' },
  { entry: 'demo-request', before: 'today', state: 'MA' },
]

/**
 * Makes up the people of the last day.
 * @param wish which history
 * @param number the first number that nobody has
 * @param phones gives them a number
 */
export function sceneOf(wish: HistoryWish, number: number, phones: Phonebook): readonly PlannedPerson[] {
  return extras.map((extra, index): PlannedPerson => {
    const random = randomFor(wish.seed, `scene:${index}`)
    const person = businessPerson(random, number + index, extra.state, phones)
    const arrival = { at: momentOf(random, extra.before, wish.until), entry: extra.entry }
    const { campaign } = extra
    const visit = visitOf(random, person, campaign === undefined ? arrival : { ...arrival, campaign }, 0, campaigns)
    const { neglected } = extra
    return { person, visits: [visit], curiosity: 0, ...(neglected === undefined ? {} : { neglected }) }
  })
}

function momentOf(random: Random, before: Extra['before'], until: Instant): Instant {
  if (before !== 'today') return until - before
  const midnight = startOfDay(dayOf(until, timezone), timezone)
  return midnight + Math.floor((until - midnight) * (0.1 + 0.8 * random.next()))
}

/** Somebody who is hot with a complete form. */
function businessPerson(random: Random, number: number, state: string, phones: Phonebook): Person {
  const person = inventPerson(random, number, 'enterprises', phones)
  const { phone: _given, ...rest } = person
  const phone = phones({ country: 'US', state, weight: 1, areaCodes: [] })
  const company = person.company ?? 'Harbor Heating'
  const employees = random.between(18, 180)
  return {
    ...rest,
    company,
    email: `${person.firstName}.${person.lastName}@${company.replaceAll(/\W/g, '')}.example`.toLowerCase(),
    ...{ jobTitle: 'Head of Operations', employees, decides: true, country: 'US', state },
    ...(phone === undefined ? {} : { phone }),
  }
}
