import type { SensitivityAnswer } from '../../../../shared/contracts/report-answers.ts'
import { useFormat } from '../../api/workspace.ts'
import { type Model, modelNameOf } from '../../words/models.ts'
import { ordinal } from './figures.ts'

/** All models side by side: each campaign's rank and revenue by each; the one that is chosen stands out. */
export function Sensitivity({
  report,
  model,
  nameOf,
}: {
  readonly report: SensitivityAnswer
  readonly model: Model
  readonly nameOf: (campaign: string) => string
}) {
  const format = useFormat()
  const rows = report.rows.filter(({ byModel }) => Object.values(byModel).some(({ amountMinor }) => amountMinor > 0))
  const models = [...new Set(rows.flatMap(({ byModel }) => Object.keys(byModel)))]
  if (rows.length === 0) return <p className="muted">No deal was won in this period, so there is nothing to divide.</p>
  return (
    <>
      <div className="table-frame">
        <table className="data sensitivity">
          <thead>
            <tr>
              <th>Campaign</th>
              {models.map((one) => (
                <th key={one} className="number" data-chosen={one === model}>
                  {modelNameOf(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ campaign, byModel, rankChanges, bestRank, worstRank }) => (
              <tr key={campaign}>
                <td>
                  {nameOf(campaign)}
                  {rankChanges && (
                    <span className="small muted block">
                      {ordinal(bestRank)} to {ordinal(worstRank)}
                    </span>
                  )}
                </td>
                {models.map((one) => {
                  const standing = byModel[one]
                  return (
                    <td key={one} className="number" data-chosen={one === model}>
                      {standing === undefined ? '–' : format.roundMoney(standing.amountMinor)}
                      {standing !== undefined && (
                        <span className={placeClass(standing.rank, bestRank, worstRank)}>{ordinal(standing.rank)}</span>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {report.unsaid.map(({ model: unsaid, have, need }) => (
        <p key={unsaid} className="muted small">
          {modelNameOf(unsaid)}: not enough data. It takes {format.number(need)} won deals, and there are{' '}
          {format.number(have)}.
        </p>
      ))}
    </>
  )
}

function placeClass(rank: number, best: number, worst: number): string {
  if (best === worst) return 'small muted block'
  if (rank === best) return 'small block rank-best'
  return rank === worst ? 'small block rank-worst' : 'small muted block'
}
