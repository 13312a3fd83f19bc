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
