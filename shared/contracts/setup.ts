import * as z from 'zod'
import { line, slug } from './fields.ts'

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
  })
  .strict()

/** Puts a rep on the roster. */
export const putRep = z
  .object({
    name: z.string().trim().min(1).max(200),
    email: z.email(),
    title: z.string().trim().min(1).max(100).default('account executive'),
    active: z.boolean().default(true),
    timeOff: z
      .array(z.object({ from: z.iso.datetime({ offset: true }), until: z.iso.datetime({ offset: true }) }))
      .max(200)
      .default([]),
  })
  .strict()

/** Connects a webhook source. */
export const putSource = z.object({ secret: z.string().min(8).max(500), campaign: line }).strict()

/** Publishes a playbook; `expected` is the version the editor started from. */
export const publishPlaybook = z
  .object({ source: z.string().min(1).max(300_000), expected: z.number().int().nonnegative().optional() })
  .strict()

/** A name in a path: form, campaign, rep. */
export const nameInPath = slug
