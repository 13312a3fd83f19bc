import { creditsQuery, trendQuery } from '../../shared/contracts/reports.ts'
import { type OpportunityId, parseNumberedId } from '../../shared/domain/ids.ts'
import { pathPart } from '../../shared/lambda/http.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import type { CreditPlace } from '../../shared/pipeline/reports/credited-groups.ts'
import { readCredits } from '../../shared/pipeline/reports/credits.ts'
import { readTrend } from '../../shared/pipeline/reports/trend.ts'
import { InvalidCursor } from '../../shared/ports/store.ts'
import { report } from './reports.ts'
import { creditTable, trendTable } from './tables/campaigns.ts'
import { creditedDealView } from './views.ts'

/**
 * Makes the answers that open up the campaign report: the deals behind a figure, and its months.
 * @param ports store, clock
 */
export function campaignDetailAnswers(ports: Ports) {
  const { store } = ports
  return {
    campaignCredits: report(ports, 'credits', creditsQuery, async ({ cursor, ...query }, event) => {
      const campaign = pathPart(event, 'id')
      const after = cursor === undefined ? undefined : readCursor(cursor)
      const { model, totals, deals, next } = await readCredits(store, { ...query, campaign, after })
      return {
        body: { campaignId: campaign, model, kind: query.kind, totals, deals: deals.map(creditedDealView) },
        table: creditTable(deals),
        ...(next === undefined ? {} : { cursor: writeCursor(next) }),
      }
    }),
    trendReport: report(ports, 'trend', trendQuery, async (query) => {
      const found = await readTrend(store, query)
      return { body: found, table: trendTable(found) }
    }),
  }
}

/** The time and the deal a page ended with: `1772463600000.01J…-1`. */
function writeCursor({ at, opportunity }: CreditPlace): string {
  return `${at}.${opportunity.slice('opp_'.length)}`
}

function readCursor(cursor: string): CreditPlace {
  const [time = '', suffix = ''] = cursor.split('.', 2)
  const at = Number(time)
  const opportunity: OpportunityId = `opp_${suffix}`
  const isTime = /^-?\d{1,16}$/.test(time) && Math.abs(at) <= lastMoment
  if (!isTime || parseNumberedId('opp', opportunity) === undefined)
    throw new InvalidCursor('this is no cursor of a list of credits')
  return { at, opportunity }
}

/** The last moment dates go to. */
const lastMoment = 8.64e15
