import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CampaignReportAnswer } from '../../../../shared/contracts/workspace-answers.ts'
import { useAction } from '../../api/action.ts'
import { useApi } from '../../session/session.ts'
import type { Model } from '../../words/models.ts'

/** A line of the report. */
export type CampaignRow = CampaignReportAnswer['rows'][number]

/** Which days the report covers; `to` is exclusive, both in the workspace's time zone. */
export interface Period {
  readonly from?: string
  readonly to?: string
}

/**
 * What each campaign earned.
 * @param model how deals are credited; the playbook's own when absent
 * @param period which days
 */
export function useCampaignReport(model: Model | undefined, period: Period) {
  const api = useApi()
  return useQuery({
    queryKey: ['campaigns', model, period],
    queryFn: ({ signal }) =>
      api.get<CampaignReportAnswer>('/v1/reports/campaigns', { query: { model, ...period }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** What a month cost. */
export interface SpendInput {
  readonly campaign: string
  /** `YYYY-MM`. */
  readonly month: string
  readonly amountMinor: number
  readonly currency: string
}

/** Sets a campaign's spend of a month. */
export function usePutSpend() {
  return useAction<SpendInput>({
    run: (api, { campaign, month, ...body }) =>
      api.send('PUT', `/v1/campaigns/${encodeURIComponent(campaign)}/spend/${month}`, { body }),
    touches: [['campaigns']],
    done: 'The spend is in the report.',
  })
}

/** A campaign as it is declared. */
export interface CampaignInput {
  readonly id: string
  readonly name: string
  readonly channel: string
}

/** Declares a campaign, or changes one. */
export function usePutCampaign() {
  return useAction<CampaignInput>({
    run: (api, { id, ...body }) => api.send('PUT', `/v1/campaigns/${encodeURIComponent(id)}`, { body }),
    touches: [['campaigns']],
    done: 'The campaign is saved.',
  })
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
