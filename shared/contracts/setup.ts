import * as z from 'zod'
import { line, slug } from './fields.ts'

/** Connects a webhook source. */
export const putSource = z.object({ secret: z.string().min(8).max(500), campaign: line }).strict()

/** Publishes a playbook; `expected` is the version the editor started from. */
export const publishPlaybook = z
  .object({ source: z.string().min(1).max(300_000), expected: z.number().int().nonnegative().optional() })
  .strict()

/** Looks a playbook over without publishing it. */
export const lintPlaybook = z.object({ source: z.string().min(1).max(300_000) }).strict()

/** What was found in a playbook. */
export const lintFindings = z.array(
  z.object({
    severity: z.enum(['error', 'warning']),
    path: z.string(),
    line: z.number().int(),
    message: z.string(),
    proposal: z.string().optional(),
  }),
)

/** What looking a playbook over answers. */
export const lintAnswer = z.object({ findings: lintFindings })

/** What publishing a playbook answers, and going back to one. */
export const publishAnswer = z.object({
  version: z.number().int(),
  /** The job that scores all leads by it. */
  job: z.string().optional(),
  warnings: lintFindings,
})

const version = z.number().int().positive()

/** Publishes an older version again; `expected` is the version the editor saw in force. */
export const rollbackPlaybook = z.object({ expected: version.optional() }).strict()

/** Compares playbooks: `from` a version (the one in force) `to` another (the one in force) or a `source`. */
export const diffPlaybook = z
  .object({ from: version.optional(), to: version.optional(), source: z.string().min(1).max(300_000).optional() })
  .strict()
  .refine(({ to, source }) => to === undefined || source === undefined, {
    path: ['to'],
    error: 'give a version or a source, not both',
  })

/** A playbook's version in a path. */
export const versionInPath = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)

/** A name in a path: form, campaign, rep. */
export const nameInPath = slug
