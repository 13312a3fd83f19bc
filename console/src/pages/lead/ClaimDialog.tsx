import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useClaim } from '../../api/lead-actions.ts'
import { useRoster } from '../../api/workspace.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { useSession } from '../../session/session.ts'
import { DialogForm, type LeadDialogProps } from './dialog-form.tsx'

/** Claims a lead of the public pool: a rep for themselves, an admin for a rep. */
export function ClaimDialog({ lead, open, onClose }: LeadDialogProps) {
  const { rep: self } = useSession()
  const roster = useRoster()
  const [chosen, choose] = useState('')
  const claim = useClaim(lead)
  const reps = roster.data?.reps.filter(({ active }) => active) ?? []
  const rep = self ?? (chosen || reps[0]?.id)
  return (
    <Dialog title="Claim this lead" open={open} onClose={onClose}>
      <DialogForm
        deed="Claim"
        ready={rep !== undefined}
        onClose={onClose}
        onSubmit={() => rep !== undefined && claim.mutate({ rep })}
      >
        {self === undefined ? (
          <NativeSelect
            label="For"
            value={rep ?? ''}
            data={reps.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={({ currentTarget: { value } }) => choose(value)}
          />
        ) : (
          <p>It leaves the pool and is yours to work.</p>
        )}
      </DialogForm>
    </Dialog>
  )
}
