import type { CampaignReportAnswer } from '../../../../shared/contracts/campaign-answers.ts'
import { isLedgerModel, isModel, type Model } from '../../words/models.ts'
import { type PeriodSearch, readPeriod } from '../../words/period.ts'
import { type Filterable, type Filters, readFilters } from '../reports/filters.ts'

/** A line of the report. */
export type CampaignRow = CampaignReportAnswer['rows'][number]

/** What the address of a campaign page says: so the browser's back button and a copied link keep what was chosen. */
export interface CampaignSearch extends PeriodSearch {
  readonly model?: Model
}

/**
 * Reads what an address says, and leaves out what it does not mean.
 * @param search as the router has read it
 */
export function readCampaignSearch(search: Readonly<Record<string, unknown>>): CampaignSearch {
  const { model } = search
  return { ...(isModel(model) ? { model } : {}), ...readPeriod(search) }
}

/** What the address of the page of all campaigns says. */
export type CampaignsSearch = CampaignSearch & Filters

/**
 * Reads what the address of the page of all campaigns says.
 * @param search as the router has read it
 */
export function readCampaignsSearch(search: Readonly<Record<string, unknown>>): CampaignsSearch {
  return { ...readCampaignSearch(search), ...readFilters(search) }
}

/**
 * What campaigns can be narrowed to: the paths that data-driven models learn from are kept of all leads together.
 * @param model how deals are credited; the playbook's own, which is none of those, when absent
 */
export function campaignsTake(model: Model | undefined): Filterable {
  return model === undefined || isLedgerModel(model)
    ? { filters: ['campaign', 'channel', 'territory', 'segment'], inPairs: true }
    : { filters: ['campaign', 'channel'], inPairs: false }
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
