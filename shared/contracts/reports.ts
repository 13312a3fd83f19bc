import * as z from 'zod'
import { attributionModels, dataDrivenModels } from '../domain/playbook.ts'
import { dimensions } from '../domain/reports/coordinates.ts'
import { calendarDay, line } from './fields.ts'

/** What reports can be narrowed to. */
const filters = [...dimensions, 'channel'] as const

const period = { from: calendarDay.optional(), to: calendarDay.optional() }
const wanted = z.string().trim().min(1).max(200).optional()
const campaignFilters = { campaign: wanted, channel: wanted, territory: wanted, segment: wanted }
const leadFilters = { source: wanted, ...campaignFilters }

interface Asked {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly by?: string | undefined
}

type Filter = (typeof filters)[number]

/** Counters are kept by campaign and segment, and by campaign and territory; a channel means its campaigns. */
const pairs: readonly (readonly [Filter, Filter])[] = [
  ['campaign', 'territory'],
  ['campaign', 'segment'],
  ['channel', 'territory'],
  ['channel', 'segment'],
]

/** What no field can say alone: the order of days, and what counters are kept by. */
function togetherBy(isPair: boolean) {
  return (query: Asked & { readonly [Name in Filter]?: string | undefined }, context: z.RefinementCtx): void => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (query.from !== undefined && query.to !== undefined && query.from >= query.to)
      wrong('to', 'must be after from (to is exclusive)')
    const given = filters.filter((name) => query[name] !== undefined)
    const [first, ...others] = given
    const may = isPair && given.length === 2 && pairs.some((pair) => pair.every((name) => given.includes(name)))
    const works = isPair ? 'one filter, or campaign or channel with segment or territory' : 'one filter at a time'
    if (!may) for (const other of others) wrong(other, `can't go with ${first}: ${works}`)
    if (first !== undefined && query.by !== undefined) wrong('by', `can't go with ${first}: break down, or filter`)
  }
}

const together = togetherBy(false)
const inPairs = togetherBy(true)

/** A query that says, of a field it does not take, which it takes. */
function asked<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `is not known by this report; it takes ${names}` : undefined),
  })
}

/** What a report can be asked for that takes days alone. */
export const periodQuery = asked(period).superRefine(together)

/** What the campaign report can be asked for. */
export const campaignQuery = asked({
  model: z.enum([...attributionModels, ...dataDrivenModels]).optional(),
  ...period,
  ...campaignFilters,
  /** The report as it stood at the end of this day. */
  asOf: calendarDay.optional(),
})
  .superRefine(inPairs)
  .refine(({ model, asOf }) => asOf === undefined || !dataDrivenModels.some((one) => one === model), {
    path: ['asOf'],
    message: 'goes with the models of the ledger only: the paths of a past day are not kept',
  })
  .refine(({ asOf, segment, territory }) => asOf === undefined || (segment ?? territory) === undefined, {
    path: ['asOf'],
    message: "can't go with segment or territory: the ledger is kept by campaign. It goes with campaign or channel",
  })
  .refine(
    ({ model, segment, territory }) =>
      !dataDrivenModels.some((one) => one === model) || (segment ?? territory) === undefined,
    {
      path: ['model'],
      message: `can't go with segment or territory: paths are kept of all leads together. One of ${attributionModels.join(', ')} does`,
    },
  )

/** What the trend of campaigns can be asked for: a data-driven model divides a whole period, not its months. */
export const trendQuery = asked({
  model: z.enum(attributionModels).optional(),
  ...period,
  ...campaignFilters,
}).superRefine(together)

/** What the deals behind a figure can be asked for. */
export const creditsQuery = asked({
  model: z.enum([...attributionModels, ...dataDrivenModels]).optional(),
  kind: z.enum(['pipeline', 'revenue']).default('revenue'),
  ...period,
  cursor: line,
  limit: z.coerce.number().int().min(1).max(200).optional(),
})
  .superRefine(together)
  .refine(({ model, kind }) => kind === 'revenue' || !dataDrivenModels.some((one) => one === model), {
    path: ['kind'],
    message: 'must be revenue: a data-driven model says nothing of pipeline',
  })

/** What the quick ratio can be asked for: spend is known by campaign. */
export const quickRatioQuery = asked({ ...period, ...campaignFilters }).superRefine(inPairs)

/** What the funnel can be asked for. */
export const funnelQuery = asked({ ...period, ...leadFilters, by: z.enum(dimensions).optional() }).superRefine(together)

/** What speed to lead can be asked for. */
export const speedQuery = asked({
  ...period,
  ...leadFilters,
  by: z.enum([...dimensions, 'rep', 'hour']).optional(),
}).superRefine(together)

/** What the report on pursuit can be asked for. */
export const pursuitQuery = asked({
  ...period,
  ...leadFilters,
  by: z.enum([...dimensions, 'rep']).optional(),
}).superRefine(inPairs)

/** What the report on sources can be asked for. */
export const sourcesQuery = asked({ ...period, ...leadFilters, by: z.enum(filters).optional() }).superRefine(inPairs)
