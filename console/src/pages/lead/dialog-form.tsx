import { Button } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'

/** What every dialog about a lead is given. */
export interface LeadDialogProps {
  readonly lead: LeadAnswer
  readonly open: boolean
  readonly onClose: () => void
}

/** A form in a dialog: its fields, the deed, and the way back. */
export function DialogForm({ deed, ready = true, onSubmit, onClose, children }: DialogFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    onSubmit()
    onClose()
  }
  return (
    <form className="stack" onSubmit={submit}>
      {children}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!ready}>
          {deed}
        </Button>
      </div>
    </form>
  )
}

/** What a form in a dialog does. */
export interface DialogFormProps {
  /** What the button says. */
  readonly deed: string
  /** Whether what was entered can be sent. */
  readonly ready?: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}
