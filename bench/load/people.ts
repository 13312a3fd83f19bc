import { createRandom, type Random } from './random.ts'

/** A web lead as a form posts it. */
export type WebLead = Readonly<Record<string, string>> & { readonly email: string }

/** A source of people, each one new. */
export interface People {
  /** A complete business lead: hot by the demo playbook when it asks for a demo. */
  business(): WebLead
  /** The same without a phone; hot, too. */
  businessWithoutPhone(): WebLead
  /** Somebody who only leaves an address: never hot. */
  reader(): WebLead
}

const firstNames = [
  'Ada',
  'Maria',
  'James',
  'Linh',
  'Noah',
  'Priya',
  'Ruth',
  'Owen',
  'Chloé',
  'Mateo',
  'Grace',
  'Yuki',
  'Aisha',
  'Karl',
] as const
const lastNames = [
  'Lovelace',
  'Garcia',
  'Nguyen',
  'O’Brien',
  'Kowalski',
  'Sato',
  'Johnson',
  'Okafor',
  'Lindqvist',
  'Moreau',
  'Hopper',
  'Patel',
] as const
const trades = [
  'Heating',
  'Roofing',
  'Elevators',
  'Landscaping',
  'Fire Safety',
  'Plumbing',
  'Solar',
  'Cleaning',
  'Security',
] as const
const titles = [
  'Head of Operations',
  'Director of Field Service',
  'COO',
  'Founder',
  'VP Operations',
  'Dispatcher',
  'Office Manager',
] as const
const industries = ['Construction', 'Facility services', 'Manufacturing', 'Energy'] as const
const campaigns = [
  'spring-field-service',
  'search-scheduling',
  'webinar-dispatch',
  'trade-show-chicago',
  'partner-newsletter',
] as const
const mediums = ['cpc', 'email', 'social', 'referral'] as const
/** A state, one of its area codes, and a postal code there. */
type Place = readonly [state: string, areaCode: string, postalCode: string]

/** Over all territories of the demo playbook. */
const places: readonly [Place, ...Place[]] = [
  ['NY', '212', '10018'],
  ['NY', '716', '14201'],
  ['MA', '617', '02110'],
  ['PA', '215', '19103'],
  ['TX', '512', '78701'],
  ['FL', '305', '33101'],
  ['GA', '404', '30303'],
  ['IL', '312', '60601'],
  ['OH', '614', '43215'],
  ['MN', '612', '55401'],
  ['CA', '415', '94103'],
  ['WA', '206', '98101'],
  ['CO', '303', '80202'],
]
const wishes = [
  'We have twelve crews and plan on a whiteboard. Can you show us how routes would look?',
  'Looking for something that tells customers when we arrive. Two sites, about forty technicians.',
  'Our dispatcher retires in June and everything is in her head. We need this before the summer.',
  'Please call me about prices for 25 to 30 users.',
  'Does it work offline? Our people are in basements most of the day.',
] as const

/**
 * Makes a source of people.
 * @param seed the same seed gives the same people
 */
export function createPeople(seed: number): People {
  const random = createRandom(seed)
  let made = 0
  const person = () => {
    made += 1
    return describe(random, `${seed}x${made}`)
  }
  return {
    business: person,
    businessWithoutPhone: () => {
      const { phone: _phone, ...rest } = person()
      return rest
    },
    reader: () => {
      const { email, firstName, utm_campaign, utm_medium } = person()
      return { email, firstName, utm_campaign, utm_medium }
    },
  }
}

function describe(random: Random, unique: string) {
  const [state, areaCode, postalCode] = random.pick(places)
  const firstName = random.pick(firstNames)
  const lastName = random.pick(lastNames)
  const trade = random.pick(trades)
  const local = `${firstName}.${lastName}`
    .normalize('NFD')
    .replaceAll(/[^A-Za-z.]/g, '')
    .toLowerCase()
  return {
    email: `${local}@${trade.replaceAll(' ', '').toLowerCase()}-${unique}.example`,
    phone: `(${areaCode}) ${random.between(200, 999)}-${String(random.between(0, 9999)).padStart(4, '0')}`,
    firstName,
    lastName,
    company: `${lastName} ${trade}`,
    jobTitle: random.pick(titles),
    employees: String(random.between(12, 180)),
    industry: random.pick(industries),
    country: 'US',
    state,
    postalCode,
    message: random.pick(wishes),
    utm_source: 'web',
    utm_medium: random.pick(mediums),
    utm_campaign: random.pick(campaigns),
  }
}
