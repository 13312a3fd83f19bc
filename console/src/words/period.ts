/** Which days a report covers; `to` is exclusive, both in the workspace's time zone. */
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
  { value: 'custom', label: 'From … through …' },
] as const

/** Name of a period. */
export type PeriodName = (typeof periods)[number]['value']

/** What an address says of the days. */
export interface PeriodSearch {
  readonly period?: PeriodName
  /** `YYYY-MM-DD`, the first day of a period of one's own; open when absent. */
  readonly from?: string
  /** Its last day, included. */
  readonly through?: string
}

/**
 * Reads which days an address means; days count only for a period of one's own, and only in their order.
 * @param search as the router has read it
 */
export function readPeriod(search: Readonly<Record<string, unknown>>): PeriodSearch {
  const period = periods.find(({ value }) => value === search.period)?.value
  if (period === undefined) return {}
  if (period !== 'custom') return { period }
  const [from, through] = [readDay(search.from), readDay(search.through)]
  const isOrdered = from === undefined || through === undefined || from <= through
  return {
    period,
    ...(from === undefined ? {} : { from }),
    ...(through === undefined || !isOrdered ? {} : { through }),
  }
}

/** No lead came before this century, and who types a year has typed 0002 on the way. */
function readDay(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^2\d{3}-\d\d-\d\d$/.test(value)) return undefined
  const time = Date.parse(`${value}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value ? undefined : value
}

/**
 * The days of a period.
 * @param chosen which
 * @param today `YYYY-MM-DD` in the workspace's time zone
 */
export function periodOf({ period, from, through }: PeriodSearch, today: string): Period {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  const dayOf = (monthsBack: number) => new Date(Date.UTC(year, month - 1 - monthsBack, 1)).toISOString().slice(0, 10)
  switch (period) {
    case 'month':
      return { from: dayOf(0) }
    case 'quarter':
      return { from: dayOf(2) }
    case 'year':
      return { from: dayOf(11) }
    case 'custom':
      return { ...(from === undefined ? {} : { from }), ...(through === undefined ? {} : { to: dayAfter(through) }) }
    default:
      return {}
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
