import type { CampaignStory } from './campaigns.ts'
import { industries, sizes } from './companies.ts'
import { companyWords, firstNames, jobTitles, lastNames } from './names.ts'
import { type Place, places } from './places.ts'
import type { Random } from './random.ts'

/** Somebody who may become a lead, as they would tell of themselves. */
export interface Person {
  readonly number: number
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  /** Only those who give one. */
  readonly phone?: string
  readonly jobTitle: string
  readonly decides: boolean
  readonly company?: string
  readonly industry: string
  readonly employees: number
  readonly country: string
  readonly state?: string
}

/** Where people have private mail; the playbook lists the domains as `personal`. RFC 2606 keeps `.example` for this. */
const privateMail = ['mailbox.example', 'postbox.example'] as const
/** Whose mail the playbook rejects as a competitor's. */
const competitorMail = 'crewplanner-co.example'
/** As many of an area code are kept for fiction. */
const phonesPerAreaCode = 100

/**
 * Makes somebody up.
 * @param random their chance
 * @param number counts people, from 0
 * @param reaches whom the campaign reaches that brings them
 * @param phones gives them a number
 */
export function inventPerson(
  random: Random,
  number: number,
  reaches: CampaignStory['reaches'],
  phones: Phonebook,
): Person {
  const [firstName, lastName] = [random.pick(firstNames), random.pick(lastNames)]
  const { title, decides } = random.weighted(jobTitles)
  const place = random.weighted(places)
  const isPrivate = random.chance(reaches === 'anybody' ? 0.6 : reaches === 'enterprises' ? 0.02 : 0.14)
  const industry = random.weighted(industries)
  const company = `${random.pick(companyWords)} ${random.pick(companyWords)} ${industry.trade}`
  const mailbox = `${plain(firstName)}.${plain(lastName)}`
  const domain = random.chance(0.008) ? competitorMail : `${plain(company)}.example`
  const known = { number, firstName, lastName, industry: industry.name, country: place.country }
  const phone = random.chance(0.62) ? phones(place) : undefined
  return {
    ...known,
    email: isPrivate ? `${mailbox}.${number}@${random.pick(privateMail)}` : `${mailbox}@${domain}`,
    jobTitle: isPrivate && random.chance(0.12) ? 'Student' : title,
    decides,
    ...(isPrivate ? {} : { company }),
    employees: isPrivate ? random.between(1, 6) : employeesOf(random, reaches),
    ...(place.state === undefined ? {} : { state: place.state }),
    ...(phone === undefined ? {} : { phone }),
  }
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

function employeesOf(random: Random, reaches: CampaignStory['reaches']): number {
  if (reaches === 'enterprises') return Math.min(4_000, Math.round(random.around(620, 0.7)))
  const { from, until } = random.weighted(sizes)
  return Math.round(from * (until / from) ** random.next())
}

/** Gives out phone numbers, none of them twice. */
export type Phonebook = (place: Place) => string | undefined

/**
 * Makes a phone book of numbers kept for fiction: 555-0100 to 555-0199 of each North American area code, and 020 7946 0000
 * to 0999 in London (Ofcom). Where there are none, or all are given out, people give none.
 */
export function openPhonebook(): Phonebook {
  const given = new Map<string, number>()
  return ({ areaCodes, country, state }) => {
    const where = state ?? country
    const number = given.get(where) ?? 0
    given.set(where, number + 1)
    if (country === 'GB') return number < 1_000 ? `+44 20 7946 ${String(number).padStart(4, '0')}` : undefined
    const areaCode = areaCodes[Math.floor(number / phonesPerAreaCode)]
    return areaCode === undefined
      ? undefined
      : `${areaCode} 555 01${String(number % phonesPerAreaCode).padStart(2, '0')}`
  }
}
