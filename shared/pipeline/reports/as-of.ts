import { type DayCounts, ledgerAsOf, ledgerTallies } from '../../domain/attribution.ts'
import { dayAfter, startOfDay } from '../../domain/calendar.ts'
import { allCampaigns, tallyGrain } from '../../domain/campaign.ts'
import type { CampaignId } from '../../domain/ids.ts'
import type { Store } from '../../ports/store.ts'
import type { CampaignInput } from './campaigns.ts'
import type { Period } from './selection.ts'

/** What campaigns had at the end of a past day. */
export interface PastCampaigns {
  readonly campaigns: readonly CampaignInput[]
  /** Each deal once, however many campaigns share it. */
  readonly all: readonly DayCounts[]
}

/**
 * Says what campaigns had at the end of a past day: the ledger without what was posted later. Its cost depends on the
 * ledger's lines of these campaigns. Leads count by their own day, and spend by its month: neither keeps what it was.
 * @param store where the ledger is
 * @param now the campaigns as they are, of the days asked for and up to that day
 * @param period the days asked for
 * @param asOf the past day
 * @param timezone the workspace's
 */
export async function campaignsAsOf(
  store: Store,
  now: readonly CampaignInput[],
  period: Period,
  asOf: string,
  timezone: string,
): Promise<PastCampaigns> {
  const end = startOfDay(dayAfter(asOf), timezone) - 1
  let days: readonly DayCounts[] = []
  for (const { campaign } of now) {
    const lines = (await store.listCredits(campaign)).map(({ entity }) => entity)
    days = ledgerTallies(ledgerAsOf(lines, end), timezone, days)
  }
  const asked = days.filter(
    ({ day }) =>
      tallyGrain({ day }) === 'day' &&
      (period.from === undefined || day >= period.from) &&
      (period.to === undefined || day < period.to),
  )
  const ofCampaign = (id: CampaignId): readonly DayCounts[] => asked.filter(({ campaign }) => campaign === id)
  return {
    campaigns: now.map((one) => ({
      ...one,
      tallies: [...one.tallies.map(ofLeads), ...ofCampaign(one.campaign)],
    })),
    all: ofCampaign(allCampaigns),
  }
}

/** Leads and hot leads only: the rest is the ledger's. */
function ofLeads({ counts: { leads = 0, hotLeads = 0 } }: CampaignInput['tallies'][number]) {
  return { counts: { leads, hotLeads } }
}

/**
 * Ends a period with a past day.
 * @param period the days asked for
 * @param asOf the past day, which is the last
 */
export function endedBy(period: Period, asOf: string): Period {
  const end = dayAfter(asOf)
  return { ...period, to: period.to === undefined || end < period.to ? end : period.to }
}
