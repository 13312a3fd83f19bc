import { type PeriodSearch, readPeriod } from '../../words/period.ts'
import { applied, type Filters, readFilters } from './filters.ts'
import type { Takes } from './takes.ts'

/** What the address of a report says. */
export interface ReportSearch extends PeriodSearch, Filters {
  /** What it is broken down by. */
  readonly by?: string
}

/**
 * Reads what the address of a report says; which of it the report takes is for `askedOf`.
 * @param search as the router has read it
 */
export function readReportSearch(search: Readonly<Record<string, unknown>>): ReportSearch {
  const { by } = search
  return { ...(typeof by === 'string' && by !== '' ? { by } : {}), ...readPeriod(search), ...readFilters(search) }
}

/** What a report is asked for. */
export interface Asked {
  readonly by: string | undefined
  readonly filters: Filters
}

/**
 * Says what of an address a report takes: it is narrowed, or broken down, unless that is done on the page.
 * @param report what it can be asked for
 * @param search what the address says
 */
export function askedOf(report: Takes, search: ReportSearch): Asked {
  const filters = applied(report, search)
  const isFree = report.byHere === true || Object.keys(filters).length === 0
  const by = isFree && search.by !== undefined && report.by.includes(search.by) ? search.by : undefined
  return { by, filters }
}

/**
 * Writes an address: what another report is opened with, too.
 * @param period which days
 * @param asked what the report is asked for
 */
export function searchOf(period: PeriodSearch, { by, filters }: Asked): ReportSearch {
  return { ...(by === undefined ? {} : { by }), ...readPeriod({ ...period }), ...filters }
}
