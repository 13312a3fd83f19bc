import { parse } from 'csv-parse/sync'
import * as z from 'zod'
import { dimensions } from '../../../shared/domain/reports/coordinates.ts'
import { playbookAnswer } from '../answers.ts'
import { type Api, connect } from '../api.ts'
import type { Command, Given, OptionSpec } from '../command.ts'
import { findStack } from '../connection.ts'
import { CommandFailed, exitCode, WrongUse } from '../failure.ts'
import { withPoints } from '../reports/draft.ts'
import { laidOut } from '../reports/layout.ts'
import {
  calibrationNotes,
  funnelNotes,
  idealCustomerNotes,
  type Notes,
  proposedPoints,
  pursuitNotes,
  quickRatioNotes,
  sensitivityNotes,
  sourcesNotes,
} from '../reports/notes.ts'

/** Options that every report has. */
export const periodOptions: Readonly<Record<string, OptionSpec>> = {
  from: { value: 'YYYY-MM-DD', help: 'first day' },
  to: { value: 'YYYY-MM-DD', help: 'the day after the last' },
  csv: { help: 'answer as CSV, amounts in minor units' },
}

/** Filters of reports that are kept by campaign. */
export const campaignOptions: Readonly<Record<string, OptionSpec>> = {
  campaign: { value: 'ID', help: 'of this campaign only' },
  channel: { value: 'NAME', help: 'of the campaigns of this channel only' },
  territory: { value: 'ID', help: 'of leads last offered in this territory' },
  segment: { value: 'SIZE', help: 'of companies of this size: 1-9, 10-49, 50-249, 250+, "unknown size"' },
}

const leadOptions: Readonly<Record<string, OptionSpec>> = {
  source: { value: 'EVENT', help: 'of leads that first came by this, such as form.demo-request' },
  ...campaignOptions,
}

/** A report as the command line knows it. */
interface ReportSpec {
  readonly name: string
  readonly summary: string
  readonly details: string
  readonly options?: Readonly<Record<string, OptionSpec>>
  /** What it can be broken down by. */
  readonly by?: readonly string[]
  readonly notes?: Notes
}

const specs: readonly ReportSpec[] = [
  {
    name: 'sensitivity',
    summary: 'Show every campaign under all models side by side, and where the choice of model changes the answer',
    details: 'Ranks by revenue. What part of the revenue a campaign has is shown with what it might have been.',
    notes: sensitivityNotes,
  },
  {
    name: 'quick-ratio',
    summary: 'Show pipeline for each unit of spend, of months at equal age',
    details: "A month's leads and what they brought within 30, 60 and 90 days, so that months can be compared.",
    options: campaignOptions,
    notes: quickRatioNotes,
  },
  {
    name: 'funnel',
    summary: 'Show how many leads get from stage to stage, how fast, and where they are lost',
    details: 'Leads count on the day they came.\n\n  baton report funnel --by source --from 2026-01-01',
    options: leadOptions,
    by: dimensions,
    notes: funnelNotes,
  },
  {
    name: 'speed',
    summary: 'Show how fast leads come to a human',
    details: 'Each step on the wall clock and in the business time of the rep.\n\n  baton report speed --by rep',
    options: leadOptions,
    by: [...dimensions, 'rep', 'hour'],
  },
  {
    name: 'pursuit',
    summary: 'Show how the leads sent to Sales were worked, and which were never touched',
    details: '  baton report pursuit --by rep',
    options: leadOptions,
    by: [...dimensions, 'rep'],
    notes: pursuitNotes,
  },
  {
    name: 'sources',
    summary: 'Show what each source brought, and where spend has earned most',
    details: 'Spend is known by campaign and channel.\n\n  baton report sources --by channel',
    options: leadOptions,
    by: [...dimensions, 'channel'],
    notes: sourcesNotes,
  },
  {
    name: 'calibration',
    summary: 'Show how well scores foretell deals, and the points closed deals would give the rules',
    details: '  baton report calibration --yaml > draft.yaml\n  baton playbook simulate draft.yaml',
    options: { yaml: { help: 'print the playbook in force with the proposed points, and nothing else' } },
    notes: calibrationNotes,
  },
  {
    name: 'ideal-customer',
    summary: 'Show which traits are over-represented among won deals',
    details: 'Of leads that went to Sales. Traits of fewer than ten leads are left out.',
    notes: idealCustomerNotes,
  },
]

/** `baton report sensitivity` and those after it. */
export const reportCommands: readonly Command[] = specs.map((spec) => ({
  words: `report ${spec.name}`,
  positionals: [],
  summary: spec.summary,
  details: `\n${spec.details}`,
  options: {
    ...(spec.by === undefined ? {} : { by: { value: 'WHAT', help: `one line each: ${spec.by.join(', ')}` } }),
    ...spec.options,
    ...periodOptions,
  },
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const path = `/v1/reports/${spec.name}${queryOf(given, spec)}`
    surroundings.out.write(await textOf(api, path, given, spec))
    return exitCode.done
  },
}))

async function textOf(api: Api, path: string, given: Given, { notes }: ReportSpec): Promise<string> {
  if (given.has('csv') || given.has('json')) return passedThrough(api, path, given)
  const answer: unknown = JSON.parse(await api.text({ method: 'GET', path }))
  if (given.has('yaml')) return draftOf(api, answer)
  const csv = await api.text({ method: 'GET', path, accept: 'text/csv' })
  const { currency } = z.looseObject({ currency: z.string() }).parse(answer)
  const said = notes?.(answer) ?? ''
  return `Amounts in ${currency}.\n\n${laidOut(parse(csv, { bom: true }), currency)}${said === '' ? '' : `\n${said}`}`
}

/**
 * Gives a report as the API answers it.
 * @param api where it is asked for
 * @param path of the report, with its query
 * @param given says whether as CSV or as JSON
 */
export async function passedThrough(api: Api, path: string, given: Given): Promise<string> {
  const text = await api.text({ method: 'GET', path, accept: given.has('csv') ? 'text/csv' : 'application/json' })
  return text.endsWith('\n') ? text : `${text}\n`
}

async function draftOf(api: Api, answer: unknown): Promise<string> {
  const points = proposedPoints(answer)
  if (points === undefined) throw new CommandFailed(calibrationNotes(answer).trim())
  const { source } = await api.read(playbookAnswer, { method: 'GET', path: '/v1/playbook' })
  return withPoints(source, points)
}

function queryOf(given: Given, { by = [], options = {} }: ReportSpec): string {
  const wanted = given.text('by')
  if (wanted !== undefined && !by.includes(wanted))
    throw new WrongUse(`--by must be one of ${by.join(', ')}, not ${wanted}`)
  return reportQuery(given, ['by', ...Object.keys(options)])
}

/**
 * Puts the options of a report into the query of its call.
 * @param given what was written
 * @param names options that the call takes, besides the days
 */
export function reportQuery(given: Given, names: readonly string[]): string {
  const query = new URLSearchParams()
  for (const name of [...names, 'from', 'to']) {
    const value = given.text(name)
    if (value !== undefined) query.set(name, value)
  }
  return query.size === 0 ? '' : `?${query}`
}
