import { calendarMonth } from '../../shared/contracts/fields.ts'
import { putCampaign as campaignBody, putSpend as spendBody } from '../../shared/contracts/sales.ts'
import { nameInPath } from '../../shared/contracts/setup.ts'
import { present } from '../../shared/domain/present.ts'
import { readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { invalid, problem } from '../../shared/lambda/problem.ts'
import { listCampaigns, putCampaign, putSpend } from '../../shared/pipeline/campaigns.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { largestBody } from './limits.ts'
import { campaignView } from './views.ts'

/**
 * Makes the answers about campaigns and spend.
 * @param ports store
 */
export function marketingAnswers(ports: Ports) {
  return {
    listCampaigns: async (): Promise<HttpAnswer> =>
      json(200, {
        campaigns: (await listCampaigns(ports.store)).map(({ campaign, spend }) => ({
          ...campaignView(campaign),
          declared: campaign.declared,
          spend: spend.map(({ month, amountMinor, currency }) => ({ month, amountMinor, currency })),
        })),
      }),
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
  }
}

function badName(path: string): HttpAnswer {
  return invalid([{ path, message: 'must be 1 to 100 letters, digits, spaces, dots, dashes or underscores' }])
}
