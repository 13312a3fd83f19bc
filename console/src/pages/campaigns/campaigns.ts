import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CampaignReportAnswer } from '../../../../shared/contracts/workspace-answers.ts'
import { useAction } from '../../api/action.ts'
import { useApi } from '../../session/session.ts'
import type { Model } from '../../words/models.ts'
import type { Period } from './figures.ts'

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
