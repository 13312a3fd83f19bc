import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useRoster } from '../../api/workspace.ts'
import { Page } from '../../parts/Page.tsx'
import { Empty, Show } from '../../parts/States.tsx'
import { useSession } from '../../session/session.ts'
import { LeadCard } from './LeadCard.tsx'
import { useDeadlines, useMyLeads } from './my-leads.ts'
import { inOrderOfUrgency } from './urgency.ts'

/** What a rep has to do: overdue first, each lead with what can be done in one click. */
export function MyLeadsPage() {
  const { rep, role } = useSession()
  const roster = useRoster()
  const [chosen, choose] = useState<string>()
  const reps = roster.data?.reps.filter(({ active }) => active) ?? []
  const whose = rep ?? chosen ?? reps[0]?.id
  const picker = role === 'admin' && (
    <NativeSelect
      label="Rep"
      value={whose ?? ''}
      data={reps.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={({ currentTarget: { value } }) => choose(value)}
    />
  )
  return (
    <Page title="My leads" lead="Overdue first" actions={picker || undefined}>
      {whose === undefined ? (
        <Empty title="You are not on the roster">An admin puts reps on it by their e-mail address.</Empty>
      ) : (
        <Plate rep={whose} />
      )}
    </Page>
  )
}

function Plate({ rep }: { readonly rep: string }) {
  const mine = useMyLeads(rep)
  return (
    <Show of={mine} what="your leads">
      {(leads) =>
        leads.length === 0 ? (
          <Empty title="Nothing waits for you">
            A new lead shows here, and comes by mail. Meanwhile, look at the pool.
          </Empty>
        ) : (
          <Cards leads={leads} />
        )
      }
    </Show>
  )
}

function Cards({ leads }: { readonly leads: readonly LeadAnswer[] }) {
  const deadlines = useDeadlines(leads)
  return (
    <ul className="cards">
      {inOrderOfUrgency(leads, deadlines, Date.now()).map(({ lead, due }) => (
        <LeadCard key={lead.id} lead={lead} due={due} />
      ))}
    </ul>
  )
}
