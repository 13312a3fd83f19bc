import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useDecline } from '../../api/lead-actions.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { declineReasons } from '../../words/decline.ts'
import { DialogForm, type LeadDialogProps } from './dialog-form.tsx'

/** Asks why, and declines. */
export function DeclineDialog({ lead, open, onClose }: LeadDialogProps) {
  const [reason, choose] = useState<string>(declineReasons[0].value)
  const [note, write] = useState('')
  const decline = useDecline(lead)
  return (
    <Dialog title="Decline this lead" open={open} onClose={onClose}>
      <DialogForm deed="Decline" onClose={onClose} onSubmit={() => decline.mutate({ reason, note: note.trim() })}>
        <NativeSelect
          label="Reason"
          value={reason}
          data={[...declineReasons]}
          onChange={({ currentTarget: { value } }) => choose(value)}
        />
        <Textarea label="Note (optional)" value={note} onChange={({ currentTarget: { value } }) => write(value)} />
      </DialogForm>
    </Dialog>
  )
}
