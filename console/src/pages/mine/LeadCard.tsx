import { Link } from '@tanstack/react-router'
import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useFormat } from '../../api/workspace.ts'
import { ScoreMark, StageMark } from '../../parts/marks.tsx'
import { nameOf } from '../../words/lead.ts'
import { LeadActions } from '../lead/LeadActions.tsx'
import type { WaitingLead } from './urgency.ts'

/** A lead as a rep needs it on a phone: who, why now, how to reach them, and what can be done. */
export function LeadCard({ lead, due }: { readonly lead: LeadAnswer; readonly due: WaitingLead['due'] }) {
  const job = [lead.jobTitle, lead.company].filter((part) => part !== undefined).join(', ')
  return (
    <li className={due?.overdue ? 'card card-overdue stack' : 'card stack'}>
      <div className="row">
        <Link to="/leads/$id" params={{ id: lead.id }} className="grow cut">
          <strong>{nameOf(lead)}</strong>
        </Link>
        <StageMark stage={lead.stage} />
        <ScoreMark value={lead.score.value} hot={lead.hot} />
      </div>
      {job !== '' && <p className="muted">{job}</p>}
      {due !== undefined && <Due due={due} />}
      <p className="row">
        {lead.phone !== undefined && <a href={`tel:${lead.phone}`}>{lead.phone}</a>}
        {lead.email !== undefined && (
          <a href={`mailto:${lead.email}`} className="cut">
            {lead.email}
          </a>
        )}
      </p>
      <div className="row">
        <LeadActions lead={lead} />
      </div>
    </li>
  )
}

function Due({ due: { what, at, overdue } }: { readonly due: NonNullable<WaitingLead['due']> }) {
  const format = useFormat()
  return (
    <p title={format.moment(at)}>
      <span className={overdue ? 'mark mark-overdue' : 'mark'}>{overdue ? 'overdue' : 'due'}</span> {what}{' '}
      {format.relative(at, Date.now())}
    </p>
  )
}
