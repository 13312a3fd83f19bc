import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useOpenDeal } from '../../api/lead-actions.ts'
import { useFormat } from '../../api/workspace.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { readMoney } from '../../words/format.ts'
import { nameOf } from '../../words/lead.ts'
import { DialogForm, type LeadDialogProps } from './dialog-form.tsx'

/** Opens a deal with a name and an amount. */
export function OpenDealDialog({ lead, open, onClose }: LeadDialogProps) {
  const { currency } = useFormat()
  const [name, rename] = useState(lead.company ?? nameOf(lead))
  const [amount, type] = useState('')
  const openDeal = useOpenDeal(lead)
  const amountMinor = readMoney(amount, currency)
  return (
    <Dialog title="Open a deal" open={open} onClose={onClose}>
      <DialogForm
        deed="Open"
        ready={name.trim() !== '' && amountMinor !== undefined}
        onClose={onClose}
        onSubmit={() => amountMinor !== undefined && openDeal.mutate({ name: name.trim(), amountMinor, currency })}
      >
        <TextInput label="Name" value={name} onChange={({ currentTarget: { value } }) => rename(value)} />
        <TextInput
          label={`Amount (${currency})`}
          inputMode="decimal"
          placeholder="12,000"
          value={amount}
          error={amount !== '' && amountMinor === undefined && 'Write an amount such as 12,000 or 950.50'}
          onChange={({ currentTarget: { value } }) => type(value)}
        />
      </DialogForm>
    </Dialog>
  )
}
