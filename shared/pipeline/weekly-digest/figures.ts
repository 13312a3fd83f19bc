import { allCampaigns } from '../../domain/campaign.ts'
import { type DigestDays, daysOf } from '../../domain/digest.ts'
import { type CampaignId, unattributed } from '../../domain/ids.ts'
import type { Playbook } from '../../domain/playbook.ts'
import {
  type CampaignMove,
  type DigestFigures,
  digestFigures,
  movedMost,
  spendOfDays,
} from '../../domain/reports/digest-figures.ts'
import type { Store } from '../../ports/store.ts'
import { monthsOf } from '../reports/selection.ts'

/** Campaigns that a digest names. */
const named = 3

/** All numbers of a digest. */
export interface DigestNumbers {
  readonly days: DigestDays
  readonly before: DigestFigures
  readonly now: DigestFigures
  readonly moves: readonly CampaignMove[]
}

/**
 * Reads the numbers of the week before a digest's own, and of the week before that, by the playbook's attribution
 * model. Reads prepared counters: what it costs depends on campaigns, values and fourteen days, not on leads.
 * @param store where they are kept
 * @param playbook in force
 * @param week in which the digest goes out
 */
export async function readDigestNumbers(store: Store, playbook: Playbook, week: string): Promise<DigestNumbers> {
  const days = daysOf(week)
  const period = { from: days.beforeFrom, to: days.to }
  const known = await store.listCampaigns()
  const ids = [...new Set([...known.map(({ entity }) => entity.id), unattributed])]
  const [campaigns, all, leads] = await Promise.all([
    Promise.all(ids.map((id) => readCampaign(store, id, period))),
    store.listTallies(allCampaigns, period.from, period.to),
    store.listCounters('source', period.from, period.to),
  ])
  const within = (from: string, to: string) => {
    const isIn = (dayText: string): boolean => dayText >= from && dayText < to
    return digestFigures({
      campaigns: {
        model: playbook.attribution.default,
        campaigns: campaigns.map(({ campaign, tallies, spend }) => ({
          campaign,
          tallies: tallies.filter(({ day }) => isIn(day)),
          spendMinor: spendOfDays(spend, from, to),
        })),
        all: all.filter(({ day }) => isIn(day)),
      },
      leads: leads.filter((counters) => isIn(counters.period)),
    })
  }
  const [before, now] = [within(days.beforeFrom, days.from), within(days.from, days.to)]
  return { days, before: before.figures, now: now.figures, moves: movedMost(before.rows, now.rows, named) }
}

async function readCampaign(
  store: Store,
  campaign: CampaignId,
  period: { readonly from: string; readonly to: string },
) {
  const { first, last } = monthsOf(period)
  const [tallies, spend] = await Promise.all([
    store.listTallies(campaign, period.from, period.to),
    store.listSpend(campaign, first, last),
  ])
  return { campaign, tallies, spend: spend.map(({ entity }) => entity) }
}
