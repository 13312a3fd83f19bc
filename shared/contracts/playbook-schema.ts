import * as z from 'zod'
import { defaultGrades } from '../domain/grades.ts'
import { attributionModels, defaultMinimumPaths, escalations } from '../domain/playbook.ts'
import { type Duration, day, hour, minute, second } from '../domain/time.ts'
import { weekdays } from '../domain/working-time.ts'
import { calendarDay, slug, workingHours } from './fields.ts'

const units: Readonly<Record<string, Duration>> = { s: second, m: minute, h: hour, d: day, w: 7 * day }

/** A length of time as people write it: `90s`, `15m`, `24h`, `14d`, `2w`; read as milliseconds. */
const durationOrNone = z
  .string({ error: 'must be a duration such as 15m, 24h or 14d' })
  .regex(/^\d{1,5}[smhdw]$/, 'must be a duration such as 15m, 24h or 14d')
  .transform((text): Duration => Number.parseInt(text, 10) * (units[text.slice(-1)] ?? 0))
  .describe('A whole number and a unit: s, m, h, d or w')

const duration = durationOrNone.refine((length) => length > 0, 'must be longer than nothing')

/** What rules, pools, tracks and their steps are called. */
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'must be small letters, digits, dots, dashes and underscores, at most 64')

const text = z.string().trim().min(1)
const field = z.string().regex(/^[A-Za-z]+(\.[\w-]+)?$/, 'must be a field such as company.employees')
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain such as acme.com')
const postalPattern = /^[A-Z0-9]{1,10}(-[A-Z0-9]{1,10})?$/
const value = z.union([z.string(), z.number(), z.boolean()], { error: 'must be a text, a number or true/false' })
const points = z.int({ error: 'must be a whole number of points' }).min(-1000).max(1000)

const maximum = z.int({ error: 'must be a whole number of points' }).min(1, 'must be at least 1').max(10_000)

/** Points of an event, or points with the most that all its touches give together. */
const eventPoints = z.union([
  z.int({ error: 'must be a whole number of points, or points and a cap: { points: 3, cap: 5 }' }).min(-1000).max(1000),
  z.strictObject({ points, cap: maximum.optional() }),
])

/** The least points for the first, second and third place of an axis. */
const gradeBounds = z.tuple([z.number(), z.number(), z.number()], { error: 'must be three numbers, falling' })

/** A list written out, or the name of one: `$disposable`. */
const listOrName = z.union(
  [
    z.array(z.union([z.string(), z.number()])).min(1),
    z.string().regex(/^\$[a-z][\w-]*$/, 'must be a list, or the name of one such as $disposable'),
  ],
  { error: 'must be a list, or the name of one such as $disposable' },
)

/** Postal codes: all that start so (`112`, `SW1A`), or from one start to another of the same length (`100-104`). */
const postalRange = z
  .union([z.string(), z.int().nonnegative().transform(String)])
  .transform((text) => text.toUpperCase().replace(/\s+/g, ''))
  .refine((text) => postalPattern.test(text), 'must be the start of a postal code, such as 112 or SW1A, or 100-104')
  .refine((text) => {
    const [from = '', until] = text.split('-')
    return until === undefined || (from.length === until.length && from <= until)
  }, 'must be two starts of the same length, the lower one first')

/** A condition as written; a list may still be a name. */
export type ConditionDocument =
  | { readonly all: readonly ConditionDocument[] }
  | { readonly any: readonly ConditionDocument[] }
  | { readonly not: ConditionDocument }
  | { readonly field: string; readonly is: string | number | boolean }
  | { readonly field: string; readonly in: readonly (string | number)[] | string }
  | { readonly field: string; readonly between: readonly [number, number] }
  | { readonly field: string; readonly atLeast: number }
  | { readonly field: string; readonly atMost: number }
  | { readonly field: string; readonly within: readonly string[] }
  | { readonly field: string; readonly startsWith: string }
  | { readonly field: string; readonly contains: string }
  | { readonly field: string; readonly exists: boolean }

const condition: z.ZodType<ConditionDocument> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.strictObject({ field, is: value }),
    z.strictObject({ field, in: listOrName }),
    z.strictObject({ field, between: z.tuple([z.number(), z.number()]) }),
    z.strictObject({ field, atLeast: z.number() }),
    z.strictObject({ field, atMost: z.number() }),
    z.strictObject({ field, within: z.array(postalRange).min(1) }),
    z.strictObject({ field, startsWith: text }),
    z.strictObject({ field, contains: text }),
    z.strictObject({ field, exists: z.boolean() }),
  ]),
)

const workspace = z.strictObject({
  name: text.max(200),
  timezone: text.describe('IANA time zone, such as America/New_York'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as USD'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 code such as US')
    .default('US'),
  postalAddress: z
    .string()
    .trim()
    .max(500)
    .default('')
    .describe('Shown in the foot of marketing mail, as CAN-SPAM asks'),
  holidays: z.array(calendarDay).max(1000).default([]).describe('Days nobody is at work'),
  workingHours: workingHours.optional().describe('When reps without hours of their own are at work'),
})

