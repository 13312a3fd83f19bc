import type { TasksAnswer } from '../../../shared/contracts/workspace-answers.ts'
import { useFormat } from '../api/workspace.ts'
import { Figure } from './marks.tsx'

/** How many SLA clocks run, and how many of them are over their time. */
export function ClocksFigure({ clocks }: { readonly clocks: TasksAnswer['clocks'] | undefined }) {
  const { number } = useFormat()
  if (clocks === undefined) return <Figure name="SLA clocks running" value="–" />
  const { offers, firstTouches, overdue, more } = clocks
  return (
    <Figure
      name="SLA clocks running"
      value={`${number(offers + firstTouches)}${more ? '+' : ''}`}
      hint={overdue === 0 ? '' : `${number(overdue)} overdue`}
    />
  )
}
