import type { LeadAnswer } from '../../../shared/contracts/lead-answers.ts'
import { stageWords } from '../words/lead.ts'

/** A lead's stage as a coloured word. */
export function StageMark({ stage }: { readonly stage: LeadAnswer['stage'] }) {
  return <span className={`mark mark-${stage}`}>{stageWords[stage]}</span>
}

/** A lead's score; hot ones stand out. */
export function ScoreMark({ value, hot }: { readonly value: number; readonly hot: boolean }) {
  const rounded = Math.round(value)
  return (
    <span className={hot ? 'score score-hot' : 'score'}>
      {rounded}
      {hot && <span className="sr-only"> hot</span>}
    </span>
  )
}

/** A figure with its name. */
export function Figure({
  name,
  value,
  hint,
}: {
  readonly name: string
  readonly value: string
  readonly hint?: string
}) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>
        {value}
        {hint !== undefined && <span className="figure-hint">{hint}</span>}
      </dd>
    </div>
  )
}
