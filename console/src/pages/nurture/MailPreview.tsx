import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { MailPreviewAnswer } from '../../../../shared/contracts/nurture.ts'
import { Segments } from '../../parts/Segments.tsx'
import { Show } from '../../parts/States.tsx'
import { nameOf } from '../../words/lead.ts'
import { FindLead } from './FindLead.tsx'
import { MailFrame } from './MailFrame.tsx'
import { useNurturedLeads, usePreview } from './nurture.ts'

const parts = { html: 'HTML', text: 'Plain text' } as const

/** A mail as somebody would get it: written by the code that sends it. */
export function MailPreview({ track, step }: { readonly track: string; readonly step: string }) {
  const [lead, choose] = useState<{ readonly id: string; readonly name: string }>()
  const preview = usePreview({ track, step, lead: lead?.id })
  const latest = useNurturedLeads()
  const known = (latest.data ?? []).map((one) => ({ id: one.id, name: nameOf(one) }))
  const people = lead === undefined || known.some(({ id }) => id === lead.id) ? known : [lead, ...known]
  return (
    <>
      <div className="section-head">
        <h2>Preview</h2>
      </div>
      <div className="row row-end filters">
        <NativeSelect
          label="As"
          value={lead?.id ?? ''}
          data={[
            { value: '', label: 'Somebody made up' },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) => choose(people.find(({ id }) => id === value))}
        />
        <FindLead onFound={choose} />
      </div>
      <Show of={preview} what="the mail">
        {(mail) => <Mail mail={mail} />}
      </Show>
    </>
  )
}

function Mail({ mail }: { readonly mail: MailPreviewAnswer }) {
  const [part, choose] = useState<keyof typeof parts>('html')
  const { from, to, subject, html, text, links, heldBack } = mail
  return (
    <div className="stack">
      {heldBack !== null && <p className="note note-warn">This lead would not get it now: it {heldBack}.</p>}
      <dl className="facts">
        <dt>From</dt>
        <dd>{from}</dd>
        <dt>To</dt>
        <dd>{to.name === undefined ? to.address : `${to.name} <${to.address}>`}</dd>
        <dt>Subject</dt>
        <dd>
          <strong>{subject}</strong>
        </dd>
      </dl>
      <Segments legend="Part of the mail" options={parts} value={part} onChange={choose} />
      {part === 'html' ? (
        <MailFrame html={html} />
      ) : (
        <textarea className="code mail-text" readOnly rows={22} aria-label="The mail as plain text" value={text} />
      )}
      {links.length > 0 && (
        <div className="small">
          <p className="muted">Links in it lead to</p>
          <ul className="plain-list">
            {links.map((link) => (
              <li key={link}>{link}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
