import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { CampaignReportAnswer } from '../../../../shared/contracts/campaign-answers.ts'
import { useFormat } from '../../api/workspace.ts'
import type { Model } from '../../words/models.ts'
import type { CampaignDetailSearch, CreditKind } from './figures.ts'
import type { Standing } from './standings.ts'
import { VerdictMark } from './VerdictMark.tsx'

/** The report, and what is said beside it. */
export interface CampaignTableProps {
  readonly report: CampaignReportAnswer
  /** False of figures of some leads only: spend is not known by them, nor are deals listed by them. */
  readonly isSpendKnown: boolean
  readonly standings: ReadonlyMap<string, Standing>
  readonly search: CampaignDetailSearch
  readonly model: Model
  readonly nameOf: (campaign: string) => string
}

/** The report line by line, with the totals. Every figure that deals are behind leads to them. */
export function CampaignTable({ report, isSpendKnown, standings, search, model, nameOf }: CampaignTableProps) {
  return (
    <div className="table-frame">
      <table className="data campaigns">
        <thead>
          <tr>
            <th>Campaign</th>
            <th className="number">Spend</th>
            <th className="number">Leads</th>
            <th className="number">Deals</th>
            <th className="number">Pipeline</th>
            <th className="number">Won</th>
            <th className="number">Revenue</th>
            <th className="number">ROI</th>
            <th className="number">Quick ratio</th>
          </tr>
        </thead>
        <tbody>
          {report.rows.map((row) => {
            const standing = standings.get(row.campaignId)
            return (
              <tr key={row.campaignId}>
                <td className="campaign-name">
                  <span className="row tight">
                    <Link to="/campaigns/$id" params={{ id: row.campaignId }} search={search} className="strong">
                      {nameOf(row.campaignId)}
                    </Link>
                    {standing && <VerdictMark verdict={standing.verdict} />}
                  </span>
                  {standing?.rankChanges && (
                    <span className="small muted block">rank changes with the model: {standing.rankWords}</span>
                  )}
                </td>
                <Cells
                  figures={row}
                  isSpendKnown={isSpendKnown}
                  behind={(show, text) =>
                    isSpendKnown ? (
                      <Link
                        to="/campaigns/$id"
                        params={{ id: row.campaignId }}
                        search={{ ...search, model, show }}
                        hash="deals"
                      >
                        {text}
                      </Link>
                    ) : (
                      text
                    )
                  }
                />
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <td>All</td>
            <Cells figures={report.totals} isSpendKnown={isSpendKnown} behind={(_show, text) => text} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

interface CellsProps {
  readonly isSpendKnown: boolean
  readonly figures: Omit<CampaignReportAnswer['rows'][number], 'campaignId'>
  /** Makes a figure lead to its deals. */
  readonly behind: (show: CreditKind, text: string) => ReactNode
}

function Cells({ figures, isSpendKnown, behind }: CellsProps) {
  const format = useFormat()
  const { opportunities, pipelineMinor, won, revenueMinor } = figures
  const deals = (show: CreditKind, count: number | null, text: string) => (count ? behind(show, text) : text)
  const number = (value: number | null) => (value === null ? '–' : format.number(value))
  const money = (value: number | null) => (value === null ? '–' : format.roundMoney(value))
  const cells: readonly (readonly [string, ReactNode])[] = [
    ['spend', isSpendKnown ? format.roundMoney(figures.spendMinor) : '–'],
    ['leads', format.number(figures.leads)],
    ['deals', deals('pipeline', opportunities, number(opportunities))],
    ['pipeline', deals('pipeline', opportunities, money(pipelineMinor))],
    ['won', deals('revenue', won, number(won))],
    ['revenue', deals('revenue', won ?? revenueMinor, money(revenueMinor))],
    ['roi', format.percent(figures.roi)],
    ['quick', format.ratio(figures.quickRatio)],
  ]
  return cells.map(([name, content]) => (
    <td key={name} className="number">
      {content}
    </td>
  ))
}
