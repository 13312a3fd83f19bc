import * as z from 'zod'
import { attributionModels, dataDrivenModels } from '../domain/playbook.ts'
import { dimensions } from '../domain/reports/coordinates.ts'
import { calendarDay, line } from './fields.ts'

/** What reports can be narrowed to. */
const filters = [...dimensions, 'channel'] as const

const period = { from: calendarDay.optional(), to: calendarDay.optional() }
const wanted = z.string().trim().min(1).max(200).optional()
const campaignFilters = { campaign: wanted, channel: wanted }
const leadFilters = { source: wanted, territory: wanted, segment: wanted, ...campaignFilters }

interface Asked {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly by?: string | undefined
}

/** What no field can say alone: the order of days, and that counters are kept by one thing at a time. */
function together(
  query: Asked & { readonly [Name in (typeof filters)[number]]?: string | undefined },
  context: z.RefinementCtx,
) {
  const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (query.from !== undefined && query.to !== undefined && query.from >= query.to)
    wrong('to', 'must be after from (to is exclusive)')
  const [first, ...others] = filters.filter((name) => query[name] !== undefined)
  for (const other of others) wrong(other, `can't go with ${first}: one filter at a time`)
  if (first !== undefined && query.by !== undefined) wrong('by', `can't go with ${first}: break down, or filter`)
}

/** What a report can be asked for that takes days alone. */
export const periodQuery = z.object(period).strict().superRefine(together)

/** What the campaign report can be asked for. */
export const campaignQuery = z
  .object({
    model: z.enum([...attributionModels, ...dataDrivenModels]).optional(),
    ...period,
    ...campaignFilters,
    /** The report as it stood at the end of this day. */
    asOf: calendarDay.optional(),
  })
  .strict()
  .superRefine(together)
  .refine(({ model, asOf }) => asOf === undefined || !dataDrivenModels.some((one) => one === model), {
    path: ['asOf'],
    message: 'goes with the models of the ledger only: the paths of a past day are not kept',
  })

/** What the trend of campaigns can be asked for: a data-driven model divides a whole period, not its months. */
export const trendQuery = z
  .object({ model: z.enum(attributionModels).optional(), ...period, ...campaignFilters })
  .strict()
  .superRefine(together)

/** What the deals behind a figure can be asked for. */
export const creditsQuery = z
  .object({
    model: z.enum([...attributionModels, ...dataDrivenModels]).optional(),
    kind: z.enum(['pipeline', 'revenue']).default('revenue'),
    ...period,
    cursor: line,
    limit: z.coerce.number().int().min(1).max(200).optional(),
  })
  .strict()
  .superRefine(together)
  .refine(({ model, kind }) => kind === 'revenue' || !dataDrivenModels.some((one) => one === model), {
    path: ['kind'],
    message: 'must be revenue: a data-driven model says nothing of pipeline',
  })

/** What the quick ratio can be asked for: spend is known by campaign. */
export const quickRatioQuery = z
  .object({ ...period, ...campaignFilters })
  .strict()
  .superRefine(together)

/** What the funnel can be asked for. */
export const funnelQuery = z
  .object({ ...period, ...leadFilters, by: z.enum(dimensions).optional() })
  .strict()
  .superRefine(together)

/** What speed to lead can be asked for. */
export const speedQuery = z
  .object({ ...period, ...leadFilters, by: z.enum([...dimensions, 'rep', 'hour']).optional() })
  .strict()
  .superRefine(together)

/** What the report on pursuit can be asked for. */
export const pursuitQuery = z
  .object({ ...period, ...leadFilters, by: z.enum([...dimensions, 'rep']).optional() })
  .strict()
  .superRefine(together)

/** What the report on sources can be asked for. */
export const sourcesQuery = z
  .object({ ...period, ...leadFilters, by: z.enum(filters).optional() })
  .strict()
  .superRefine(together)
