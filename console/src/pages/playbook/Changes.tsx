import { Show } from '../../parts/States.tsx'
import { useChanges } from './playbook.ts'

const marks = { added: 'mark mark-good', removed: 'mark mark-bad', changed: 'mark mark-warn' } as const

/** What a draft changes of the playbook in force, in words. */
export function Changes(props: { readonly source: string; readonly changed: boolean; readonly valid: boolean }) {
  const changes = useChanges(props.source, props.changed && props.valid)
  if (!props.changed) return <p className="muted">Nothing yet: change the source on this page.</p>
  if (!props.valid) return <p className="muted">It has errors; mend them first.</p>
  return (
    <Show of={changes} what="the changes">
      {(answer) =>
        answer.changes.length === 0 ? (
          <p className="muted">Only comments or layout.</p>
        ) : (
          <ul className="list">
            {answer.changes.map(({ path, kind, text }) => (
              <li key={`${path} ${text}`}>
                <span className={marks[kind]}>{kind}</span>
                <span className="grow">
                  <span className="muted">{path}</span> {text}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Show>
  )
}
