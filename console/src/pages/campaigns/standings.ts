import type { CampaignReportAnswer, CampaignsAnswer } from '../../../../shared/contracts/campaign-answers.ts'
import type { SensitivityAnswer } from '../../../../shared/contracts/report-answers.ts'
import { isModel, type Model, modelInSentence } from '../../words/models.ts'
import { ordinal } from './figures.ts'
import { type Verdict, verdictOn } from './verdict.ts'

/** How a campaign stands among the others. */
export interface Standing {
  readonly campaign: string
  readonly spendMinor: number
  readonly verdict: Verdict
  readonly byModel: readonly { readonly model: Model; readonly revenueMinor: number; readonly rank: number }[]
  /** The models put it far apart. */
  readonly rankChanges: boolean
  /** Such as `2nd by first touch, 7th by last touch`, or `3rd by every model`. */
  readonly rankWords: string
}

/** What standings are read from; both reports of the same period, which ends now. */
export interface StandingInput {
  readonly report: Pick<CampaignReportAnswer, 'rows' | 'totals'>
  readonly sensitivity: Pick<SensitivityAnswer, 'rows'>
  /** With what their months cost. */
  readonly campaigns: CampaignsAnswer['campaigns']
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/**
 * Says how every campaign stands: its rank by every model, and what is to be said of it.
 * @param input two reports of one period, and the campaigns
 */
export function standingsOf({ report, sensitivity, campaigns, today }: StandingInput): ReadonlyMap<string, Standing> {
  const recent = monthsSince(today)
  const { totals } = report
  return new Map(
    report.rows.map(({ campaignId, spendMinor, leads }) => {
      const row = sensitivity.rows.find(({ campaign }) => campaign === campaignId)
      const byModel = Object.entries(row?.byModel ?? {}).flatMap(([model, { amountMinor, rank }]) =>
        isModel(model) ? [{ model, revenueMinor: amountMinor, rank }] : [],
      )
      const months = campaigns.find(({ id }) => id === campaignId)?.spend ?? []
      const recentSpendMinor = months.reduce((sum, one) => sum + (one.month >= recent ? one.amountMinor : 0), 0)
      const deals = row?.deals ?? 0
      const verdict = verdictOn(
        { campaign: campaignId, spendMinor, recentSpendMinor, leads, deals, byModel },
        { leads: totals.leads, deals: totals.opportunities, won: totals.won },
      )
      const ranks = byModel.map(({ rank }) => rank)
      const rankChanges = isNamed(campaignId) && Math.max(...ranks) - Math.min(...ranks) >= farApart
      return [
        campaignId,
        { campaign: campaignId, spendMinor, verdict, byModel, rankChanges, rankWords: rankWordsOf(byModel) },
      ] as const
    }),
  )
}

/** So many places between models are worth saying; neighbours change places by little. */
const farApart = 3

/** What is in brackets is no campaign, such as what none brought. */
function isNamed(campaign: string): boolean {
  return !campaign.startsWith('(')
}

/** The first month that began in the last 90 days. */
function monthsSince(today: string): string {
  const since = new Date(Date.parse(`${today}T00:00:00Z`) - 90 * 86_400_000)
  return new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth() + 1, 1)).toISOString().slice(0, 7)
}

/**
 * Says in words where the models put a campaign: the model that ranks it best and the one that ranks it worst.
 * @param byModel its rank by every model that says something
 */
export function rankWordsOf(byModel: Standing['byModel']): string {
  const [best, ...others] = byModel.toSorted((one, other) => one.rank - other.rank)
  if (best === undefined) return ''
  const worst = others.at(-1)
  if (worst === undefined || worst.rank === best.rank) return `${ordinal(best.rank)} by every model`
  const by = ({ model, rank }: Standing['byModel'][number]) => `${ordinal(rank)} by ${modelInSentence(model)}`
  return `${by(best)}, ${by(worst)}`
}
