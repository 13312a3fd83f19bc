import { Failed } from '../../parts/States.tsx'
import type { Finding } from './marked-lines.ts'

/** What is wrong or likely not meant, by line. */
export function Findings({ findings, error }: { readonly findings: readonly Finding[]; readonly error: unknown }) {
  if (error) return <Failed error={error} />
  if (findings.length === 0) return <p className="muted">Nothing: it can be published.</p>
  return (
    <ul className="list">
      {findings.map(({ severity, line, path, message, proposal }) => (
        <li key={`${line} ${path} ${message}`}>
          <span className={severity === 'error' ? 'mark mark-bad' : 'mark mark-warn'}>line {line}</span>
          <span className="grow">
            {path} {message}
            {proposal !== undefined && <span className="muted"> {proposal}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
