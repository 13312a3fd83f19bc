import { Button } from '@mantine/core'
import { useState } from 'react'
import type { SimulationAnswer } from '../../../../shared/contracts/simulate.ts'
import { useFormat, useRepNames } from '../../api/workspace.ts'
import { Show } from '../../parts/States.tsx'
import { useSimulation } from './playbook.ts'

/** Tries the draft on the leads of the last 90 days; nothing is written. */
export function Simulation({ source, ready }: { readonly source: string; readonly ready: boolean }) {
  const [asked, ask] = useState<string>()
  const simulation = useSimulation(source, ready && asked === source)
  if (!ready) return <p className="muted">Try a changed draft without errors on the leads of the last 90 days.</p>
  if (asked !== source) {
    return (
      <Button variant="default" onClick={() => ask(source)}>
        Try it on the last 90 days
      </Button>
    )
  }
  return (
    <Show of={simulation} what="the simulation">
      {(answer) => <Outcome answer={answer} />}
    </Show>
  )
}

const fates = [
  ['hot', 'Hot, to Sales'],
  ['hotBefore', 'With Sales already'],
  ['nurtured', 'Nurtured'],
  ['rejected', 'Rejected'],
] as const

function Outcome({ answer }: { readonly answer: SimulationAnswer }) {
  const format = useFormat()
  const repName = useRepNames()
  const { looked, before, after, changed, load } = answer
  const moved = Object.entries(changed).filter(([, count]) => count > 0)
  return (
    <div className="stack">
      <p className="muted">
        {format.number(looked.leads)} leads{looked.more && ' (the newest)'}, against version {answer.version}
      </p>
      <Comparison name="Leads" rows={fates.map(([fate, word]) => [word, before[fate], after[fate]])} />
      {load.length > 0 && (
        <Comparison
          name="Rep"
          rows={load.map(({ rep, before: was, after: is }) => [repName(rep), was.leads, is.leads])}
        />
      )}
      <p>
        {moved.length === 0
          ? 'No lead would have gone another way.'
          : moved.map(([kind, count]) => `${count} ${kind.replaceAll('-', ' ')}`).join(' · ')}
      </p>
    </div>
  )
}

function Comparison({
  name,
  rows,
}: {
  readonly name: string
  readonly rows: readonly (readonly [string, number, number])[]
}) {
  const format = useFormat()
  return (
    <div className="table-frame">
      <table className="data">
        <thead>
          <tr>
            <th>{name}</th>
            <th className="number">In force</th>
            <th className="number">Draft</th>
            <th className="number">Difference</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([word, was, is]) => (
            <tr key={word}>
              <td>{word}</td>
              <td className="number">{format.number(was)}</td>
              <td className="number">{format.number(is)}</td>
              <td className="number">
                {is === was ? '–' : `${is > was ? '+' : '−'}${format.number(Math.abs(is - was))}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
