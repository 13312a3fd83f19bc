import type { DecisionAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useDecisions } from '../../api/leads.ts'
import { useFormat, useRepNames } from '../../api/workspace.ts'
import { Show } from '../../parts/States.tsx'

/** The last routing decision with every candidate; earlier ones are folded away. */
export function Routing({ id }: { readonly id: string }) {
  const decisions = useDecisions(id)
  return (
    <Show of={decisions} what="the routing">
      {(all) => {
        const [last, ...earlier] = all.flatMap((one) => (one.kind === 'route' ? [one] : []))
        if (last === undefined) return <p className="muted">It was not routed: it has not been hot.</p>
        return (
          <div className="stack">
            <Decision decision={last} />
            {earlier.length > 0 && (
              <details>
                <summary>
                  {earlier.length} earlier {earlier.length === 1 ? 'decision' : 'decisions'}
                </summary>
                {earlier.map((decision) => (
                  <Decision key={decision.id} decision={decision} />
                ))}
              </details>
            )}
          </div>
        )
      }}
    </Show>
  )
}

function Decision({ decision }: { readonly decision: Extract<DecisionAnswer, { readonly kind: 'route' }> }) {
  const { at, territory, pools, rep, candidates, playbook } = decision
  const format = useFormat()
  const repName = useRepNames()
  return (
    <div>
      <p>
        Territory <strong>{territory}</strong>, {pools.length === 1 ? 'pool' : 'pools'}{' '}
        <strong>{pools.join(', ')}</strong>: {rep === null ? 'nobody could take it' : repName(rep)}
      </p>
      <p className="muted small">
        {format.moment(at)} · playbook {playbook}
      </p>
      <ul className="list">
        {candidates.map((candidate) => (
          <li key={`${candidate.rep} ${candidate.reason}`}>
            <span className={candidate.chosen ? 'mark mark-good' : 'mark'}>{repName(candidate.rep)}</span>
            <span className="grow">{candidate.reason}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
