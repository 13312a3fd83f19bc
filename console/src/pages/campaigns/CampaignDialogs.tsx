import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { CampaignsAnswer } from '../../../../shared/contracts/campaign-answers.ts'
import { useFormat } from '../../api/workspace.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { readMoney } from '../../words/format.ts'
import { DialogForm } from '../lead/dialog-form.tsx'
import { usePutCampaign, usePutSpend } from './campaigns.ts'

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** Enters what a campaign cost in a month; it replaces what was entered for that month. */
export function SpendDialog({
  campaigns,
  open,
  onClose,
}: DialogProps & { readonly campaigns: CampaignsAnswer['campaigns'] }) {
  const format = useFormat()
  const { currency, calendarDay } = format
  const known = campaigns
    .filter(({ id }) => !id.startsWith('('))
    .map(({ id, name }) => ({ value: id, label: name === id ? id : `${name} (${id})` }))
  const [chosen, choose] = useState<string>()
  const [month, setMonth] = useState(() => calendarDay(Date.now()).slice(0, 7))
  const [amount, type] = useState('')
  const put = usePutSpend()
  const campaign = chosen ?? known[0]?.value
  const amountMinor = readMoney(amount, currency)
  const before = campaigns.find(({ id }) => id === campaign)?.spend.find((one) => one.month === month)?.amountMinor
  const submit = () => {
    if (campaign === undefined || amountMinor === undefined) return
    put.mutate({ campaign, month, amountMinor, currency })
    type('')
  }
  return (
    <Dialog title="Enter spend" open={open} onClose={onClose}>
      <DialogForm
        deed="Save"
        ready={campaign !== undefined && amountMinor !== undefined && /^\d{4}-\d{2}$/.test(month)}
        onClose={onClose}
        onSubmit={submit}
      >
        <NativeSelect
          label="Campaign"
          value={campaign ?? ''}
          data={known}
          onChange={({ currentTarget: { value } }) => choose(value)}
        />
        <TextInput
          type="month"
          label="Month"
          value={month}
          onChange={({ currentTarget: { value } }) => setMonth(value)}
        />
        <TextInput
          label={`Amount (${currency})`}
          description={
            before === undefined
              ? 'Nothing is entered for this month yet.'
              : `It replaces the ${format.money(before)} that are entered for this month.`
          }
          inputMode="decimal"
          placeholder="4,000"
          value={amount}
          error={amount !== '' && amountMinor === undefined && 'Write an amount such as 4,000 or 950.50'}
          onChange={({ currentTarget: { value } }) => type(value)}
        />
      </DialogForm>
    </Dialog>
  )
}

/** Declares a campaign by its name and channel. */
export function CampaignDialog({ open, onClose }: DialogProps) {
  const [id, identify] = useState('')
  const [name, rename] = useState('')
  const [channel, choose] = useState('search')
  const put = usePutCampaign()
  return (
    <Dialog title="New campaign" open={open} onClose={onClose}>
      <DialogForm
        deed="Save"
        ready={id.trim() !== '' && name.trim() !== '' && channel.trim() !== ''}
        onClose={onClose}
        onSubmit={() => put.mutate({ id: id.trim(), name: name.trim(), channel: channel.trim() })}
      >
        <TextInput
          label="Id"
          description="What links carry as utm_campaign"
          value={id}
          onChange={({ currentTarget: { value } }) => identify(value)}
        />
        <TextInput label="Name" value={name} onChange={({ currentTarget: { value } }) => rename(value)} />
        <TextInput label="Channel" value={channel} onChange={({ currentTarget: { value } }) => choose(value)} />
      </DialogForm>
    </Dialog>
  )
}
