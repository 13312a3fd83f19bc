import { useState } from 'react'
import { CopyButton } from '../../parts/CopyButton.tsx'
import { Section } from '../../parts/Page.tsx'
import { Segments } from '../../parts/Segments.tsx'
import { callSnippet, type Embedded, embedSnippet, plainSnippet } from './snippets.ts'

const ways = {
  embed: {
    word: 'Embed',
    hint: 'Answers on your page and tells which campaign brought the visitor. A strict policy needs script-src and connect-src for this origin; nothing is inline.',
    snippet: embedSnippet,
  },
  plain: {
    word: 'Plain HTML',
    hint: 'Works without any script, even in a mail or on an old site; the visitor is led on to the thank-you page.',
    snippet: plainSnippet,
  },
  call: { word: 'Your own code', hint: 'For a form you have already. Any page may call it.', snippet: callSnippet },
} as const

const words = { embed: ways.embed.word, plain: ways.plain.word, call: ways.call.word } as const

/** What is copied into a page, in the way its owner likes best. */
export function Embed({ form }: { readonly form: Embedded }) {
  const [way, choose] = useState<keyof typeof ways>('embed')
  const { hint, snippet } = ways[way]
  const code = snippet(form)
  return (
    <Section title="Put it into your page" aside={<CopyButton text={code} what="the code" />}>
      <Segments legend="How it is put into a page" options={words} value={way} onChange={choose} />
      <p className="muted small code-hint">{hint}</p>
      <textarea
        className="code"
        readOnly
        rows={Math.min(18, code.split('\n').length + 1)}
        spellCheck={false}
        aria-label="Code to copy"
        value={code}
      />
    </Section>
  )
}
