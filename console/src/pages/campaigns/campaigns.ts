import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type {
  CampaignReportAnswer,
  CampaignsAnswer,
  CreditsAnswer,
  TrendAnswer,
} from '../../../../shared/contracts/campaign-answers.ts'
import type { QuickRatioAnswer, SensitivityAnswer } from '../../../../shared/contracts/report-answers.ts'
import { useAction } from '../../api/action.ts'
import type { Api } from '../../api/client.ts'
import { useApi } from '../../session/session.ts'
import type { LedgerModel, Model } from '../../words/models.ts'
import type { Period } from '../../words/period.ts'
import type { Filters } from '../reports/filters.ts'
import type { CreditKind } from './figures.ts'

/**
 * What each campaign earned.
 * @param model how deals are credited; the playbook's own when absent
 * @param period which days
 * @param filters of which leads and deals
 */
export function useCampaignReport(model: Model | undefined, period: Period, filters: Filters = {}) {
  const api = useApi()
  return useQuery({
    queryKey: ['campaigns', 'report', model, period, filters],
    queryFn: ({ signal }) =>
      api.get<CampaignReportAnswer>('/v1/reports/campaigns', { query: { model, ...period, ...filters }, signal }),
    placeholderData: keepPreviousData,
  })
}

/**
 * Every model side by side.
 * @param period which days
 */
export function useSensitivity(period: Period) {
  const api = useApi()
  return useQuery({
    queryKey: ['campaigns', 'sensitivity', period],
    queryFn: ({ signal }) => api.get<SensitivityAnswer>('/v1/reports/sensitivity', { query: { ...period }, signal }),
    placeholderData: keepPreviousData,
  })
}

/**
 * What campaigns cost and earned, month by month.
 * @param model how deals are credited; the playbook's own when absent
 * @param period which days
 */
export function useTrend(model: LedgerModel | undefined, period: Period) {
  const api = useApi()
  return useQuery({
    queryKey: ['campaigns', 'trend', model, period],
    queryFn: ({ signal }) => api.get<TrendAnswer>('/v1/reports/trend', { query: { model, ...period }, signal }),
    placeholderData: keepPreviousData,
  })
}

/**
 * Pipeline for each unit of spend, of months at equal age.
 * @param campaign one campaign's
 * @param period which days
 */
export function useQuickRatio(campaign: string, period: Period) {
  const api = useApi()
  return useQuery({
    queryKey: ['campaigns', 'quick-ratio', campaign, period],
    queryFn: ({ signal }) =>
      api.get<QuickRatioAnswer>('/v1/reports/quick-ratio', { query: { campaign, ...period }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Every campaign that is known, those without leads too. */
export function useCampaigns() {
  const api = useApi()
  return useQuery({
    queryKey: ['campaigns', 'list'],
    queryFn: async ({ signal }) => (await api.get<CampaignsAnswer>('/v1/campaigns', { signal })).campaigns,
  })
}

/** Which figure is opened up. */
export interface CreditsAsked {
  readonly campaign: string
  readonly model: Model | undefined
  readonly kind: CreditKind
  readonly period: Period
}

function creditsPage(api: Api, { campaign, period, ...asked }: CreditsAsked, cursor: string, signal?: AbortSignal) {
  return api.get<CreditsAnswer>(`/v1/reports/campaigns/${encodeURIComponent(campaign)}/credits`, {
    query: { ...asked, ...period, cursor },
    ...(signal === undefined ? {} : { signal }),
  })
}

/**
 * The deals behind a figure, page by page.
 * @param asked which figure
 */
export function useCredits(asked: CreditsAsked) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['campaigns', 'credits', asked],
    queryFn: ({ pageParam, signal }) => creditsPage(api, asked, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
  })
}

/**
 * Reads all pages of the deals behind a figure.
 * @param api as whom
 * @param asked which figure
 */
export async function allCredits(api: Api, asked: CreditsAsked): Promise<readonly CreditsAnswer['deals'][number][]> {
  const deals: CreditsAnswer['deals'][number][] = []
  let cursor: string | undefined = ''
  do {
    const page: CreditsAnswer = await creditsPage(api, asked, cursor)
    deals.push(...page.deals)
    cursor = page.cursor
  } while (cursor !== undefined)
  return deals
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
