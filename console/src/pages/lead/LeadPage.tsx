import { getRouteApi } from '@tanstack/react-router'
import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useLead } from '../../api/leads.ts'
import { erasedIn } from '../../api/privacy.ts'
import { useFormat, useRepNames } from '../../api/workspace.ts'
import { ScoreMark, StageMark } from '../../parts/marks.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { Show } from '../../parts/States.tsx'
import { useSession } from '../../session/session.ts'
import { nameOf } from '../../words/lead.ts'
import { DealPanel } from './DealPanel.tsx'
import { DuplicatesPanel } from './DuplicatesPanel.tsx'
import { ErasedLead } from './ErasedLead.tsx'
import { Facts } from './Facts.tsx'
import { LeadActions } from './LeadActions.tsx'
import { Moved } from './Moved.tsx'
import { PersonData } from './PersonData.tsx'
import { Routing } from './Routing.tsx'
import { ScorePanel } from './ScorePanel.tsx'
import { TimelinePanel } from './TimelinePanel.tsx'

const route = getRouteApi('/leads/$id')

/** Everything known of one lead, and what can be done with it. */
export function LeadPage() {
  const { id } = route.useParams()
  const lead = useLead(id)
  const erased = erasedIn(lead.error)
  if (erased !== undefined) return <ErasedLead erased={erased} />
  return (
    <Show of={lead} what="the lead">
      {(data) => (data.id === id ? <LeadView lead={data} /> : <Moved to={data.id} />)}
    </Show>
  )
}

function LeadView({ lead }: { readonly lead: LeadAnswer }) {
  const { role } = useSession()
  return (
    <Page title={nameOf(lead)} lead={<Standing lead={lead} />} actions={<LeadActions lead={lead} />}>
      <div className="columns">
        <div>
          {lead.opportunity !== undefined && <DealPanel id={lead.opportunity} />}
          <Section title="Timeline">
            <TimelinePanel id={lead.id} />
          </Section>
        </div>
        <div>
          <Section title="Score" aside={<ScoreMark value={lead.score.value} hot={lead.hot} />}>
            <ScorePanel lead={lead} />
          </Section>
          <Section title="Why it is with whom it is">
            <Routing id={lead.id} />
          </Section>
          <Section title="What is known">
            <Facts lead={lead} />
          </Section>
          {role !== 'rep' && <DuplicatesPanel lead={lead} />}
          <PersonData lead={lead} />
        </div>
      </div>
    </Page>
  )
}

function Standing({ lead }: { readonly lead: LeadAnswer }) {
  const format = useFormat()
  const repName = useRepNames()
  const job = [lead.jobTitle, lead.company].filter((part) => part !== undefined).join(', ')
  return (
    <div className="row">
      <StageMark stage={lead.stage} />
      {lead.owner !== null && <span>with {repName(lead.owner)}</span>}
      {job !== '' && <span>{job}</span>}
      <span>last touch {format.relative(lead.lastTouchAt, Date.now())}</span>
      {lead.rejectedBecause !== undefined && <span>{lead.rejectedBecause}</span>}
    </div>
  )
}
