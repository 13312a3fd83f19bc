import { useLayoutEffect, useRef } from 'react'
import { type Finding, markedLines } from './marked-lines.ts'

/** What is edited, and what was found in it. */
export interface EditorProps {
  readonly source: string
  readonly findings: readonly Finding[]
  readonly readOnly: boolean
  readonly onChange: (source: string) => void
}

/** Edits the playbook's source; a line with a finding is marked beside its number. */
export function Editor({ source, findings, readOnly, onChange }: EditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const count = source.split('\n').length
  useLayoutEffect(() => {
    if (area.current !== null) area.current.style.height = `${count * 20 + 20}px`
  }, [count])
  return (
    <div className="editor">
      <div className="editor-lines" aria-hidden="true">
        {markedLines(count, findings).map(({ line, severity }) => (
          <div key={line} data-mark={severity}>
            {line}
          </div>
        ))}
      </div>
      <textarea
        ref={area}
        aria-label="Playbook source, YAML"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        value={source}
        readOnly={readOnly}
        onChange={({ currentTarget: { value } }) => onChange(value)}
      />
    </div>
  )
}
