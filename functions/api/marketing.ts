import { stringify } from 'csv-stringify/sync'
import { calendarMonth } from '../../shared/contracts/fields.ts'
import { putCampaign as campaignBody, reportQuery, putSpend as spendBody } from '../../shared/contracts/sales.ts'
import { nameInPath } from '../../shared/contracts/setup.ts'
import { present } from '../../shared/domain/present.ts'
import type { CampaignReport } from '../../shared/domain/report.ts'
import { readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, header, json, pathPart } from '../../shared/lambda/http.ts'
import { check, invalid, problem } from '../../shared/lambda/problem.ts'
import { putCampaign, putSpend, readCampaignReport } from '../../shared/pipeline/campaigns.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { largestBody } from './limits.ts'
import { campaignView } from './views.ts'

/**
 * Makes the answers about campaigns, spend and what they earned.
 * @param ports store
 */
export function marketingAnswers(ports: Ports) {
  return {
    putCampaign: async (event: HttpEvent): Promise<HttpAnswer> => {
      const id = nameInPath.safeParse(pathPart(event, 'id'))
      if (!id.success) return badName('id')
      const body = readJsonAs(campaignBody, event, largestBody)
      if (!body.ok) return body.answer
      const { name, channel, startsOn, endsOn } = body.value
      return json(
        200,
        campaignView(await putCampaign(ports.store, { id: id.data, name, channel, ...present({ startsOn, endsOn }) })),
      )
    },
    putSpend: async (event: HttpEvent): Promise<HttpAnswer> => {
      const month = calendarMonth.safeParse(pathPart(event, 'month'))
      if (!month.success) return invalid([{ path: 'month', message: 'must be a month such as 2026-03' }])
      const body = readJsonAs(spendBody, event, largestBody)
      if (!body.ok) return body.answer
      const result = await putSpend(ports.store, { campaign: pathPart(event, 'id'), month: month.data, ...body.value })
      if (result.kind === 'invalid') return invalid(result.errors)
      if (result.kind === 'no-such-campaign') return problem('not-found', 'There is no such campaign: create it first')
      const { campaign, amountMinor, currency } = result.spend
      return json(200, { campaignId: campaign, month: result.spend.month, amountMinor, currency })
    },
    campaignReport: async (event: HttpEvent): Promise<HttpAnswer> => {
      const query = check(reportQuery, event.queryStringParameters ?? {})
      if (!query.ok) return query.answer
      const report = await readCampaignReport(ports.store, query.value)
      return (header(event, 'accept') ?? '').includes('text/csv') ? csv(report) : json(200, report)
    },
  }
}

function badName(path: string): HttpAnswer {
  return invalid([{ path, message: 'must be 1 to 100 letters, digits, spaces, dots, dashes or underscores' }])
}

const columns = [
  'campaignId',
  'leads',
  'hotLeads',
  'opportunities',
  'pipelineMinor',
  'won',
  'revenueMinor',
  'spendMinor',
  'roi',
  'quickRatio',
] as const

/** The report as RFC 4180 CSV; texts that a spreadsheet would take for a formula are defused. */
function csv(report: CampaignReport): HttpAnswer {
  const body = stringify([...report.rows, { campaignId: '(total)', ...report.totals }], {
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
  })
  return {
    statusCode: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="campaigns.csv"',
      'cache-control': 'no-store',
    },
    body,
  }
}