const scoring = z.strictObject({
  hot: z.number().describe('A score at or above it is hot'),
  grades: z
    .strictObject({
      fit: gradeBounds.default([...defaultGrades.fit]).describe('The least points for A, B and C; below is D'),
      engagement: gradeBounds
        .default([...defaultGrades.engagement])
        .describe('The least points for 1, 2 and 3; below is 4'),
    })
    .prefault({}),
  fitMaximum: maximum.optional().describe('Most points fit gives in all'),
  fit: z.array(z.strictObject({ id: name, when: condition, points })).default([]),
  engagement: z
    .strictObject({
      halfLife: duration.prefault('14d'),
      events: z.record(
        z.string().regex(/^[a-z]+\.(\*|[^\s.*][^*]{0,99})$/, 'must be an event such as form.demo or form.*'),
        eventPoints,
      ),
      maximum: maximum.optional().describe('Most points engagement gives in all'),
    })
    .prefault({ events: {} }),
  reject: z.array(z.strictObject({ id: name, when: condition, reason: text.max(200).optional() })).default([]),
})

const routing = z.strictObject({
  keepOwner: z
    .enum(['lead', 'company.domain', 'nobody'])
    .default('lead')
    .describe('Whose new leads stay with a rep: leads they worked before, all leads of a company they work, or nobody'),
  handOver: z
    .enum(['reassign', 'pool'])
    .default('reassign')
    .describe('Where leads go that a rep was working who left: to other reps, or to the public pool'),
  subsidiaries: z
    .record(domain, z.array(domain).min(1))
    .default({})
    .describe('Domains of companies that belong to another: the parent, then its subsidiaries'),
  territories: z.array(z.strictObject({ id: name, when: condition.optional(), pool: name })).min(1),
  pools: z.record(
    name,
    z.strictObject({
      reps: z.array(slug).min(1),
      weights: z.record(slug, z.number().min(0).max(1000)).default({}),
      fallback: name.optional(),
      afterHours: z
        .enum(['next-to-start', 'fallback'])
        .default('fallback')
        .describe(
          'When nobody is at work: let the fallback cover while somebody there is, or wait for the next to start',
        ),
    }),
  ),
})

const sla = z.strictObject({
  accept: duration,
  firstTouch: duration,
  clock: z
    .enum(['wall', 'business'])
    .default('wall')
    .describe('Whether the time counts always, or only while the rep is at work'),
  onBreach: z.array(z.enum(escalations)).default(['remind', 'reassign', 'pool']),
  pauseAfter: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('Offers in a row that a rep may let pass before they are taken off rotation'),
})

const review = z.strictObject({
  after: duration.prefault('15d').describe('Time without progress after which rep and manager are asked'),
  release: duration.prefault('30d').describe('Time without progress after which the rep loses the lead'),
  to: z.enum(['pool', 'nurture']).default('pool'),
})

const track = z.strictObject({
  id: name,
  when: condition.optional(),
  campaign: text.max(500).optional(),
  steps: z
    .array(z.strictObject({ id: name, after: durationOrNone, subject: text.max(300), body: text.max(20_000) }))
    .min(1),
})

const digest = z.strictObject({
  to: z
    .array(z.email('must be an e-mail address').max(254).toLowerCase())
    .min(1)
    .max(20)
    .refine((list) => new Set(list).size === list.length, 'must name each address once')
    .describe('Who gets the numbers of the week by mail'),
  on: z.enum(weekdays).default('mon').describe('The weekday it goes out'),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 08:00')
    .default('08:00')
    .describe("The time it goes out, in the workspace's time zone"),
})

/** The playbook as written. Parsed, durations are milliseconds; names of lists are still names. */
export const playbookDocument = z.strictObject({
  workspace,
  lists: z
    .record(z.string().regex(/^[a-z][\w-]*$/), z.array(z.union([z.string(), z.number()])).min(1))
    .default({})
    .describe('Lists that conditions name with a dollar sign; $disposable and $freemail are built in'),
  scoring,
  routing,
  sla,
  review: review.prefault({}),
  nurture: z.strictObject({ tracks: z.array(track).default([]) }).prefault({}),
  stages: z.array(text.max(100)).min(1).default(['discovery', 'proposal', 'negotiation']),
  attribution: z
    .strictObject({
      lookback: duration.prefault('180d').describe('How long before a deal opened touches share in it'),
      default: z.enum(attributionModels).default('even'),
      halfLife: duration.prefault('7d').describe("In time-decay, the time in which a touch's weight halves"),
      minimumPaths: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(defaultMinimumPaths)
        .describe('Won deals below which a data-driven model says nothing'),
    })
    .prefault({}),
  digest: digest.optional().describe('A weekly mail with the numbers that moved; none when left out'),
})

/** A playbook document that has the right shape. */
export type PlaybookDocument = z.infer<typeof playbookDocument>
