import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useRoster } from '../../api/workspace.ts'
import { Loading } from '../../parts/States.tsx'
import { useSession } from '../../session/session.ts'
import { Icon } from '../../shell/icons.tsx'
import { useCampaignReport } from '../campaigns/campaigns.ts'
import { useForms } from '../forms/forms.ts'
import { useLatestLeads } from '../now/now.ts'
import { AddCampaign } from './AddCampaign.tsx'
import { AddForm } from './AddForm.tsx'
import { AddRep } from './AddRep.tsx'
import { TryForm } from './TryForm.tsx'

/** From nothing to a lead that has travelled: campaign, form, rep, test lead. What is there is ticked off. */
export function Guide() {
  const { role } = useSession()
  const campaigns = useCampaignReport(undefined, {})
  const forms = useForms()
  const roster = useRoster()
  const leads = useLatestLeads()
  if ([campaigns, forms, roster, leads].some(({ data, error }) => data === undefined && error === null))
    return <Loading what="the first steps" />
  const known = (campaigns.data?.rows ?? []).map(({ campaignId }) => campaignId)
  const named = known.filter((id) => !id.startsWith('(') && id !== 'test')
  const reps = (roster.data?.reps ?? []).filter(({ active, pools }) => active && pools.length > 0)
  const connected = forms.data ?? []
  const done = [named.length > 0, connected.length > 0, reps.length > 0, (leads.data ?? []).length > 0]
  const next = done.indexOf(false)
  return (
    <>
      <ol className="guide">
        <Step number={1} title="Name a campaign" done={done[0]} open={next === 0} found={listed(named)}>
          <AddCampaign />
        </Step>
        <Step
          number={2}
          title="Connect a form"
          done={done[1]}
          open={next === 1}
          found={listed(connected.map(({ name }) => name))}
        >
          <AddForm />
        </Step>
        <Step
          number={3}
          title="Put a rep on the roster"
          done={done[2]}
          open={next === 2}
          found={`${listed(reps.map(({ name }) => name))}: taking leads`}
        >
          {role === 'admin' ? <AddRep roster={roster.data?.reps ?? []} /> : <p>Ask an admin: the roster is theirs.</p>}
        </Step>
        <Step
          number={4}
          title="Send a test lead and watch it travel"
          done={done[3]}
          open={next === 3 || next === -1}
          found="Leads come in"
        >
          {connected.length > 0 ? <TryForm forms={connected} /> : <p className="muted">A form is needed first.</p>}
        </Step>
      </ol>
      {next === -1 && (
        <p className="note note-good above" role="status">
          All is set. Real leads come in on <Link to="/now">Now</Link>; the code for your page is with{' '}
          <Link to="/forms">your forms</Link>.
        </p>
      )}
    </>
  )
}

/** Says the first few of a list, and how many more there are. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}

interface StepProps {
  readonly number: number
  readonly title: string
  readonly done: boolean | undefined
  /** Whether it is the one to do now. */
  readonly open: boolean
  /** What is there already. */
  readonly found: string
  readonly children: ReactNode
}

function Step({ number, title, done = false, open, found, children }: StepProps) {
  return (
    <li data-done={done} aria-current={open ? 'step' : undefined}>
      <span className="guide-mark" aria-hidden="true">
        {done ? <Icon name="done" /> : number}
      </span>
      <div className="guide-head">
        <h3>
          {title}
          {done && <span className="sr-only"> (done)</span>}
        </h3>
        {done && <span className="muted small">{found}</span>}
      </div>
      {open && <div className="guide-body">{children}</div>}
    </li>
  )
}
