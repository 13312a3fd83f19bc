import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DuplicatesAnswer, LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useDuplicates } from '../../api/leads.ts'
import { StageMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/Page.tsx'
import { Show } from '../../parts/States.tsx'
import { nameOf } from '../../words/lead.ts'
import { MergeDialog } from './MergeDialog.tsx'

/** Leads that may be the same person, each with why, and the way to make one of two. */
export function DuplicatesPanel({ lead }: { readonly lead: LeadAnswer }) {
  const duplicates = useDuplicates(lead.id)
  const [other, compare] = useState<LeadAnswer>()
  return (
    <Section title="Possible duplicates">
      <Show of={duplicates} what="possible duplicates">
        {(found) =>
          found.length === 0 ? (
            <p className="muted">No other lead looks like the same person.</p>
          ) : (
            <ul className="list">
              {found.map((one) => (
                <Candidate key={one.lead.id} candidate={one} onCompare={() => compare(one.lead)} />
              ))}
            </ul>
          )
        }
      </Show>
      <MergeDialog lead={lead} other={other} onClose={() => compare(undefined)} />
    </Section>
  )
}

interface CandidateProps {
  readonly candidate: DuplicatesAnswer['duplicates'][number]
  readonly onCompare: () => void
}

function Candidate({ candidate: { lead, reasons }, onCompare }: CandidateProps) {
  return (
    <li>
      <div className="grow">
        <div className="row">
          <Link to="/leads/$id" params={{ id: lead.id }}>
            {nameOf(lead)}
          </Link>
          <StageMark stage={lead.stage} />
        </div>
        <p className="muted small">{reasons.map(({ detail }) => detail).join(' · ')}</p>
      </div>
      <Button size="compact-sm" variant="default" onClick={onCompare} aria-label={`Merge with ${nameOf(lead)}`}>
        Merge
      </Button>
    </li>
  )
}
