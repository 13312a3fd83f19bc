import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { getDomain } from 'tldts'
import { freeMailDomains } from './mail-domains.ts'

export { normaliseCountry, normaliseState } from './regions.ts'

/** The WHATWG's definition of a valid e-mail address. @see https://html.spec.whatwg.org/#valid-e-mail-address */
const emailSyntax =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/

const freeMail: ReadonlySet<string> = new Set(freeMailDomains)

/** No company on earth has more people. */
const mostEmployees = 10_000_000

/**
 * Normalises an e-mail address: trimmed, lower-case. Quoted local parts, addresses without a dot in the domain
 * and those beyond RFC 5321's limits (64 before the @, 254 in all) are refused, and so are misplaced dots.
 * @param text as entered
 * @returns `undefined` when no mail can be sent there
 */
export function normaliseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase()
  const [local = '', domain = ''] = email.split('@')
  if (email.length > 254 || local.length > 64 || !emailSyntax.test(email)) return undefined
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return undefined
  return /\.\d+$/.test(domain) ? undefined : email
}

/** At most fifteen digits, whatever longer numbers a country's own plan knows (ITU-T E.164, 6.2). */
const e164 = /^\+[1-9]\d{1,14}$/

/**
 * Normalises a phone number. Its length must be possible in its country; whether the digits are in use is not
 * checked, because numbering plans change and a lead must not be lost over it.
 * @param text as entered
 * @param country ISO 3166-1 alpha-2, for a number without a country code
 * @returns E.164, such as `+12125550142`; `undefined` when it can't be a phone number
 */
export function normalisePhone(text: string, country: string): string | undefined {
  const entered = parsePhoneNumberFromString(text, isCountry(country) ? { defaultCountry: country } : {})
  // Read again without a default: a local number that only its own country understands is no E.164 number.
  const number = entered && parsePhoneNumberFromString(entered.number)
  return number?.isPossible() && e164.test(number.number) ? number.number : undefined
}

/**
 * Normalises a person's name: trimmed, single spaces; a name all in capitals or all in small letters gets
 * capitals at the start of each word. Names of mixed case are left as their owners write them, and so are two
 * capitals (`AJ`).
 * @param text as entered
 */
export function normaliseName(text: string): string {
  const name = text.trim().replace(/\s+/g, ' ')
  const shouted = name === name.toUpperCase() && (name.match(/\p{L}/gu) ?? []).length > 2
  const mumbled = name === name.toLowerCase()
  if (!shouted && !mumbled) return name
  return name.toLowerCase().replace(/(^|[\s'’-])(\p{Ll})/gu, (_, before, letter) => before + capital(letter))
}

/**
 * Finds the domain that stands for a company: the registrable part of its e-mail's or website's host.
 * @param text an e-mail address, a host or a URL
 * @returns such as `acme.co.uk`; `undefined` for free-mail providers, IP addresses and what is no domain
 */
export function companyDomain(text: string): string | undefined {
  const host = text.trim().toLowerCase()
  const domain = getDomain(host.includes('://') ? host : (host.split('@').at(-1) ?? ''), { allowPrivateDomains: true })
  return domain === null || freeMail.has(domain) ? undefined : domain
}

/**
 * Reads the year a company was founded in: the first in the text that can be one.
 * @param text such as `1998`, `1998-05-01` or `since 1998`
 * @returns `undefined` when there is none
 */
export function normaliseYear(text: string): number | undefined {
  const year = /(?<!\d)(?:1[0-9]\d\d|20\d\d)(?!\d)/.exec(text)?.[0]
  return year === undefined ? undefined : Number(year)
}

/**
 * Reads how many people a company employs. Of a range (`11-50`) the lower bound is taken: it is what is certain.
 * @param value a number, or a text such as `1,200`, `11-50`, `1000+`, `50 employees`
 * @returns a whole number, or `undefined` when it can't be read
 */
export function normaliseEmployees(value: string | number): number | undefined {
  if (typeof value === 'number') return plausibleEmployees(value)
  const pattern =
    /^(\d+|\d{1,3}(?:[,. ]\d{3})+)\s*(?:\+|(?:-|–|—|to)\s*[\d,. ]*\d)?(?:\s*(?:employees|people|staff))?$/i
  const match = pattern.exec(value.trim())
  return match?.[1] === undefined ? undefined : plausibleEmployees(Number(match[1].replace(/\D/g, '')))
}

function plausibleEmployees(number: number): number | undefined {
  return Number.isFinite(number) && number >= 0 && number <= mostEmployees ? Math.floor(number) : undefined
}

/** Some small letters have no single capital (`ß` would become `SS`): they stay. */
function capital(letter: string): string {
  const upper = letter.toUpperCase()
  return upper.length === letter.length ? upper : letter
}

function isCountry(code: string): code is CountryCode {
  return isSupportedCountry(code)
}
