import { Button } from '@mantine/core'
import { useState } from 'react'
import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useAccept } from '../../api/lead-actions.ts'
import { useSession } from '../../session/session.ts'
import { ClaimDialog } from './ClaimDialog.tsx'
import { DeclineDialog } from './DeclineDialog.tsx'
import { OpenDealDialog } from './OpenDealDialog.tsx'
import { TouchDialog } from './TouchDialog.tsx'

type Asked = 'decline' | 'touch' | 'deal' | 'claim'

const closed: ReadonlySet<LeadAnswer['stage']> = new Set(['opportunity', 'won', 'rejected'])

/** What can be done with a lead where it stands; marketers look on. */
export function LeadActions({ lead }: { readonly lead: LeadAnswer }) {
  const { role } = useSession()
  const [asked, ask] = useState<Asked>()
  const accept = useAccept(lead)
  if (role === 'marketer') return null
  const offered = lead.stage === 'assigned'
  const inPool = lead.stage === 'pool'
  const close = () => ask(undefined)
  return (
    <>
      {offered && (
        <>
          <Button onClick={() => accept.mutate()} loading={accept.isPending}>
            Accept
          </Button>
          <Button variant="default" onClick={() => ask('decline')}>
            Decline
          </Button>
        </>
      )}
      {inPool && <Button onClick={() => ask('claim')}>Claim</Button>}
      {!inPool && (
        <Button variant="default" onClick={() => ask('touch')}>
          Log
        </Button>
      )}
      {!offered && !inPool && !closed.has(lead.stage) && <Button onClick={() => ask('deal')}>Open a deal</Button>}
      <DeclineDialog lead={lead} open={asked === 'decline'} onClose={close} />
      <TouchDialog lead={lead} open={asked === 'touch'} onClose={close} />
      <OpenDealDialog lead={lead} open={asked === 'deal'} onClose={close} />
      <ClaimDialog lead={lead} open={asked === 'claim'} onClose={close} />
    </>
  )
}
