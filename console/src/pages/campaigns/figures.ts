import type { CampaignReportAnswer } from '../../../../shared/contracts/campaign-answers.ts'

/** A line of the report. */
export type CampaignRow = CampaignReportAnswer['rows'][number]

/** Which days the report covers; `to` is exclusive, both in the workspace's time zone. */
export interface Period {
  readonly from?: string
  readonly to?: string
}

/**
 * Says what a row's figures mean for the marketer who reads it.
 * @param row a campaign's figures
 */
export function verdictOn({ spendMinor, roi, quickRatio }: CampaignRow): 'earns' | 'promises' | 'costs' | undefined {
  if (spendMinor === 0 || roi === null) return undefined
  if (roi >= 0) return 'earns'
  return (quickRatio ?? 0) >= 1 ? 'promises' : 'costs'
}

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

/** The periods one can choose. */
export const periods = [
  { value: 'all', label: 'All time' },
  { value: 'year', label: 'Last 12 months' },
  { value: 'quarter', label: 'Last 3 months' },
  { value: 'month', label: 'This month' },
] as const
