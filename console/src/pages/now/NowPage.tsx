import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTasks } from '../../api/operations.ts'
import { useFormat } from '../../api/workspace.ts'
import { ClocksFigure } from '../../parts/ClocksFigure.tsx'
import { Figure } from '../../parts/marks.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { Loading, Show } from '../../parts/States.tsx'
import { useDismissed } from '../start/dismissed.ts'
import { LatestLeads } from './LatestLeads.tsx'
import { useLatestLeads, useToday } from './now.ts'

const Guide = lazy(() => import('../start/Guide.tsx').then(({ Guide: guide }) => ({ default: guide })))

/** What comes in as it comes in, today's counts, and anything that is stuck. */
export function NowPage() {
  return (
    <Page
      title="Now"
      lead={
        <>
          <span className="dot" aria-hidden="true" />
          Live: new leads show within seconds
        </>
      }
    >
      <Trouble />
      <FirstSteps />
      <Today />
      <Section title="Latest leads" aside={<Link to="/leads">All leads</Link>}>
        <LatestLeads />
      </Section>
    </Page>
  )
}

function Today() {
  const today = useToday()
  const tasks = useTasks()
  const format = useFormat()
  return (
    <Show of={today} what="today’s counts">
      {({ leads, hotLeads, opportunities, pipelineMinor, won, revenueMinor }) => (
        <dl className="figures">
          <Figure name="Leads today" value={format.number(leads)} />
          <Figure
            name="Hot today"
            value={format.number(hotLeads)}
            hint={leads === 0 ? '' : format.percent(hotLeads / leads)}
          />
          <Figure name="Deals opened" value={format.number(opportunities)} hint={format.roundMoney(pipelineMinor)} />
          <ClocksFigure clocks={tasks.data?.clocks} />
          <Figure name="Deals won" value={format.number(won)} hint={format.roundMoney(revenueMinor)} />
        </dl>
      )}
    </Show>
  )
}

/** On an empty system: what to do first. It stays while it is followed, and goes when it is dismissed. */
function FirstSteps() {
  const latest = useLatestLeads()
  const [dismissed, dismiss] = useDismissed()
  const [begun, begin] = useState(false)
  if (latest.data?.length === 0 && !begun) begin(true)
  if (!begun || dismissed) return null
  return (
    <section className="above" aria-labelledby="first-steps">
      <div className="section-head">
        <h2 id="first-steps">First steps</h2>
        <Button variant="default" size="xs" onClick={dismiss}>
          Dismiss
        </Button>
      </div>
      <Suspense fallback={<Loading what="the first steps" />}>
        <Guide />
      </Suspense>
      <p className="muted small above">You find this again beside your name: Guided start.</p>
    </section>
  )
}

/** Parked work in plain sight, with the way to it; and nothing at all when all is well. */
function Trouble() {
  const { data } = useTasks()
  const parked = data?.parked.length ?? 0
  if (parked === 0) return null
  return (
    <p className="note note-bad above" role="alert">
      <strong>
        {parked} {parked === 1 ? 'task is' : 'tasks are'} parked
      </strong>{' '}
      after failing too often. <Link to="/operations">See which, and drive them again</Link>
    </p>
  )
}
