import * as z from 'zod'
import { isTimezone } from '../domain/calendar.ts'
import { channels } from './channels.ts'
import { calendarDay, slug, workingHours } from './fields.ts'

const name = z.string().trim().min(1).max(200)
const email = z.email('must be an e-mail address')

/** A moment of time off: RFC 3339, or a day (and time) in the rep's time zone. */
const moment = z.string({ error: 'must be a time' }).max(40)

/** A span without leads; `until` is exclusive. */
export const timeOffSpan = z.strictObject({ from: moment, until: moment })

/** A number of leads. None at all would be a rep who is switched off, which is said with `active`. */
const leads = z
  .int({ error: 'must be a whole number of leads' })
  .min(1, 'must be at least 1: a rep who takes no leads is switched off (active: false)')
  .max(100_000)

const holidays = z
  .array(calendarDay)
  .max(1_000)
  .superRefine((days, context) => {
    for (const [index, day] of days.entries())
      if (days.indexOf(day) < index) context.addIssue({ code: 'custom', path: [index], message: 'is named twice' })
  })

/** Puts a rep on the roster; what is left out falls back to its default. */
export const putRep = z.strictObject({
  name,
  email,
  title: z.string().trim().min(1).max(100).default('account executive'),
  active: z.boolean().default(true),
  timeOff: z.array(timeOffSpan).max(200).default([]).describe('RFC 3339, or a day in the rep’s time zone'),
  timezone: z.string().refine(isTimezone, 'is no IANA time zone such as America/New_York').optional(),
  workingHours: workingHours.optional(),
  holidays: holidays.optional(),
  capacity: leads.optional().describe('Most open leads at a time'),
  dailyCap: leads.optional().describe('Most leads in one day of their time zone'),
  team: slug.optional(),
  channels: channels.optional().describe('One that is left as GET shows it keeps its address and secret'),
})

/** Puts a team; what is left out is taken away. */
export const putTeam = z.strictObject({
  name,
  manager: z.strictObject({ name, email }).optional(),
  channels: channels.optional().describe('One that is left as GET shows it keeps its address and secret'),
})

/** Gives a company to a rep. */
export const putAccount = z.strictObject({ owner: z.string().trim().min(1).max(200) })

const ahead = z
  .number({ error: 'must be a number of leads' })
  .min(-1_000, 'must be at least -1000')
  .max(1_000, 'must be at most 1000')

/** Changes how far the reps of a pool are behind or ahead, in one of three ways. */
export const calibratePool = z
  .strictObject({
    reason: z.string({ error: 'must say why' }).trim().min(1, 'must say why').max(500),
    reset: z.literal(true, { error: 'must be true, or left out' }).optional(),
    deficits: z.record(z.string(), ahead).optional().describe('Leads each rep is behind (negative: ahead)'),
    rep: z
      .strictObject({
        id: z.string().trim().min(1),
        leads: ahead.refine((number) => number !== 0, 'must not be 0'),
      })
      .optional()
      .describe('How many more leads a rep gets (negative: fewer)'),
  })
  .refine(
    ({ reset, deficits, rep }) => [reset, deficits, rep].filter((way) => way !== undefined).length === 1,
    'give reset, deficits or rep, and only one of them',
  )
