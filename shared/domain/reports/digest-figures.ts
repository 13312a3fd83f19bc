import { type CampaignId, unattributed } from '../ids.ts'
import type { Minor } from '../money.ts'
import { type CampaignReport, campaignReport } from '../report.ts'
import { type Duration, day, toIso } from '../time.ts'
import { type NamedCounts, sumOf } from './counts.ts'
import { pursuitFigures } from './pursuit.ts'
import { speedSummary } from './speed-to-lead.ts'

/** What a weekly digest tells of one week. */
export interface DigestFigures {
  readonly leads: number
  readonly hotLeads: number
  readonly pipelineMinor: Minor
  readonly revenueMinor: Minor
  /** Pipeline ÷ the week's share of the spend; `null` where nothing was spent. */
  readonly quickRatio: number | null
  /** Median from a lead's asking to the first touch by a human, of leads that came in the week; `null` of none. */
  readonly firstTouch: Duration | null
  /** Leads of the week that were sent to Sales, and those of them that a rep got in touch with. */
  readonly sent: number
  readonly touched: number
}

/** What a campaign's pipeline was in a week and in the one before. */
export interface CampaignMove {
  readonly campaign: CampaignId
  readonly beforeMinor: Minor
  readonly nowMinor: Minor
}

/**
 * Gives the share of monthly spend that falls on some days: each day of a month has the same. Spend is known by month,
 * and a week's pipeline over a whole month's spend would say nothing.
 * @param spend by month
 * @param from first day
 * @param to day after the last
 */
export function spendOfDays(
  spend: readonly { readonly month: string; readonly amountMinor: Minor }[],
  from: string,
  to: string,
): Minor {
  const length = (Date.parse(to) - Date.parse(from)) / day
  const days = Array.from({ length }, (_, index) => toIso(Date.parse(from) + index * day).slice(0, 10))
  return spend.reduce((sum, { month, amountMinor }) => {
    const inMonth = days.filter((one) => one.startsWith(month)).length
    return sum + Math.round((amountMinor * inMonth) / daysIn(month))
  }, 0)
}

function daysIn(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return (Date.UTC(year, number) - Date.UTC(year, number - 1)) / day
}

/**
 * Puts a week's numbers together.
 * @param input the campaigns as `campaignReport` takes them, and the counters of leads
 */
export function digestFigures(input: {
  readonly campaigns: Parameters<typeof campaignReport>[0]
  readonly leads: readonly { readonly counts: NamedCounts }[]
}): { readonly figures: DigestFigures; readonly rows: CampaignReport['rows'] } {
  const { totals, rows } = campaignReport(input.campaigns)
  const sums = sumOf(input.leads)
  const { sent, touched } = pursuitFigures(sums)
  const steps = speedSummary(sums)
  const { leads, hotLeads, pipelineMinor, revenueMinor, quickRatio } = totals
  const firstTouch = steps.find(({ step }) => step === 'occurredToFirstTouch')?.wall.p50 ?? null
  return { figures: { leads, hotLeads, pipelineMinor, revenueMinor, quickRatio, firstTouch, sent, touched }, rows }
}

/**
 * Finds the campaigns whose pipeline moved most, up or down: the furthest first, of equals by name. What no campaign
 * brought is not one.
 * @param before the rows of the week before
 * @param now the rows of the week
 * @param limit most that are given
 */
export function movedMost(
  before: CampaignReport['rows'],
  now: CampaignReport['rows'],
  limit: number,
): readonly CampaignMove[] {
  const pipeline = new Map(before.map(({ campaignId, pipelineMinor }) => [campaignId, pipelineMinor]))
  const by = ({ nowMinor, beforeMinor }: CampaignMove): number => Math.abs(nowMinor - beforeMinor)
  return now
    .map((row) => ({
      campaign: row.campaignId,
      beforeMinor: pipeline.get(row.campaignId) ?? 0,
      nowMinor: row.pipelineMinor,
    }))
    .filter((move) => by(move) > 0 && move.campaign !== unattributed)
    .toSorted((one, other) => by(other) - by(one) || (one.campaign < other.campaign ? -1 : 1))
    .slice(0, limit)
}
