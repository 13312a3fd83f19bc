import { Button } from '@mantine/core'
import { useState } from 'react'
import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useExport } from '../../api/privacy.ts'
import { Section } from '../../parts/Page.tsx'
import { useSession } from '../../session/session.ts'
import { EraseDialog } from './EraseDialog.tsx'

/** What a person may ask for: all that is known of them, and that it be taken away. */
export function PersonData({ lead }: { readonly lead: LeadAnswer }) {
  const { role } = useSession()
  const [asked, ask] = useState(false)
  const save = useExport(lead.id)
  if (role === 'rep') return null
  return (
    <Section title="This person’s data">
      <p className="muted">
        Hand out all that is known of this person as a file{role === 'admin' && ', or take it away for good'}.
      </p>
      <div className="row">
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          Export
        </Button>
        {role === 'admin' && (
          <Button variant="default" onClick={() => ask(true)}>
            Erase…
          </Button>
        )}
      </div>
      <EraseDialog lead={lead} open={asked} onClose={() => ask(false)} />
    </Section>
  )
}
