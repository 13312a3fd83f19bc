import * as z from 'zod'
import { fieldTypes } from '../domain/access.ts'
import { line, personFields, touchFields } from './fields.ts'

/** Most fields a form's embed asks for. */
const mostFields = 40

/** Most characters of all a form's fields together: they are kept as one item of at most 400 KB. */
const longestFields = 64 * 1024

/** Names a form's field can't have: they are how a submission says where it came from, not what was asked. */
const taken: ReadonlySet<string> = new Set(
  Object.keys(touchFields).filter((name) => !['message', 'consent'].includes(name)),
)

const text = z.string().trim().min(1).max(200)

/** A field of a form, as its embed asks for it. */
export const formField = z
  .object({
    name: z
      .string()
      .regex(
        /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
        'must begin with a letter and have only letters, digits, dashes and underscores',
      )
      .refine((name) => !taken.has(name), 'is a name Baton uses itself')
      .refine((name) => !(name in {}), 'is a name every object has'),
    label: text,
    type: z.enum(fieldTypes),
    required: z.boolean().optional(),
    options: z.array(text).max(100).optional(),
  })
  .strict()
  .refine(({ type, options = [] }) => type !== 'select' || options.length > 0, {
    path: ['options'],
    message: 'must name what can be chosen',
  })

/** A field of a form, as its embed asks for it. */
export type FormFieldAnswer = z.infer<typeof formField>

/** Fields whose value finds a lead: a form without any of them would be refused every time. */
const identifying = ['email', 'phone', 'externalId']

/** A form's fields, in order. */
export const formFields = z
  .array(formField)
  .min(1)
  .max(mostFields)
  .refine((fields) => JSON.stringify(fields).length <= longestFields, {
    message: `must have at most ${longestFields} characters, labels and options together`,
  })
  .superRefine((fields, context) => {
    fields.forEach(({ name }, index) => {
      if (fields.findIndex((other) => other.name === name) < index)
        context.addIssue({ code: 'custom', path: [index, 'name'], message: 'is there already' })
    })
    if (!fields.some(({ name }) => identifying.includes(name)))
      context.addIssue({ code: 'custom', path: [], message: `must have one of ${identifying.join(', ')}` })
  })

/** Connects a form. */
export const putForm = z
  .object({
    name: z.string().trim().min(1).max(200),
    campaign: line,
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    thankYouUrl: z.url({ protocol: /^https?$/ }).optional(),
    fields: formFields.optional(),
  })
  .strict()

/** Names of fields that Baton understands. */
export const knownFields = [...Object.keys(personFields), 'message', 'consent'] as const

const count = z.number().int()

/** A form with what came in over it. */
export const formAnswer = z.object({
  id: z.string(),
  name: z.string(),
  campaign: z.string().optional(),
  country: z.string().optional(),
  thankYouUrl: z.string().optional(),
  fields: z.array(formField).optional(),
  /** Points the playbook in force gives for it, before they decay; null when no rule names it. */
  points: z.number().nullable(),
  /** How many points make a lead hot. */
  hot: z.number(),
  /** Where it is posted to. */
  url: z.string(),
  /** Where the script of its embed is. */
  scriptUrl: z.string(),
  submissions: z.object({ today: count, week: count, month: count }),
  /** New people it brought in 30 days. */
  people: count,
  /** Those of them who went to Sales. */
  sales: count,
  /** The last day anything came in, in the workspace's time zone; null when nothing did for 90 days. */
  lastDay: z.string().nullable(),
  /** What came in by day, the last 30 days, oldest first. */
  days: z.array(count),
})

/** A form with what came in over it. */
export type FormAnswer = z.infer<typeof formAnswer>

/** All forms, by name. */
export const formsAnswer = z.object({ forms: z.array(formAnswer) })

/** All forms, by name. */
export type FormsAnswer = z.infer<typeof formsAnswer>
