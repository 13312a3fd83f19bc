import type { QuickRatioAnswer } from '../../../../shared/contracts/report-answers.ts'
import { useFormat } from '../../api/workspace.ts'

type Cohort = QuickRatioAnswer['all'][number]

/** The quick ratio of each month's leads at the same age. */
export function Cohorts({ cohorts }: { readonly cohorts: readonly Cohort[] }) {
  const format = useFormat()
  const ages = cohorts[0]?.ages.map(({ age }) => age) ?? []
  if (cohorts.length === 0) return <p className="muted">No lead came and nothing was spent in this period.</p>
  return (
    <>
      <div className="table-frame">
        <table className="data">
          <thead>
            <tr>
              <th>Leads of</th>
              <th className="number">Leads</th>
              <th className="number">Spend</th>
              {ages.map((age) => (
                <th key={age} className="number">
                  After {age} days
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map((cohort) => (
              <tr key={cohort.month}>
                <td>{format.month(cohort.month)}</td>
                <td className="number">{format.number(cohort.leads)}</td>
                <td className="number">{format.roundMoney(cohort.spendMinor)}</td>
                {cohort.ages.map((one) => (
                  <td key={one.age} className="number">
                    <AtAge cohort={one} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details className="above muted">
        <summary>What this counts</summary>
        <p>
          Of the leads of a month: the pipeline they had brought 30, 60 and 90 days after each was first seen, divided
          by what the month cost. So a new month can be compared with an old one. Until the youngest lead is that old,
          there is not enough data.
        </p>
      </details>
    </>
  )
}

function AtAge({ cohort }: { readonly cohort: Cohort['ages'][number] }) {
  const format = useFormat()
  if (cohort.kind === 'not-enough-data')
    return (
      <span className="ratio-missing">
        not enough data: {cohort.have} of {cohort.need} days
      </span>
    )
  return (
    <span title={`${format.money(cohort.pipelineMinor)} from ${format.number(cohort.deals)} deals`}>
      {format.ratio(cohort.quickRatio)}
    </span>
  )
}
