import { attributionModels, dataDrivenModels } from '../../../shared/domain/playbook.ts'
import { campaignReport, type DataDriven, playbookAnswer, type ReportFigures } from '../answers.ts'
import { type Api, connect } from '../api.ts'
import type { Command, Given } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode, WrongUse } from '../failure.ts'
import { amount, count, ratio } from '../figures.ts'
import { type Column, table } from '../table.ts'
import { campaignOptions, passedThrough, periodOptions, reportQuery } from './reports.ts'

const models = [...attributionModels, ...dataDrivenModels]

/** `baton report campaigns`. */
export const reportCampaigns: Command = {
  words: 'report campaigns',
  positionals: [],
  summary: 'Show what each campaign cost and earned',
  details: `
Credits follow the playbook's attribution model unless --model names another. Dates are days in the workspace's time
zone: pipeline counts when a deal opened, revenue when it was won. markov and shapley divide the revenue by what the
paths of all closed deals show; they say nothing of deals and pipeline.

  baton report campaigns --model first --from 2026-01-01 --to 2026-04-01`,
  options: {
    model: { value: 'MODEL', help: models.join(', ') },
    ...campaignOptions,
    ...periodOptions,
    'as-of': { value: 'YYYY-MM-DD', help: 'as it stood at the end of that day; not for markov and shapley' },
  },
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const path = `/v1/reports/campaigns${queryOf(given)}`
    if (given.has('csv') || given.has('json')) {
      surroundings.out.write(await passedThrough(api, path, given))
      return exitCode.done
    }
    const report = await api.read(campaignReport, { method: 'GET', path })
    const currency = await workspaceCurrency(api)
    const rows = report.rows.map((row) => [row.campaignId, ...cells(row, currency)])
    surroundings.out.write(
      `Amounts in ${currency}.\n\n${table(columns, rows, ['all', ...cells(report.totals, currency)])}${unsaid(report)}`,
    )
    return exitCode.done
  },
}

const columns: readonly Column[] = [
  { title: 'Campaign' },
  ...['Leads', 'Hot', 'Per lead', 'Deals', 'Pipeline', 'Won', 'Revenue', 'Spend', 'ROI', 'Quick ratio'].map(
    (title): Column => ({ title, align: 'right' }),
  ),
]

/** A data-driven model says nothing of some figures, and too little data nothing of the revenue. */
function cells(figures: ReportFigures, currency: string): readonly string[] {
  const known = (value: number | null, format: (value: number) => string): string =>
    value === null ? '-' : format(value)
  const money = (value: number): string => amount(value, currency)
  return [
    count(figures.leads),
    count(figures.hotLeads),
    known(figures.costPerLeadMinor ?? null, money),
    known(figures.opportunities, count),
    known(figures.pipelineMinor, money),
    known(figures.won, count),
    known(figures.revenueMinor, money),
    money(figures.spendMinor),
    ratio(figures.roi),
    ratio(figures.quickRatio),
  ]
}

function unsaid({ dataDriven }: { readonly dataDriven?: DataDriven | undefined }): string {
  if (dataDriven?.kind !== 'not-enough-data') return ''
  return `\nNot enough data: ${dataDriven.have} won deals of ${dataDriven.need}.\n`
}

function queryOf(given: Given): string {
  const model = given.text('model')
  if (model !== undefined && !models.some((known) => known === model)) {
    throw new WrongUse(`--model must be one of ${models.join(', ')}, not ${model}`)
  }
  const asOf = given.text('as-of')
  const query = reportQuery(given, ['model', ...Object.keys(campaignOptions)])
  return asOf === undefined ? query : `${query}${query === '' ? '?' : '&'}asOf=${encodeURIComponent(asOf)}`
}

async function workspaceCurrency(api: Api): Promise<string> {
  const { workspace } = await api.read(playbookAnswer, { method: 'GET', path: '/v1/playbook' })
  return workspace.currency
}
