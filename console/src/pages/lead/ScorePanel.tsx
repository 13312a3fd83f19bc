import type { LeadAnswer, PathToHotAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { usePathToHot } from '../../api/leads.ts'
import { useFormat } from '../../api/workspace.ts'
import { Show } from '../../parts/States.tsx'

/** A score opened up point by point, and what would make the lead hot. */
export function ScorePanel({ lead }: { readonly lead: LeadAnswer }) {
  const { fit, engagement, grade, reasons, at, playbook } = lead.score
  const format = useFormat()
  return (
    <div className="stack">
      <p className="muted">
        Fit {format.number(Math.round(fit))} + engagement {format.number(Math.round(engagement))}
        {grade !== undefined && ` · grade ${grade}`} · playbook {playbook} · {format.moment(at)}
      </p>
      {reasons.length === 0 && <p>No rule gave points.</p>}
      {reasons.map(({ rule, points, detail }) => (
        <div className="points" key={`${rule} ${detail} ${points}`}>
          <span title={rule}>{detail || rule}</span>
          <strong className="number">{signed(points)}</strong>
          <progress
            className="points-bar"
            aria-label={`${detail || rule}: ${signed(points)} points`}
            max={60}
            value={Math.max(0, points)}
          />
        </div>
      ))}
      <PathToHot id={lead.id} />
    </div>
  )
}

function PathToHot({ id }: { readonly id: string }) {
  const path = usePathToHot(id)
  return (
    <Show of={path} what="the way to hot">
      {(answer) => <Way answer={answer} />}
    </Show>
  )
}

function Way({ answer }: { readonly answer: PathToHotAnswer }) {
  const { hot, missing, path } = answer
  if (missing <= 0) return <p className="note note-good">Hot: at or above {hot}.</p>
  if (path === null)
    return (
      <p className="note">
        {Math.ceil(missing)} points below hot ({hot}); no few steps lead there.
      </p>
    )
  return (
    <div className="note">
      <strong>What would make it hot</strong>
      <p>
        {Math.ceil(missing)} points are missing to {hot}. With these it would have {Math.round(path.value)}:
      </p>
      <ul className="list">
        {path.steps.map((step) => (
          <li key={step.kind === 'fit' ? step.rule : step.event}>
            <span className="grow">{step.kind === 'fit' ? step.what : `one more ${step.event}`}</span>
            <strong>{signed(step.points)}</strong>
          </li>
        ))}
      </ul>
    </div>
  )
}

function signed(points: number): string {
  const rounded = Math.round(points * 10) / 10
  return rounded > 0 ? `+${rounded}` : String(rounded).replace('-', '−')
}
