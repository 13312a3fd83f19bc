import { Button } from '@mantine/core'
import { useState } from 'react'
import type { PlaybookAnswer } from '../../../../shared/contracts/workspace-answers.ts'
import { useFormat, usePlaybook } from '../../api/workspace.ts'
import { Page, Section } from '../../parts/Page.tsx'
import { Show } from '../../parts/States.tsx'
import { useSession } from '../../session/session.ts'
import { Changes } from './Changes.tsx'
import { Editor } from './Editor.tsx'
import { Findings } from './Findings.tsx'
import { History } from './History.tsx'
import type { Finding } from './marked-lines.ts'
import { useFindings, usePublish, useSettled } from './playbook.ts'
import { Simulation } from './Simulation.tsx'

/** The rules in force, a draft of others, what the draft would change, and what was in force before. */
export function PlaybookPage() {
  const playbook = usePlaybook()
  return (
    <Show of={playbook} what="the playbook">
      {(data) => <Draft key={data.version} published={data} />}
    </Show>
  )
}

function Draft({ published }: { readonly published: PlaybookAnswer }) {
  const { role } = useSession()
  const format = useFormat()
  const [source, write] = useState(published.source)
  const settled = useSettled(source)
  const findings = useFindings(settled)
  const publish = usePublish(published.version)
  const changed = source !== published.source
  const found = findings.data ?? []
  const errors = found.filter(({ severity }) => severity === 'error').length
  const ready = changed && errors === 0 && settled === source && !findings.isFetching
  return (
    <Page
      title="Playbook"
      lead={`Version ${published.version} is in force since ${format.moment(published.publishedAt)}`}
      actions={
        <>
          {changed && (
            <Button variant="default" onClick={() => write(published.source)}>
              Discard draft
            </Button>
          )}
          {role === 'admin' && (
            <Button disabled={!ready} loading={publish.isPending} onClick={() => publish.mutate(source)}>
              Publish
            </Button>
          )}
        </>
      }
    >
      <div className="columns columns-wide">
        <div>
          <Editor source={source} findings={found} readOnly={role === 'rep'} onChange={write} />
          <State found={found} checking={settled !== source || findings.isFetching} changed={changed} />
        </div>
        <div>
          <Section title="Found in the draft">
            <Findings findings={found} error={findings.error} />
          </Section>
          <Section title="What the draft changes">
            <Changes source={settled} changed={settled !== published.source} valid={errors === 0} />
          </Section>
          <Section title="What it would have done">
            <Simulation source={settled} ready={ready} />
          </Section>
          <Section title="History">
            <History current={published.version} load={write} />
          </Section>
        </div>
      </div>
    </Page>
  )
}

function State(props: { readonly found: readonly Finding[]; readonly checking: boolean; readonly changed: boolean }) {
  const errors = props.found.filter(({ severity }) => severity === 'error').length
  const warnings = props.found.length - errors
  const words = props.checking ? 'Looking it over…' : `${errors} errors, ${warnings} warnings`
  return (
    <p className="muted small" role="status">
      {props.changed ? 'Draft' : 'As published'} · {words}
    </p>
  )
}
