import type * as z from 'zod'
import type { personFields } from '../../contracts/fields.ts'
import type { FieldError } from '../../contracts/problem.ts'
import {
  companyDomain,
  normaliseCountry,
  normaliseEmail,
  normaliseEmployees,
  normaliseName,
  normalisePhone,
  normaliseState,
  normaliseYear,
} from '../../domain/normalise.ts'
import { present } from '../../domain/present.ts'
import type { CallAnswers, Profile } from '../../domain/profile.ts'

/** What is told of a person, as it came through a schema. */
export type PersonFields = { readonly [Name in keyof typeof personFields]?: z.infer<(typeof personFields)[Name]> }

/** A person's profile, or the fields that make no sense. */
export type PersonResult =
  | { readonly kind: 'ok'; readonly profile: Profile; readonly externalId?: string }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }

/**
 * Reads what is told of a person: e-mail, phone in E.164, names, company domain, country and state.
 * @param fields as they came
 * @param country for phone numbers without a country code and states without a country, ISO 3166-1 alpha-2
 * @param more what the source knows beyond a person's fields
 * @returns the profile, or every field that could not be read; a person needs an e-mail, a phone or an externalId
 */
export function readPerson(
  fields: PersonFields,
  country: string,
  more: { readonly answers?: CallAnswers; readonly extra: Readonly<Record<string, string>> },
): PersonResult {
  const errors: FieldError[] = []
  const read = <T>(
    path: string,
    text: string | undefined,
    reader: (text: string) => T | undefined,
    message: string,
  ): T | undefined => {
    if (text === undefined) return undefined
    const value = reader(text)
    if (value === undefined) errors.push({ path, message })
    return value
  }
  const home = read(
    'country',
    fields.country,
    normaliseCountry,
    'is not a country: use a two-letter ISO 3166 code or an English name',
  )
  const email = read('email', fields.email, normaliseEmail, 'is not an e-mail address')
  const phone = read(
    'phone',
    fields.phone,
    (text) => normalisePhone(text, home ?? country),
    'is not a phone number: write it with its country code, such as +1 212 555 0100',
  )
  const founded = read('founded', fields.founded, normaliseYear, 'is not a year, such as 1998')
  const employees = fields.employees === undefined ? undefined : normaliseEmployees(fields.employees)
  if (fields.employees !== undefined && employees === undefined)
    errors.push({ path: 'employees', message: 'is not a number of people' })
  if (errors.length > 0) return { kind: 'invalid', errors }
  if (email === undefined && phone === undefined && fields.externalId === undefined) {
    const message = 'An e-mail, a phone or an externalId is needed'
    return { kind: 'invalid', errors: ['email', 'phone', 'externalId'].map((path) => ({ path, message })) }
  }
  const domain = companyDomain(email ?? '') ?? companyDomain(fields.website ?? '')
  const profile: Profile = present({
    email,
    phone,
    firstName: named(fields.firstName),
    lastName: named(fields.lastName),
    jobTitle: fields.jobTitle,
    company: present({ name: fields.company, domain, employees, industry: fields.industry, founded }),
    address: present({
      country: home,
      state: fields.state === undefined ? undefined : normaliseState(fields.state, home ?? country),
      postalCode: fields.postalCode,
    }),
    answers: more.answers ?? {},
    extra: more.extra,
  })
  return { kind: 'ok', profile, ...present({ externalId: fields.externalId }) }
}

function named(name: string | undefined): string | undefined {
  return name === undefined ? undefined : normaliseName(name)
}
