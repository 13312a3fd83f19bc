import { Button, NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { FormAnswer } from '../../../../shared/contracts/forms.ts'
import { useFormat, useRepNames } from '../../api/workspace.ts'
import { Failed } from '../../parts/States.tsx'
import { lengthOf } from '../../words/format.ts'
import {
  isThrough,
  type Journey,
  type SentTestLead,
  type TestPerson,
  testPeople,
  useJourney,
  useSendTestLead,
} from './test-lead.ts'

/** Sends a test lead and shows how it travels, as it does. */
export function TestLead({ form }: { readonly form: Pick<FormAnswer, 'id'> }) {
  const [as, choose] = useState<TestPerson>('buyer')
  const send = useSendTestLead()
  return (
    <>
      <p className="muted small">
        It goes the way of every lead: a rep may be alerted. It is called Dana Whitfield (test), its address reaches
        nobody, and reports have it under the campaign <code>test</code>.
      </p>
      <div className="row row-end above">
        <NativeSelect
          label="Who"
          value={as}
          data={Object.entries(testPeople).map(([value, label]) => ({ value, label }))}
          onChange={({ currentTarget: { value } }) => choose(value === 'reader' ? 'reader' : 'buyer')}
        />
        <Button loading={send.isPending} onClick={() => send.mutate({ form: form.id, as })}>
          Send
        </Button>
      </div>
      {send.error !== null && <Failed error={send.error} />}
      {send.data !== undefined && <Travel key={send.data.email} sent={send.data} />}
    </>
  )
}

function Travel({ sent }: { readonly sent: SentTestLead }) {
  const journey = useJourney(sent)
  const { data } = journey
  const through = isThrough(data)
  const late = useLate() && !through
  return (
    <div role="status">
      <ol className="travel">
        <Stop done title="Received" at={data?.lead.createdAt}>
          <code>{sent.submissionId}</code>, answered in {lengthOf(sent.took)}
        </Stop>
        {data ? <Scored journey={data} /> : <Stop title="Waiting to be scored" />}
        {data && <Sent journey={data} />}
        {data && <Told journey={data} />}
      </ol>
      {journey.error !== null && <Failed error={journey.error} />}
      {late && (
        <p className="note note-warn">
          It takes longer than usual. <Link to="/operations">See what waits</Link>
        </p>
      )}
      {data && through && (
        <p>
          <Link to="/leads/$id" params={{ id: data.lead.id }}>
            Open the lead
          </Link>
        </p>
      )}
    </div>
  )
}

/** How long a test lead usually needs at the most, in milliseconds. */
const usual = 30_000

/** Whether it should be through by now. */
function useLate(): boolean {
  const [late, mark] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => mark(true), usual)
    return () => clearTimeout(timer)
  }, [])
  return late
}

interface StopProps {
  readonly title: string
  readonly done?: boolean
  /** When, as the API says. */
  readonly at?: string | undefined
  /** When it was received, to say how long it took since. */
  readonly since?: string
  readonly children?: ReactNode
}

function Stop({ title, done = false, at, since, children }: StopProps) {
  const format = useFormat()
  return (
    <li data-done={done}>
      <div className="timeline-head">
        <span>{title}</span>
        {at !== undefined && (
          <time dateTime={at}>
            {format.time(at)}
            {since !== undefined && ` · after ${lengthOf(Date.parse(at) - Date.parse(since))}`}
          </time>
        )}
      </div>
      {children !== undefined && <div className="muted small">{children}</div>}
    </li>
  )
}

function Scored({ journey: { score, lead } }: { readonly journey: Journey }) {
  if (score === undefined) return <Stop title="Waiting to be scored" />
  const { value, reasons } = score.score
  return (
    <Stop
      done
      title={`Scored ${Math.round(value)}: ${score.hot ? 'hot' : 'not hot yet'}`}
      at={score.at}
      since={lead.createdAt}
    >
      {reasons.length === 0
        ? 'No rule gave points.'
        : reasons.map(({ rule, points, detail }) => (
            <div className="travel-points" key={`${rule} ${detail}`}>
              <span>{detail || rule}</span>
              <span className="number">{Math.round(points)}</span>
            </div>
          ))}
      {lead.rejectedBecause !== undefined && <p>{lead.rejectedBecause}</p>}
    </Stop>
  )
}

/** Where it went. */
function Sent({ journey: { lead, route } }: { readonly journey: Journey }) {
  const repName = useRepNames()
  const entered = lead.stage
  if (entered === 'rejected') return <Stop done title="Rejected" at={lead.score.at} />
  if (entered === 'nurturing')
    return (
      <Stop
        done
        title={lead.nurture === undefined ? 'Nurtured, in no track' : `Nurtured in ${lead.nurture.track}`}
        at={lead.score.at}
      >
        {lead.nurture === undefined ? (
          'No track takes it: it waits for its next touch.'
        ) : (
          <Link to="/nurture">See the track</Link>
        )}
      </Stop>
    )
  if (route === undefined) return <Stop title="Looking for a rep" />
  const chosen = route.candidates.find((one) => one.chosen)
  return (
    <Stop
      done
      title={route.rep === null ? 'Nobody could take it' : `Routed to ${repName(route.rep)}`}
      at={route.at}
      since={lead.createdAt}
    >
      Territory {route.territory}, pool {route.pools.join(', ')}
      {chosen !== undefined && `: ${chosen.reason}`}
    </Stop>
  )
}

function Told({ journey: { lead, alertedAt, alertedBy } }: { readonly journey: Journey }) {
  const format = useFormat()
  if (lead.stage === 'nurturing') {
    const next = lead.nurture?.nextMailAt ?? undefined
    return next === undefined ? null : <Stop title={`First mail ${format.moment(next)}`} />
  }
  if (lead.owner === null) return null
  return alertedAt === undefined ? (
    <Stop title="Alerting the rep" />
  ) : (
    <Stop done title={`Rep alerted by ${alertedBy}`} at={alertedAt} since={lead.createdAt} />
  )
}
