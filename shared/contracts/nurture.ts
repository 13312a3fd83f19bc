import * as z from 'zod'
import { calendarMonth } from './fields.ts'

const count = z.number().int()

/** What the nurture tracks can be asked for: leads that entered in these months, both inclusive. */
export const nurtureQuery = z
  .object({ from: calendarMonth.optional(), to: calendarMonth.optional() })
  .strict()
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'must not be before from',
  })

/** What a mail of a track brought; everything counts each stay in the track once. */
const results = {
  sent: count,
  delivered: count,
  clicked: count,
  /** Who came back by a form, a call or another way in before the next mail, within 30 days. */
  returned: count,
  /** Who went to Sales before the next mail, within 30 days. */
  hot: count,
  unsubscribed: count,
  bounced: count,
  complained: count,
  /** Not sent, because it was no longer wanted or was refused. */
  dropped: count,
  /** Handed over, but the answer was lost and no word came since. */
  doubt: count,
}

/** The nurture tracks with who is in them. */
export const nurtureAnswer = z.object({
  tracks: z.array(
    z.object({
      id: z.string(),
      /** Which leads it takes, in words; null when it takes all that are left. */
      takes: z.string().nullable(),
      campaign: z.string().optional(),
      /** False for one that is in no playbook any more. */
      current: z.boolean(),
      entered: count,
      waiting: count,
      hot: count,
      /** Why leads left, by reason. */
      left: z.record(z.string(), count),
      steps: z.array(
        z.object({
          id: z.string(),
          /** False for one that the track does not have any more. */
          current: z.boolean(),
          /** As somebody made up would read it. */
          subject: z.string(),
          /** Milliseconds after the step before, or after entering. */
          after: count,
          /** Who waits for it now. */
          waiting: count,
          ...results,
        }),
      ),
    }),
  ),
})

/** The nurture tracks with who is in them. */
export type NurtureAnswer = z.infer<typeof nurtureAnswer>

/** Which mail to write, and for whom: a lead, or somebody made up. */
export const previewQuery = z
  .object({ track: z.string().min(1).max(200), step: z.string().min(1).max(200), lead: z.string().max(100).optional() })
  .strict()

/** A mail of a track as somebody would get it. Its links lead nowhere. */
export const mailPreviewAnswer = z.object({
  to: z.object({ name: z.string().optional(), address: z.string() }),
  from: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  /** Where its links lead, once a click is recorded. */
  links: z.array(z.string()),
  /** Whether the lead would get it as things are, and why not. */
  heldBack: z.string().nullable(),
})

/** A mail of a track as somebody would get it. */
export type MailPreviewAnswer = z.infer<typeof mailPreviewAnswer>
