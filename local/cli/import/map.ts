import * as z from 'zod'
import { leadRow, outcomeRow } from '../../../shared/contracts/import.ts'

/** Where a field's text comes from. */
export const origin = z.union(
  [
    z.object({ column: z.string().min(1), values: z.record(z.string(), z.string()).optional() }).strict(),
    z.object({ value: z.string().min(1) }).strict(),
    z.object({ template: z.string().min(1) }).strict(),
  ],
  {
    error:
      'must be { column: NAME }, { column: NAME, values: { theirs: ours } }, { value: TEXT } or { template: "TEXT {column}" }',
  },
)

/** Where a field's text comes from: a column, a fixed value, or a template of columns. */
export type Origin = z.infer<typeof origin>

/** What both kinds of map say. */
const common = {
  /** Names the system the file comes from. */
  source: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and dashes'),
  mode: z.enum(['live', 'history'], 'must be live (people are alerted and mailed) or history (nobody is)'),
  /** Rows whose column is blank are not sent; they are counted as skipped. */
  skipWhenBlank: z.array(z.string().min(1)).default([]),
  delimiter: z.string().min(1).max(4).default(','),
  /** As TextDecoder names it. */
  encoding: z
    .string()
    .default('utf-8')
    .refine(isEncoding, 'is not an encoding this computer knows; try utf-8 or windows-1252'),
}

/** Fields of a row that a map fills: all but those it fills otherwise. */
function fieldNames(shape: Readonly<Record<string, unknown>>, without: readonly string[]): readonly string[] {
  return Object.keys(shape).filter((name) => !without.includes(name))
}

/** Fields a lead's map may fill; besides these, any `extra.NAME`. */
export const leadFields = fieldNames(leadRow.shape, ['line', 'eventId', 'extra'])
/** Fields an outcome's map may fill. */
export const outcomeFields = fieldNames(outcomeRow.shape, ['line'])
const leadFieldsInWords = `a lead: ${leadFields.join(', ')}, or extra.ANY_NAME`
const outcomeFieldsInWords = `an outcome: ${outcomeFields.join(', ')}`
/** Fields without which no outcome can be taken. */
const outcomeNeeds = ['dealId', 'amount', 'status'] as const

/** What a map fills, by field; each name must be one that a row has. */
function fieldsOf(names: readonly string[], others: RegExp | undefined, whatTheyAre: string) {
  return z.record(z.string(), z.preprocess(fixedText, origin)).superRefine((fields, context) => {
    for (const name of Object.keys(fields)) {
      if (names.includes(name) || others?.test(name) === true) continue
      context.addIssue({ code: 'custom', path: [name], message: `is no field of ${whatTheyAre}` })
    }
  })
}

/** Anything but text in YAML's eyes, such as `false` or `55`, is taken as the text it was written as. */
function textualized(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
}

/** A map of a lead file. */
export const leadMap = z
  .object({ ...common, eventId: origin, fields: fieldsOf(leadFields, /^extra\.[^.]{1,100}$/, leadFieldsInWords) })
  .strict()
  .refine((map) => ['email', 'phone', 'externalId'].some((name) => name in map.fields), {
    path: ['fields'],
    error: 'must fill email, phone or externalId: a lead is found by one of them',
  })

/** A map of an outcome file. */
export const outcomeMap = z
  .object({ ...common, fields: fieldsOf(outcomeFields, undefined, outcomeFieldsInWords) })
  .strict()
  .superRefine((map, context) => {
    for (const name of outcomeNeeds.filter((need) => !(need in map.fields))) {
      context.addIssue({ code: 'custom', path: ['fields'], message: `must fill ${name}` })
    }
    if (!('externalId' in map.fields || 'email' in map.fields))
      context.addIssue({ code: 'custom', path: ['fields'], message: 'must fill externalId or email: whose deal it is' })
  })

/** Lets `{ value: 55 }` stand for `{ value: "55" }`. */
function fixedText(written: unknown): unknown {
  if (typeof written !== 'object' || written === null || !('value' in written)) return written
  return { ...written, value: textualized(written.value) }
}

/** A map, read: what is sent for each row, and how the file is written. */
export interface ImportMap {
  readonly source: string
  readonly mode: 'live' | 'history'
  readonly skipWhenBlank: readonly string[]
  readonly delimiter: string
  readonly encoding: string
  /** By the name the field has in a row; `extra.NAME` goes into the row's `extra`. */
  readonly fields: Readonly<Record<string, Origin>>
  /** Fields sent even when blank, so that the stack's answer says what is missing. */
  readonly always: readonly string[]
}

/** Makes an import map of a lead map, in which the event id is a field like any other. */
export function fromLeadMap({ eventId, fields, ...rest }: z.infer<typeof leadMap>): ImportMap {
  return { ...rest, fields: { eventId, ...fields }, always: ['eventId'] }
}

/** Makes an import map of an outcome map. */
export function fromOutcomeMap(map: z.infer<typeof outcomeMap>): ImportMap {
  return { ...map, always: ['dealId', 'amount'] }
}

/** Names the columns an origin reads. */
export function columnsOf(source: Origin): readonly string[] {
  if ('column' in source) return [source.column]
  if ('value' in source) return []
  return [...source.template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '')
}

function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
