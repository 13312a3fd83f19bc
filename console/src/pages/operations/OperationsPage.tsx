import { Button, Progress } from '@mantine/core'
import { type JobAnswer, useJobs, useRedrive, useTasks } from '../../api/operations.ts'
import { useFormat, useRepNames } from '../../api/workspace.ts'
import { ClocksFigure } from '../../parts/ClocksFigure.tsx'
import { Figure } from '../../parts/marks.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { Empty, Show } from '../../parts/States.tsx'
import { useSession } from '../../session/session.ts'

const waitingWords: Readonly<Record<string, string>> = {
  nurture: 'Nurture steps due',
  report: 'Leads to be counted',
}

/** Says whether all is well: tasks that are due, tasks that are parked, and long work. */
export function OperationsPage() {
  return (
    <Page title="Operations" lead="Work that is due, work that is stuck, and long work in the background">
      <Tasks />
      <Section title="Jobs">
        <Jobs />
      </Section>
    </Page>
  )
}

function Tasks() {
  const tasks = useTasks()
  const redrive = useRedrive()
  const { role } = useSession()
  const format = useFormat()
  return (
    <Show of={tasks} what="tasks">
      {({ due, more, parked, clocks }) => (
        <>
          <dl className="figures">
            <Figure
              name="Parked"
              value={format.number(parked.length)}
              hint={parked.length === 0 ? 'all is well' : 'needs you'}
            />
            <ClocksFigure clocks={clocks} />
            {due
              // Of timers the clocks above say more.
              .filter(({ kind, count }) => count > 0 && kind !== 'sla')
              .map(({ kind, count }) => (
                <Figure
                  key={kind}
                  name={waitingWords[kind] ?? `${kind} waiting`}
                  value={format.number(count)}
                  hint={more ? 'or more' : ''}
                />
              ))}
          </dl>
          <Section
            title="Parked tasks"
            aside={
              role === 'admin' &&
              parked.length > 0 && (
                <Button onClick={() => redrive.mutate()} loading={redrive.isPending}>
                  Drive them again
                </Button>
              )
            }
          >
            <Parked parked={parked} />
          </Section>
        </>
      )}
    </Show>
  )
}

function Parked({ parked }: { readonly parked: readonly { kind: string; item: string; dueAt: string }[] }) {
  const format = useFormat()
  if (parked.length === 0)
    return (
      <Empty title="Nothing is parked">Tasks that fail too often wait here until somebody drives them again.</Empty>
    )
  return (
    <div className="table-frame">
      <table className="data">
        <thead>
          <tr>
            <th>Kind</th>
            <th>Item</th>
            <th>Was due</th>
          </tr>
        </thead>
        <tbody>
          {parked.map(({ kind, item, dueAt }) => (
            <tr key={`${kind} ${item}`}>
              <td>{kind}</td>
              <td>{item}</td>
              <td>{format.moment(dueAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Jobs() {
  const jobs = useJobs()
  return (
    <Show of={jobs} what="jobs">
      {(all) =>
        all.length === 0 ? (
          <Empty title="No job has run yet">Publishing a playbook scores all leads anew: that is a job.</Empty>
        ) : (
          <ul className="list">
            {all.map((job) => (
              <Job key={job.id} job={job} />
            ))}
          </ul>
        )
      }
    </Show>
  )
}

function Job({ job }: { readonly job: JobAnswer }) {
  const format = useFormat()
  const repName = useRepNames()
  const title = titleOf(job, repName)
  const result = Object.entries(job.result).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.length : value}`,
  )
  const share = job.total === undefined || job.total === 0 ? 0 : (100 * job.done) / job.total
  return (
    <li>
      <div className="grow stack tight">
        <div className="row">
          <strong className="grow">{title}</strong>
          <span className={`mark mark-${job.parked ? 'bad' : job.state}`}>{job.parked ? 'parked' : job.state}</span>
        </div>
        {job.state === 'running' && <Progress value={share} aria-label={`${title}: ${Math.round(share)} %`} />}
        <p className="muted small">
          {format.moment(job.startedAt)} · {format.number(job.done)} {job.kind === 'erase' ? 'records' : 'leads'} looked
          at · {result.join(' · ')}
          {job.reason !== undefined && ` · ${job.reason}`}
        </p>
      </div>
    </li>
  )
}

function titleOf(job: JobAnswer, repName: (id: string) => string): string {
  switch (job.kind) {
    case 'rescore':
      return `Score all leads by playbook ${job.playbook}`
    case 'hand-over':
      return `Hand over ${repName(job.rep)}’s leads`
    case 'erase':
      return `Erase ${job.lead}`
  }
}
