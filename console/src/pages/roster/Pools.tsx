import { usePools } from '../../api/operations.ts'
import { useFormat, useRepNames } from '../../api/workspace.ts'
import { Show } from '../../parts/States.tsx'

/** Each pool's rotation: who got how many, who is behind, who is next. */
export function Pools() {
  const pools = usePools()
  const format = useFormat()
  const repName = useRepNames()
  return (
    <Show of={pools} what="the pools">
      {(all) => (
        <ul className="cards">
          {all.map(({ id, total, next, fallback, reps }) => (
            <li key={id} className="card stack tight">
              <div className="row">
                <strong className="grow">{id}</strong>
                <span className="muted">{format.number(total)} leads</span>
              </div>
              {reps.map((rep) => (
                <div key={rep.id} className="points">
                  <span>
                    {repName(rep.id)} {rep.id === next && <span className="mark mark-good">next</span>}
                    {rep.away !== null && <span className="muted small"> {rep.away}</span>}
                  </span>
                  <span className="number">
                    {format.number(rep.assigned)} <span className="muted">{format.percent(rep.share)}</span>
                  </span>
                </div>
              ))}
              {fallback !== null && <p className="muted small">Else {fallback}</p>}
            </li>
          ))}
        </ul>
      )}
    </Show>
  )
}
