import { Link } from '@tanstack/react-router'
import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useFormat, useRepNames } from '../../api/workspace.ts'
import { ScoreMark, StageMark } from '../../parts/marks.tsx'
import { Empty, Show } from '../../parts/States.tsx'
import { lengthOf } from '../../words/format.ts'
import { nameOf } from '../../words/lead.ts'
import { useLatestLeads, useTimeToRep } from './now.ts'

/** The latest leads: each with its score, where it went and how long that took. */
export function LatestLeads() {
  const latest = useLatestLeads()
  return (
    <Show of={latest} what="the latest leads">
      {(leads) =>
        leads.length === 0 ? (
          <Empty title="No lead has come in yet">
            The <Link to="/start">guided start</Link> sends a test lead; real ones show here within seconds.
          </Empty>
        ) : (
          <div className="table-frame">
            <table className="data">
              <thead>
                <tr>
                  <th>Came in</th>
                  <th>Lead</th>
                  <th>Campaign</th>
                  <th className="number">Score</th>
                  <th>Where it went</th>
                  <th className="number">Took</th>
                </tr>
              </thead>
              <tbody>
                {leads.map((lead) => (
                  <Line key={lead.id} lead={lead} />
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Show>
  )
}

function Line({ lead }: { readonly lead: LeadAnswer }) {
  const format = useFormat()
  const repName = useRepNames()
  const took = useTimeToRep(lead)
  return (
    <tr className="fresh">
      <td title={format.moment(lead.createdAt)} className="muted nowrap">
        {format.relative(lead.createdAt, Date.now())}
      </td>
      <td>
        <Link to="/leads/$id" params={{ id: lead.id }}>
          {nameOf(lead)}
        </Link>
        {lead.company !== undefined && <div className="muted small">{lead.company}</div>}
      </td>
      <td>{lead.campaign}</td>
      <td className="number">
        <ScoreMark value={lead.score.value} hot={lead.hot} />
      </td>
      <td>
        <StageMark stage={lead.stage} /> {lead.owner !== null && repName(lead.owner)}
      </td>
      <td className="number muted">{typeof took.data === 'number' ? lengthOf(took.data) : '–'}</td>
    </tr>
  )
}
