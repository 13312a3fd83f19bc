import * as z from 'zod'
import { type Weekday, weekdays } from '../domain/working-time.ts'

/** Longest value of an ordinary field, in characters. */
const shortest = 500
/** Longest message or notes, in characters. */
const longest = 10_000

/** Text as forms send it: trimmed, and nothing at all when it is empty. */
function text(maximum: number) {
  return z
    .string()
    .max(maximum, `must be at most ${maximum} characters`)
    .refine((value) => !value.includes('\u0000'), 'must not contain a null character')
    .transform((value) => value.trim())
    .transform((value) => (value === '' ? undefined : value))
}

/** An optional line of text. */
export const line = text(shortest).optional()

/** An optional long text. */
export const prose = text(longest).optional()

/** An optional head count: a number, or text such as `1,200` or `11-50`. */
export const headCount = z.union([z.number().int().nonnegative().max(10_000_000), text(40)]).optional()

/** What a ticked or unticked box sends. */
const ticks: Readonly<Record<string, boolean>> = {
  on: true,
  true: true,
  yes: true,
  '1': true,
  off: false,
  false: false,
  no: false,
  '0': false,
}

/** An optional yes or no: a boolean, or what HTML check boxes send. */
export const consent = z
  .union([
    z.boolean(),
    z
      .string()
      .transform((value) => value.trim().toLowerCase())
      .refine((value) => value === '' || Object.hasOwn(ticks, value), 'must be true or false')
      .transform((value) => ticks[value]),
  ])
  .optional()

/** A moment: RFC 3339, or a date (and time) in the workspace's time zone. Checked when it is read. */
export const moment = text(40).optional()

/** What is told of a person, the same for every way in. */
export const personFields = {
  email: line,
  phone: line,
  firstName: line,
  lastName: line,
  company: line,
  jobTitle: line,
  employees: headCount,
  industry: line,
  founded: z.union([z.number().int().min(1000).max(9999).transform(String), line]).optional(),
  country: line,
  state: line,
  postalCode: line,
  website: line,
  externalId: line,
}

/** What is told of a touch beside the person, the same for forms and imports. */
export const touchFields = {
  message: prose,
  campaign: line,
  utm_source: line,
  utm_medium: line,
  utm_campaign: line,
  utm_term: line,
  utm_content: line,
  occurredAt: moment,
  consent,
}

/** A name people choose for a form, campaign, rep: letters, digits, dot, dash, underscore. */
export const slug = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,99}$/u,
    'must be 1 to 100 letters, digits, spaces, dots, dashes or underscores',
  )

/** A campaign as a touch names it: any line of text; see `slug` for those declared over the API. */
export const campaignName = line

/** An amount in minor units. */
export const amountMinor = z
  .number()
  .int('must be a whole number of minor units')
  .nonnegative()
  .max(Number.MAX_SAFE_INTEGER)

/** A currency, ISO 4217. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'must be a three-letter ISO 4217 code')

/** A moment that must name its zone (RFC 3339), as milliseconds since the epoch. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 date and time with a zone' })
  .transform((value) => Date.parse(value))

/** Years that days and months may be of: days and months after them are reckoned with, and a year has four digits. */
const years = /^(?!0000)[0-2]\d{3}-/

/** A calendar day. */
export const calendarDay = z.iso
  .date({ error: 'must be a day such as 2026-03-01', abort: true })
  .regex(years, 'must be a day of the years 0001 to 2999')

/** A calendar month. */
export const calendarMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'must be a month such as 2026-03', abort: true })
  .regex(years, 'must be a month of the years 0001 to 2999')

/** A time of day, to the minute. */
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day such as 09:00')

/** Parts of one day, in order: `["09:00-12:00", "13:00-17:30"]`. */
const shifts = z
  .array(
    z
      .string()
      .regex(/^\d\d:\d\d-\d\d:\d\d$/, 'must be a time span such as 09:00-17:00')
      .transform((text) => ({ from: text.slice(0, 5), until: text.slice(6) }))
      .pipe(z.object({ from: timeOfDay, until: timeOfDay })),
  )
  .superRefine((list, context) => {
    list.forEach(({ from, until }, index) => {
      if (until <= from) context.addIssue({ code: 'custom', path: [index], message: 'must end after it starts' })
      const before = list[index - 1]
      if (before !== undefined && from < before.until)
        context.addIssue({ code: 'custom', path: [index], message: 'must start after the one before it ends' })
    })
  })

/** Every run of weekdays that ends in the same week, such as `mon-fri`. */
const ranges = weekdays.flatMap((first, index) => weekdays.slice(index + 1).map((last) => `${first}-${last}` as const))

/** Working hours by weekday; several days may share a line: `{ mon-fri: ["09:00-17:00"] }` or `{ mon: [...] }`. */
export const workingHours = z
  .partialRecord(z.enum([...weekdays, ...ranges]), shifts)
  .refine((hours) => Object.values(hours).some((list) => list.length > 0), 'must name a time somebody is at work')
  .transform((hours) => {
    const named = Object.entries(hours).toSorted(([one], [other]) => other.length - one.length)
    return Object.fromEntries(named.flatMap(([days, list]) => daysOf(days).map((day) => [day, list] as const)))
  })

function daysOf(days: string): readonly Weekday[] {
  const [first = '', until = first] = days.split('-')
  const names: readonly string[] = weekdays
  return weekdays.slice(names.indexOf(first), names.indexOf(until) + 1)
}
