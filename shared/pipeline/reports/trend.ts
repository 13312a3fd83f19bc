import { allCampaigns } from '../../domain/campaign.ts'
import { type CampaignId, unattributed } from '../../domain/ids.ts'
import type { AttributionModel } from '../../domain/playbook.ts'
import { campaignTrend, type Trend } from '../../domain/reports/trend.ts'
import type { Store } from '../../ports/store.ts'
import { currentRules } from '../rules.ts'
import { monthsOf, type Period, type ReportFilter, readTallies } from './selection.ts'

/** What the trend is asked for. */
export interface TrendQuery extends Period, Pick<ReportFilter, 'campaign' | 'channel'> {
  /** The playbook's default when absent. */
  readonly model?: AttributionModel | undefined
}

/**
 * Reports what each campaign cost and earned, month by month. It reads what the campaign report reads.
 * @param store where the counters are
 * @param query model, days, and a filter
 */
export async function readTrend(
  store: Store,
  query: TrendQuery,
): Promise<Trend & { readonly model: AttributionModel }> {
  const [{ playbook }, known] = await Promise.all([currentRules(store), store.listCampaigns()])
  const { model = playbook.attribution.default } = query
  const { first, last } = monthsOf(query)
  const isSome = query.campaign !== undefined || query.channel !== undefined
  const ids = known.flatMap(({ entity }) =>
    (query.channel === undefined || entity.channel === query.channel) &&
    (query.campaign === undefined || entity.id === query.campaign)
      ? [entity.id]
      : [],
  )
  const wanted = isSome && query.campaign !== unattributed ? ids : [...new Set<CampaignId>([...ids, unattributed])]
  const [campaigns, all] = await Promise.all([
    Promise.all(
      wanted.map(async (campaign) => {
        const [tallies, spend] = await Promise.all([
          readTallies(store, campaign, query),
          store.listSpend(campaign, first, last),
        ])
        return { campaign, tallies, spend: spend.map(({ entity }) => entity) }
      }),
    ),
    isSome ? undefined : readTallies(store, allCampaigns, query),
  ])
  return { model, ...campaignTrend({ model, campaigns, ...(all === undefined ? {} : { all }) }) }
}
