import { NativeSelect } from '@mantine/core'
import { useRef, useState } from 'react'
import { useFormat } from '../../api/workspace.ts'
import { Page } from '../../parts/Page.tsx'
import { Empty, Show } from '../../parts/States.tsx'
import { MailPreview } from './MailPreview.tsx'
import { monthBack, since, type Track, useNurture } from './nurture.ts'
import { TrackFlow } from './TrackFlow.tsx'

/** The nurture tracks: who is in each step, what each mail brought, and each mail as a lead would get it. */
export function NurturePage() {
  const { calendarDay } = useFormat()
  const [back, choose] = useState('')
  const tracks = useNurture(monthBack(back, calendarDay(Date.now())))
  return (
    <Page
      title="Nurture"
      lead="What leads get that are not ready for Sales yet"
      actions={
        <NativeSelect
          label="Entered"
          value={back}
          data={[...since]}
          onChange={({ currentTarget: { value } }) => choose(value)}
        />
      }
    >
      <Show of={tracks} what="the tracks">
        {(all) =>
          all.length === 0 ? (
            <Empty title="The playbook has no nurture track">
              Leads that are not hot wait for their next touch. Add a track to the playbook to mail them.
            </Empty>
          ) : (
            <Tracks tracks={all} />
          )
        }
      </Show>
    </Page>
  )
}

function Tracks({ tracks }: { readonly tracks: readonly Track[] }) {
  const [chosen, choose] = useState<{ readonly track: string; readonly step: string }>()
  const preview = useRef<HTMLElement>(null)
  const [first] = tracks.flatMap(({ id, current, steps }) =>
    current ? steps.flatMap((step) => (step.current ? [{ track: id, step: step.id }] : [])) : [],
  )
  const shown = chosen ?? first
  return (
    <div className="columns columns-even">
      <div>
        {tracks.map((track) => (
          <TrackFlow
            key={track.id}
            track={track}
            shown={shown?.track === track.id ? shown.step : undefined}
            onPreview={(step) => {
              choose({ track: track.id, step })
              preview.current?.focus()
            }}
          />
        ))}
        <Definitions />
      </div>
      {shown !== undefined && (
        <section ref={preview} className="section mail-preview" tabIndex={-1} aria-label="Preview of a mail">
          <MailPreview track={shown.track} step={shown.step} />
        </section>
      )}
    </div>
  )
}

function Definitions() {
  return (
    <details className="above muted">
      <summary>What these figures mean</summary>
      <p>
        Each stay in a track counts once for each mail, by the month it began in. A click counts for its mail. Who comes
        back by a form or a call, goes to Sales or unsubscribes, counts for the last mail before, if it is not longer
        than 30 days ago.
      </p>
      <p>
        Opens are not counted: many mail programs open every mail by themselves. Figures follow about a minute later.
      </p>
    </details>
  )
}
