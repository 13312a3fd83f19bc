import type { CampaignReportAnswer } from '../../../../shared/contracts/workspace-answers.ts'
import { useFormat } from '../../api/workspace.ts'
import { type CampaignRow, verdictOn } from './figures.ts'

const verdicts = {
  earns: { mark: 'mark mark-good', word: 'earns' },
  promises: { mark: 'mark mark-warn', word: 'not yet' },
  costs: { mark: 'mark mark-bad', word: 'costs' },
} as const

/** The report line by line, with the totals. */
export function CampaignTable({ report }: { readonly report: CampaignReportAnswer }) {
  return (
    <div className="table-frame">
      <table className="data">
        <thead>
          <tr>
            <th>Campaign</th>
            <th className="number">Leads</th>
            <th className="number">Hot</th>
            <th className="number">Deals</th>
            <th className="number">Pipeline</th>
            <th className="number">Won</th>
            <th className="number">Revenue</th>
            <th className="number">Spend</th>
            <th className="number">ROI</th>
            <th className="number">Quick ratio</th>
          </tr>
        </thead>
        <tbody>
          {report.rows.map((row) => (
            <tr key={row.campaignId}>
              <td>
                {row.campaignId} <Verdict row={row} />
              </td>
              <Cells row={row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>All</td>
            <Cells row={report.totals} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Verdict({ row }: { readonly row: CampaignRow }) {
  const verdict = verdictOn(row)
  return verdict && <span className={verdicts[verdict].mark}>{verdicts[verdict].word}</span>
}

function Cells({ row }: { readonly row: CampaignReportAnswer['totals'] }) {
  const format = useFormat()
  const cells: readonly (readonly [string, string])[] = [
    ['leads', format.number(row.leads)],
    ['hot', format.number(row.hotLeads)],
    ['deals', format.number(row.opportunities)],
    ['pipeline', format.money(row.pipelineMinor)],
    ['won', format.number(row.won)],
    ['revenue', format.money(row.revenueMinor)],
    ['spend', format.money(row.spendMinor)],
    ['roi', format.percent(row.roi)],
    ['quick', format.ratio(row.quickRatio)],
  ]
  return cells.map(([name, text]) => (
    <td key={name} className="number">
      {text}
    </td>
  ))
}
