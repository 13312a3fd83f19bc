import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { OpportunityAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useDealChange } from '../../api/lead-actions.ts'
import { useOpportunity } from '../../api/leads.ts'
import { useFormat, usePlaybook } from '../../api/workspace.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Section } from '../../parts/Page.tsx'
import { Show } from '../../parts/States.tsx'
import { useSession } from '../../session/session.ts'
import { readMoney } from '../../words/format.ts'
import { DialogForm } from './dialog-form.tsx'

/** A lead's deal, and how it goes on. */
export function DealPanel({ id }: { readonly id: string }) {
  const deal = useOpportunity(id)
  return (
    <Section title="Deal">
      <Show of={deal} what="the deal">
        {(data) => <Deal deal={data} />}
      </Show>
    </Section>
  )
}

function Deal({ deal }: { readonly deal: OpportunityAnswer }) {
  const format = useFormat()
  const { role } = useSession()
  return (
    <div className="card stack">
      <div className="row">
        <strong className="grow">{deal.name}</strong>
        <span className={`mark mark-${deal.status === 'open' ? 'opportunity' : deal.status}`}>{deal.stage}</span>
      </div>
      <p className="muted">
        {format.money(deal.amountMinor, deal.currency)} · opened {format.day(deal.openedAt)}
        {deal.closedAt !== undefined && ` · closed ${format.day(deal.closedAt)}`}
        {deal.lostBecause !== undefined && ` · ${deal.lostBecause}`}
      </p>
      {deal.status === 'open' && role !== 'marketer' && <DealActions deal={deal} />}
    </div>
  )
}

function DealActions({ deal }: { readonly deal: OpportunityAnswer }) {
  const { data } = usePlaybook()
  const change = useDealChange(deal)
  const [asked, ask] = useState<'win' | 'lose'>()
  const stages = data?.stages ?? []
  const close = () => ask(undefined)
  return (
    <div className="row row-end">
      {stages.length > 0 && (
        <NativeSelect
          label="Stage"
          value={deal.stage}
          data={stages.includes(deal.stage) ? [...stages] : [deal.stage, ...stages]}
          onChange={({ currentTarget: { value } }) => change.mutate({ kind: 'stage', stage: value })}
        />
      )}
      <Button onClick={() => ask('win')}>Won</Button>
      <Button variant="default" onClick={() => ask('lose')}>
        Lost
      </Button>
      <WinDialog deal={deal} open={asked === 'win'} onClose={close} change={change.mutate} />
      <LoseDialog deal={deal} open={asked === 'lose'} onClose={close} change={change.mutate} />
    </div>
  )
}

interface CloseProps {
  readonly deal: OpportunityAnswer
  readonly open: boolean
  readonly onClose: () => void
  readonly change: ReturnType<typeof useDealChange>['mutate']
}

function WinDialog({ deal, open, onClose, change }: CloseProps) {
  const { money } = useFormat()
  const [amount, type] = useState('')
  const amountMinor = amount === '' ? deal.amountMinor : readMoney(amount, deal.currency)
  return (
    <Dialog title="Won" open={open} onClose={onClose}>
      <DialogForm
        deed="Won"
        ready={amountMinor !== undefined}
        onClose={onClose}
        onSubmit={() => amountMinor !== undefined && change({ kind: 'win', amountMinor })}
      >
        <TextInput
          label={`Amount (${deal.currency})`}
          description={`Left empty: ${money(deal.amountMinor, deal.currency)}`}
          inputMode="decimal"
          value={amount}
          error={amountMinor === undefined && 'Write an amount such as 12,000 or 950.50'}
          onChange={({ currentTarget: { value } }) => type(value)}
        />
      </DialogForm>
    </Dialog>
  )
}

function LoseDialog({ open, onClose, change }: CloseProps) {
  const [reason, write] = useState('')
  return (
    <Dialog title="Lost" open={open} onClose={onClose}>
      <DialogForm
        deed="Lost"
        ready={reason.trim() !== ''}
        onClose={onClose}
        onSubmit={() => change({ kind: 'lose', reason: reason.trim() })}
      >
        <TextInput label="Why" value={reason} onChange={({ currentTarget: { value } }) => write(value)} />
      </DialogForm>
    </Dialog>
  )
}
