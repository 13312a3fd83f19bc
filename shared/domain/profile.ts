/** What a call center learned by asking. */
export interface CallAnswers {
  readonly urgency?: string
  readonly timeframe?: string
  readonly budget?: string
  readonly authority?: string
}

/** What is known of a person, normalised: e-mail lower-case, phone in E.164, state and country as codes where known. */
export interface Profile {
  readonly email?: string
  readonly phone?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly jobTitle?: string
  readonly company: {
    readonly name?: string
    readonly domain?: string
    readonly employees?: number
    readonly industry?: string
    /** The year it was founded in. */
    readonly founded?: number
  }
  readonly address: {
    readonly country?: string
    readonly state?: string
    readonly postalCode?: string
  }
  readonly answers: CallAnswers
  /** The form's own fields, by name. */
  readonly extra: Readonly<Record<string, string>>
}

/** What is known of nobody. */
export const emptyProfile: Profile = { company: {}, address: {}, answers: {}, extra: {} }

/** Most fields of forms' own that are kept of a lead: what comes over and over must not grow without end. */
const mostExtra = 100

/**
 * Merges what a new submission says into what is known: the newer word wins, silence changes nothing.
 * E-mail and phone are identities and stay as they are once known.
 * @param known the lead's profile so far
 * @param news the submission's profile
 */
export function mergeProfile(known: Profile, news: Profile): Profile {
  return {
    ...known,
    ...news,
    ...(known.email === undefined ? {} : { email: known.email }),
    ...(known.phone === undefined ? {} : { phone: known.phone }),
    company: { ...known.company, ...news.company },
    address: { ...known.address, ...news.address },
    answers: { ...known.answers, ...news.answers },
    extra: Object.fromEntries(Object.entries({ ...known.extra, ...news.extra }).slice(-mostExtra)),
  }
}

/**
 * Makes one profile of what is known of one person twice: the survivor's word stands, the other's fills its gaps. A
 * company's or an address's facts fill gaps of the same company or country only, so that nobody gets half of each.
 * @param survivor of the lead that stays
 * @param absorbed of the lead that is merged into it
 */
export function joinProfiles(survivor: Profile, absorbed: Profile): Profile {
  const { company, address } = survivor
  const sameCompany = agree(company.domain, absorbed.company.domain) && agree(company.name, absorbed.company.name)
  const sameCountry = agree(address.country, absorbed.address.country) && agree(address.state, absorbed.address.state)
  return {
    ...absorbed,
    ...survivor,
    company: sameCompany ? { ...absorbed.company, ...company } : company,
    address: sameCountry ? { ...absorbed.address, ...address } : address,
    answers: { ...absorbed.answers, ...survivor.answers },
    extra: Object.fromEntries(Object.entries({ ...absorbed.extra, ...survivor.extra }).slice(-mostExtra)),
  }
}

/** Two values agree unless both are known and differ, apart from how they are written. */
function agree(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one.toLowerCase() === other.toLowerCase()
}

/** A value a rule's condition can look at. */
export type Fact = string | number | boolean

/**
 * Lays a profile out flat, under the names that conditions use (`company.employees`, `address.state`).
 * @param profile what is known of a person
 * @returns only the facts that are known
 */
export function factsOf(profile: Profile): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>()
  const add = (name: string, value: Fact | undefined): void => {
    if (value !== undefined) facts.set(name, value)
  }
  add('email', profile.email)
  add('email.domain', profile.email?.split('@')[1])
  add('phone', profile.phone)
  add('person.firstName', profile.firstName)
  add('person.lastName', profile.lastName)
  add('person.jobTitle', profile.jobTitle)
  for (const [name, value] of Object.entries(profile.company)) add(`company.${name}`, value)
  for (const [name, value] of Object.entries(profile.address)) add(`address.${name}`, value)
  for (const [name, value] of Object.entries(profile.answers)) add(`answers.${name}`, value)
  for (const [name, value] of Object.entries(profile.extra)) add(`form.${name}`, value)
  return facts
}
