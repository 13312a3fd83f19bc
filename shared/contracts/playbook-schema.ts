import * as z from 'zod'
import { defaultGrades } from '../domain/grades.ts'
import { attributionModels } from '../domain/playbook.ts'
import { type Duration, day, hour, minute, second } from '../domain/time.ts'
import { slug } from './fields.ts'

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
  keepOwner: z.never({ error: 'is not supported yet: remove it' }).optional(),
  territories: z.array(z.strictObject({ id: name, when: condition.optional(), pool: name })).min(1),
  pools: z.record(
    name,
    z.strictObject({
      reps: z.array(slug).min(1),
      weights: z.record(slug, z.number().min(0).max(1000)).default({}),
      fallback: name.optional(),
    }),
  ),
})

const sla = z.strictObject({
  accept: duration,
  firstTouch: duration,
  clock: z.literal('wall', { error: 'must be wall: business hours come with a later version' }).optional(),
  onBreach: z.array(z.enum(['remind', 'reassign', 'pool'])).default(['remind', 'reassign', 'pool']),
})

const track = z.strictObject({
  id: name,
  when: condition.optional(),
  campaign: text.max(500).optional(),
  steps: z
    .array(z.strictObject({ id: name, after: durationOrNone, subject: text.max(300), body: text.max(20_000) }))
    .min(1),
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
  nurture: z.strictObject({ tracks: z.array(track).default([]) }).prefault({}),
  stages: z.array(text.max(100)).min(1).default(['discovery', 'proposal', 'negotiation']),
  attribution: z
    .strictObject({ lookback: duration.prefault('180d'), default: z.enum(attributionModels).default('even') })
    .prefault({}),
})

/** A playbook document that has the right shape. */
export type PlaybookDocument = z.infer<typeof playbookDocument>
