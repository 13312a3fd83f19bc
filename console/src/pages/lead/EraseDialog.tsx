import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useErase } from '../../api/privacy.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Failed } from '../../parts/States.tsx'
import type { LeadDialogProps } from './dialog-form.tsx'

/** Says what erasing does, and wants the person's address typed before it is done. */
export function EraseDialog({ lead, open, onClose }: LeadDialogProps) {
  const [typed, type] = useState('')
  const erase = useErase(lead.id)
  const word = lead.email ?? 'erase'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() === word) erase.mutate()
  }
  return (
    <Dialog title="Erase this person" open={open} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p>This can’t be taken back.</p>
        <ul>
          <li>
            All that was said by this person and noted of them is removed, and nobody can find them here any more.
          </li>
          <li>They get no more mail. Imports don’t bring them back; a form they send later makes a new lead.</li>
          <li>Whoever has the lead is told, without a name. Deals keep amounts and dates; reports stay as they are.</li>
          <li>Backups keep the old data for up to 35 days. Mails and messages that went out are out of reach.</li>
        </ul>
        <TextInput
          label={`To erase, type ${word}`}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={({ currentTarget: { value } }) => type(value)}
        />
        {erase.isError && <Failed error={erase.error} />}
        <div className="dialog-actions">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red.9" disabled={typed.trim() !== word} loading={erase.isPending}>
            Erase for good
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
