import { Button } from '@mantine/core'
import { useFormat } from '../../api/workspace.ts'
import { Section } from '../../parts/Page.tsx'
import type { Step, Track } from './nurture.ts'

/** A track from top to bottom: when each mail goes, who waits for it, and what it brought. */
export function TrackFlow({ track, shown, onPreview }: TrackFlowProps) {
  const { id, takes, current, campaign, entered, waiting, hot, steps } = track
  const format = useFormat()
  const past = steps.filter((step) => !step.current)
  return (
    <Section title={id} aside={!current && <span className="mark">no longer in the playbook</span>}>
      <p className="muted small track-takes">
        {current && (takes === null ? 'Takes every lead that is not hot yet' : `Takes leads where ${takes}`)}
        {campaign !== undefined && ` · clicks count for ${campaign}`}
      </p>
      <dl className="figures figures-small">
        <Part name="Entered" value={entered} />
        <Part name="In it now" value={waiting} />
        <Part name="To Sales" value={hot} of={entered} />
        <Part name="Opted out" value={track.left['opted-out'] ?? 0} of={entered} />
        <Part name="Finished" value={track.left.finished ?? 0} of={entered} />
      </dl>
      <ol className="flow">
        {steps
          .filter((step) => step.current)
          .map((step, index) => (
            <li key={step.id}>
              <p className="flow-delay">{delayInWords(step.after, index === 0, format.number)}</p>
              <StepCard step={step} shown={step.id === shown} onPreview={() => onPreview(step.id)} />
            </li>
          ))}
        <li>
          <p className="flow-delay">The series ends</p>
        </li>
      </ol>
      {past.length > 0 && (
        <details>
          <summary>{past.length === 1 ? 'One mail' : `${past.length} mails`} of earlier versions</summary>
          {past.map((step) => (
            <StepCard key={step.id} step={step} shown={false} />
          ))}
        </details>
      )}
    </Section>
  )
}

/** A track, and what is done with its mails. */
export interface TrackFlowProps {
  readonly track: Track
  /** The step whose mail is being looked at. */
  readonly shown: string | undefined
  readonly onPreview: (step: string) => void
}

function StepCard(props: { readonly step: Step; readonly shown: boolean; readonly onPreview?: () => void }) {
  const { step, shown, onPreview } = props
  const { id, subject, waiting, sent } = step
  const format = useFormat()
  const rare = [
    ['complained', step.complained],
    ['not sent: no longer wanted', step.dropped],
    ['in doubt', step.doubt],
  ] as const
  return (
    <article className="card step" data-shown={shown} aria-label={subject}>
      <div className="step-head">
        <div className="grow">
          <strong>{subject}</strong>
          <p className="muted small">{id}</p>
        </div>
        {step.current && (
          <span className={waiting > 0 ? 'mark mark-working' : 'mark'}>{format.number(waiting)} waiting</span>
        )}
        {onPreview !== undefined && (
          <Button
            variant="default"
            size="xs"
            aria-pressed={shown}
            aria-label={`Preview ${subject}`}
            onClick={onPreview}
          >
            Preview
          </Button>
        )}
      </div>
      {sent + step.dropped + step.doubt === 0 ? (
        <p className="muted small step-none">Nobody has had it yet</p>
      ) : (
        <dl className="step-results">
          <Part name="Sent" value={sent} />
          <Part name="Delivered" value={step.delivered} of={sent} />
          <Part name="Clicked" value={step.clicked} of={sent} />
          <Part name="Came back" value={step.returned} of={sent} />
          <Part name="To Sales" value={step.hot} of={sent} />
          <Part name="Unsubscribed" value={step.unsubscribed} of={sent} />
          <Part name="Bounced" value={step.bounced} of={sent} />
        </dl>
      )}
      {rare.some(([, count]) => count > 0) && (
        <p className="muted small">
          {rare.flatMap(([word, count]) => (count > 0 ? [`${format.number(count)} ${word}`] : [])).join(', ')}
        </p>
      )}
    </article>
  )
}

/** A count, and its part of another where that says something. */
function Part({ name, value, of = 0 }: { readonly name: string; readonly value: number; readonly of?: number }) {
  const format = useFormat()
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>
        {format.number(value)}
        {value > 0 && of > 0 && <span className="figure-hint">{format.percent(value / of)}</span>}
      </dd>
    </div>
  )
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** When a mail goes, in words. */
function delayInWords(after: number, first: boolean, write: (value: number) => string): string {
  const since = first ? 'after entering' : 'later'
  if (after === 0) return first ? 'On entering' : 'Right after'
  const [unit, size] = units.find(([, length]) => after >= length && after % length === 0) ?? ['minute', 60_000]
  const count = Math.round(after / size)
  return `${write(count)} ${unit}${count === 1 ? '' : 's'} ${since}`
}
