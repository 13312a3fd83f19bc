import { Button } from '@mantine/core'
import { useState } from 'react'
import type { RepAnswer } from '../../../../shared/contracts/workspace-answers.ts'
import { useFormat, useRoster } from '../../api/workspace.ts'
import { Page, Section } from '../../parts/Page.tsx'
import { Empty, Show } from '../../parts/States.tsx'
import { useSession } from '../../session/session.ts'
import { hoursInWords } from './hours.ts'
import { Pools } from './Pools.tsx'
import { TimeOffDialog } from './TimeOffDialog.tsx'

/** The reps: what is on their plate, when they are at work, and how fairly leads went out. */
export function RosterPage() {
  const roster = useRoster()
  const [asked, ask] = useState<RepAnswer>()
  return (
    <Page title="Roster" lead="Who takes leads, when, and how many they have">
      <Show of={roster} what="the roster">
        {({ reps }) =>
          reps.length === 0 ? (
            <Empty title="Nobody is on the roster">
              Import one: <code>npm run baton -- roster import reps.csv</code>
            </Empty>
          ) : (
            <Reps reps={reps} ask={ask} />
          )
        }
      </Show>
      <Section title="Pools">
        <Pools />
      </Section>
      {asked !== undefined && <TimeOffDialog rep={asked} onClose={() => ask(undefined)} />}
    </Page>
  )
}

function Reps({ reps, ask }: { readonly reps: readonly RepAnswer[]; readonly ask: (rep: RepAnswer) => void }) {
  const { role } = useSession()
  return (
    <div className="table-frame">
      <table className="data">
        <thead>
          <tr>
            <th>Rep</th>
            <th>Now</th>
            <th className="number">Open</th>
            <th className="number">Today</th>
            <th className="number">Missed</th>
            <th>Hours</th>
            <th>Pools</th>
            {role === 'admin' && (
              <th>
                <span className="sr-only">Change</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {reps.map((rep) => (
            <tr key={rep.id}>
              <Rep rep={rep} />
              {role === 'admin' && (
                <td>
                  <Button size="compact-sm" variant="default" onClick={() => ask(rep)}>
                    Time off<span className="sr-only"> of {rep.name}</span>
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Rep({ rep }: { readonly rep: RepAnswer }) {
  const { workload, capacity, dailyCap } = rep
  const format = useFormat()
  return (
    <>
      <td>
        <strong>{rep.name}</strong>
        <div className="muted small">{[rep.title, rep.team].filter((part) => part !== undefined).join(' · ')}</div>
      </td>
      <td>
        {rep.away === null ? (
          <span className="mark mark-good">takes leads</span>
        ) : (
          <span className="small muted">{rep.away}</span>
        )}
      </td>
      <td className="number">
        {format.number(workload.open)}
        {capacity !== undefined && <div className="muted small nowrap">of {format.number(capacity)}</div>}
      </td>
      <td className="number">
        {format.number(workload.today)}
        {dailyCap !== undefined && <div className="muted small nowrap">of {format.number(dailyCap)}</div>}
      </td>
      <td className="number">{workload.missed}</td>
      <td className="small">{hoursInWords(rep)}</td>
      <td className="small">{rep.pools.join(', ')}</td>
    </>
  )
}
