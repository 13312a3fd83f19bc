import { compileMatch, type Field, type Fields, foldedText, type Match } from './conditions.ts'
import type { Condition } from './playbook.ts'
import { type Fact, factsOf, type Profile } from './profile.ts'

type Reader = (profile: Profile) => Fact | undefined

/** Where the fields stand that every playbook can name; see `factsOf`. */
const readers: Readonly<Record<string, Reader>> = {
  email: ({ email }) => email,
  'email.domain': ({ email }) => (email === undefined ? undefined : domainOf(email)),
  phone: ({ phone }) => phone,
  'person.firstName': ({ firstName }) => firstName,
  'person.lastName': ({ lastName }) => lastName,
  'person.jobTitle': ({ jobTitle }) => jobTitle,
  'company.name': ({ company }) => company.name,
  'company.domain': ({ company }) => company.domain,
  'company.employees': ({ company }) => company.employees,
  'company.industry': ({ company }) => company.industry,
  'address.country': ({ address }) => address.country,
  'address.state': ({ address }) => address.state,
  'address.postalCode': ({ address }) => address.postalCode,
  'answers.urgency': ({ answers }) => answers.urgency,
  'answers.timeframe': ({ answers }) => answers.timeframe,
  'answers.budget': ({ answers }) => answers.budget,
  'answers.authority': ({ answers }) => answers.authority,
}

/**
 * Makes the fields of profiles, read where they stand: no map is built for each lead. Each field exists once for each
 * call, so that conditions compiled with the same fields share what was folded.
 * @returns what `factsOf` would give under the same name
 */
export function profileFields(): Fields<Profile> {
  const known = new Map<string, Field<Profile>>()
  return (name) => {
    const field = known.get(name) ?? { fact: readerOf(name), folded: remembered(readerOf(name)) }
    known.set(name, field)
    return field
  }
}

function readerOf(name: string): Reader {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
  if (reader !== undefined) return reader
  if (!name.startsWith('form.')) return (profile) => factsOf(profile).get(name)
  const own = name.slice('form.'.length)
  return ({ extra }) => (Object.hasOwn(extra, own) ? extra[own] : undefined)
}

/** Folds a text once, however many conditions ask for it one after the other. */
function remembered(read: Reader): (profile: Profile) => string | undefined {
  let last: Fact | undefined
  let folded: string | undefined
  return (profile) => {
    const fact = read(profile)
    if (fact === last) return folded
    last = fact
    folded = fact === undefined ? undefined : foldedText(fact)
    return folded
  }
}

/** What stands between the first and the second at sign. */
function domainOf(email: string): string | undefined {
  const start = email.indexOf('@') + 1
  if (start === 0) return undefined
  const end = email.indexOf('@', start)
  return end === -1 ? email.slice(start) : email.slice(start, end)
}

const compiled = new WeakMap<Condition, Match<Profile>['holds']>()
const shared = profileFields()

/**
 * Tells whether a condition holds for a profile: what `holds` says for `factsOf` it, and faster. Each condition object
 * is compiled once.
 * @param condition from a playbook, which never changes
 * @param profile what is known of a lead
 */
export function holdsFor(condition: Condition, profile: Profile): boolean {
  const known = compiled.get(condition)
  if (known !== undefined) return known(profile)
  const predicate = compileMatch(condition, shared).holds
  compiled.set(condition, predicate)
  return predicate(profile)
}
