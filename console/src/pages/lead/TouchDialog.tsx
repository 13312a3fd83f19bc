import { SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { type TouchInput, useTouch } from '../../api/lead-actions.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { useSession } from '../../session/session.ts'
import { DialogForm, type LeadDialogProps } from './dialog-form.tsx'

const kinds: readonly { readonly value: TouchInput['kind']; readonly label: string }[] = [
  { value: 'call', label: 'Call' },
  { value: 'meeting', label: 'Meeting' },
  { value: 'note', label: 'Note' },
]

/** Records a call, a meeting or a note. */
export function TouchDialog({ lead, open, onClose }: LeadDialogProps) {
  const [kind, choose] = useState<TouchInput['kind']>('call')
  const [text, write] = useState('')
  const { rep } = useSession()
  const touch = useTouch(lead)
  const author = rep ?? lead.owner ?? undefined
  const submit = () => {
    touch.mutate({ kind, text: text.trim(), ...(author === undefined ? {} : { rep: author }) })
    write('')
  }
  return (
    <Dialog title="Log what happened" open={open} onClose={onClose}>
      <DialogForm deed="Record" ready={kind !== 'note' || text.trim() !== ''} onClose={onClose} onSubmit={submit}>
        <SegmentedControl
          aria-label="What happened"
          fullWidth
          data={[...kinds]}
          value={kind}
          onChange={(value) => choose(kinds.find((one) => one.value === value)?.value ?? 'note')}
        />
        <Textarea
          label="What was said"
          autosize={false}
          rows={4}
          value={text}
          onChange={({ currentTarget: { value } }) => write(value)}
        />
      </DialogForm>
    </Dialog>
  )
}
