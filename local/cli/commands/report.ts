import { attributionModels } from '../../../shared/domain/playbook.ts'
import { campaignReport, playbookAnswer, type ReportFigures } from '../answers.ts'
import { type Api, connect } from '../api.ts'
import type { Command, Given } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode, WrongUse } from '../failure.ts'
import { amount, count, ratio } from '../figures.ts'
import { type Column, table } from '../table.ts'

/** `baton report campaigns`. */
export const reportCampaigns: Command = {
  words: 'report campaigns',
  positionals: [],
  summary: 'Show what each campaign cost and earned',
  details: `
Credits follow the playbook's attribution model unless --model names another. Dates are days in the workspace's time
zone: pipeline counts when a deal opened, revenue when it was won.

  baton report campaigns --model first --from 2026-01-01 --to 2026-04-01`,
  options: {
    model: { value: 'MODEL', help: `${attributionModels.join(', ')}` },
    from: { value: 'YYYY-MM-DD', help: 'first day' },
    to: { value: 'YYYY-MM-DD', help: 'the day after the last' },
    'as-of': { value: 'YYYY-MM-DD', help: 'as it stood at the end of that day' },
    csv: { help: 'answer as CSV, amounts in minor units' },
  },
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const path = `/v1/reports/campaigns${queryOf(given)}`
    if (given.has('csv') || given.has('json')) {
      const accept = given.has('csv') ? 'text/csv' : 'application/json'
      const text = await api.text({ method: 'GET', path, accept })
      surroundings.out.write(text.endsWith('\n') ? text : `${text}\n`)
      return exitCode.done
    }
    const report = await api.read(campaignReport, { method: 'GET', path })
    const currency = await workspaceCurrency(api)
    const rows = report.rows.map((row) => [row.campaignId, ...cells(row, currency)])
    surroundings.out.write(
      `Amounts in ${currency}.\n\n${table(columns, rows, ['all', ...cells(report.totals, currency)])}`,
    )
    return exitCode.done
  },
}

const columns: readonly Column[] = [
  { title: 'Campaign' },
  ...['Leads', 'Hot', 'Deals', 'Pipeline', 'Won', 'Revenue', 'Spend', 'ROI', 'Quick ratio'].map(
    (title): Column => ({ title, align: 'right' }),
  ),
]

function cells(figures: ReportFigures, currency: string): readonly string[] {
  return [
    count(figures.leads),
    count(figures.hotLeads),
    count(figures.opportunities),
    amount(figures.pipelineMinor, currency),
    count(figures.won),
    amount(figures.revenueMinor, currency),
    amount(figures.spendMinor, currency),
    ratio(figures.roi),
    ratio(figures.quickRatio),
  ]
}

function queryOf(given: Given): string {
  const model = given.text('model')
  if (model !== undefined && !attributionModels.some((known) => known === model)) {
    throw new WrongUse(`--model must be one of ${attributionModels.join(', ')}, not ${model}`)
  }
  const query = new URLSearchParams()
  for (const name of ['model', 'from', 'to']) {
    const value = given.text(name)
    if (value !== undefined) query.set(name, value)
  }
  const asOf = given.text('as-of')
  if (asOf !== undefined) query.set('asOf', asOf)
  return query.size === 0 ? '' : `?${query}`
}

async function workspaceCurrency(api: Api): Promise<string> {
  const { workspace } = await api.read(playbookAnswer, { method: 'GET', path: '/v1/playbook' })
  return workspace.currency
}
