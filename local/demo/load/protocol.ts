import * as z from 'zod'
import { demoSummary } from './marker.ts'

/** What the process that plays is told to play. */
export const playOrder = z.object({
  seed: z.number(),
  until: z.number(),
  days: z.number(),
  people: z.number(),
  /** Where the export goes. */
  output: z.string(),
  workspace: z.object({ playbook: z.string(), roster: z.string(), forms: z.string() }),
  secrets: z.object({ adminToken: z.string(), callCenterKey: z.string(), signingKey: z.string() }),
})
/** @see playOrder */
export type PlayOrder = z.infer<typeof playOrder>

/** What it tells meanwhile. */
export const playReport = z.discriminatedUnion('kind', [
  /** A day of the story is over. */
  z.object({ kind: z.literal('day'), at: z.number(), leads: z.number() }),
  z.object({ kind: z.literal('counting') }),
  z.object({ kind: z.literal('writing') }),
  z.object({ kind: z.literal('done'), summary: demoSummary }),
])
/** @see playReport */
export type PlayReport = z.infer<typeof playReport>
