import type { CampaignReportAnswer } from '../../../../shared/contracts/campaign-answers.ts'
import { isModel, type Model } from '../../words/models.ts'

/** A line of the report. */
export type CampaignRow = CampaignReportAnswer['rows'][number]

/** Which days the report covers; `to` is exclusive, both in the workspace's time zone. */
export interface Period {
  readonly from?: string
  readonly to?: string
}

/** The periods one can choose. */
export const periods = [
  { value: 'all', label: 'All time' },
  { value: 'year', label: 'Last 12 months' },
  { value: 'quarter', label: 'Last 3 months' },
  { value: 'month', label: 'This month' },
] as const

/** Name of a period. */
export type PeriodName = (typeof periods)[number]['value']

/**
 * The days of a period, by its name.
 * @param name which
 * @param today `YYYY-MM-DD` in the workspace's time zone
 */
export function periodOf(name: string, today: string): Period {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  const dayOf = (monthsBack: number) => new Date(Date.UTC(year, month - 1 - monthsBack, 1)).toISOString().slice(0, 10)
  switch (name) {
    case 'month':
      return { from: dayOf(0) }
    case 'quarter':
      return { from: dayOf(2) }
    case 'year':
      return { from: dayOf(11) }
    default:
      return {}
  }
}

/** What the address of a campaign page says: so the browser's back button and a copied link keep what was chosen. */
export interface CampaignSearch {
  readonly model?: Model
  readonly period?: PeriodName
}

/**
 * Reads what an address says, and leaves out what it does not mean.
 * @param search as the router has read it
 */
export function readCampaignSearch(search: Readonly<Record<string, unknown>>): CampaignSearch {
  const { model } = search
  const period = periods.find(({ value }) => value === search.period)?.value
  return { ...(isModel(model) ? { model } : {}), ...(period === undefined ? {} : { period }) }
}

/** Which figures' deals are listed. */
export type CreditKind = 'pipeline' | 'revenue'

/** What the address of one campaign's page says. */
export interface CampaignDetailSearch extends CampaignSearch {
  readonly show?: CreditKind
}

/**
 * Reads what the address of one campaign's page says.
 * @param search as the router has read it
 */
export function readCampaignDetailSearch(search: Readonly<Record<string, unknown>>): CampaignDetailSearch {
  const { show } = search
  return { ...readCampaignSearch(search), ...(show === 'pipeline' || show === 'revenue' ? { show } : {}) }
}

/**
 * Writes a place in an order.
 * @param rank 1 for the first
 * @returns such as `2nd`
 */
export function ordinal(rank: number): string {
  const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' }
  return `${rank}${endings[new Intl.PluralRules('en', { type: 'ordinal' }).select(rank)] ?? 'th'}`
}

/**
 * Lists every month from one to another.
 * @param months some months, `2026-03`, in any order
 * @returns all between the first and the last, both included
 */
export function everyMonth(months: readonly string[]): readonly string[] {
  const sorted = months.toSorted()
  const [first, end] = [sorted[0], sorted.at(-1)]
  if (first === undefined || end === undefined) return []
  const all: string[] = []
  for (let month = first; month <= end; month = monthAfter(month)) all.push(month)
  return all
}

function monthAfter(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1)).toISOString().slice(0, 7)
}
