import { useState } from 'react'
import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useFormat, useRepNames } from '../../api/workspace.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { nameOf, stageWords } from '../../words/lead.ts'
import { DialogForm } from './dialog-form.tsx'
import { useMerge } from './merge-leads.ts'

interface MergeDialogProps {
  readonly lead: LeadAnswer
  /** With which; the dialog is closed without one. */
  readonly other: LeadAnswer | undefined
  readonly onClose: () => void
}

/** Shows two leads side by side, asks which one stays, and makes one of them. */
export function MergeDialog({ lead, other, onClose }: MergeDialogProps) {
  const merge = useMerge(lead)
  return (
    <Dialog title="Merge two leads" open={other !== undefined} onClose={onClose}>
      {other !== undefined && (
        <Comparison
          lead={lead}
          other={other}
          onClose={onClose}
          onMerge={(survivor, absorbed) => merge.mutate({ survivor, absorbed })}
        />
      )}
    </Dialog>
  )
}

interface ComparisonProps {
  readonly lead: LeadAnswer
  readonly other: LeadAnswer
  readonly onMerge: (survivor: LeadAnswer, absorbed: LeadAnswer) => void
  readonly onClose: () => void
}

function Comparison({ lead, other, onMerge, onClose }: ComparisonProps) {
  const [keepsOther, keepOther] = useState(false)
  const [survivor, absorbed] = keepsOther ? [other, lead] : [lead, other]
  const rows = useRows()
  return (
    <DialogForm deed="Merge" onClose={onClose} onSubmit={() => onMerge(survivor, absorbed)}>
      <div className="table-frame">
        <table className="data compare">
          <thead>
            <tr>
              <td />
              <Choice name="Keep this one" chosen={!keepsOther} onChoose={() => keepOther(false)} />
              <Choice name="Keep the other" chosen={keepsOther} onChoose={() => keepOther(true)} />
            </tr>
          </thead>
          <tbody>
            {rows.flatMap(([name, tell]) => {
              const values = [tell(lead), tell(other)]
              if (values.every((value) => value === undefined)) return []
              return [
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {values.map((value, column) => (
                    <td key={column === 0 ? 'this' : 'other'}>{value ?? '–'}</td>
                  ))}
                </tr>,
              ]
            })}
          </tbody>
        </table>
      </div>
      <p className="muted small">
        What the kept lead says stands, and the other fills its gaps. It goes where the further of the two is, and both
        timelines, deals and opt-outs are its own. This can’t be taken back.
      </p>
    </DialogForm>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly chosen: boolean
  readonly onChoose: () => void
}

function Choice({ name, chosen, onChoose }: ChoiceProps) {
  return (
    <th scope="col">
      <label>
        <input type="radio" name="keep" checked={chosen} onChange={onChoose} /> {name}
      </label>
    </th>
  )
}

type Row = readonly [name: string, tell: (lead: LeadAnswer) => string | undefined]

function useRows(): readonly Row[] {
  const format = useFormat()
  const repName = useRepNames()
  return [
    ['Name', nameOf],
    ['E-mail', ({ email }) => email],
    ['Phone', ({ phone }) => phone],
    ['Company', ({ company }) => company],
    ['Job title', ({ jobTitle }) => jobTitle],
    ['Stage', ({ stage }) => stageWords[stage]],
    ['With', ({ owner }) => (owner === null ? undefined : repName(owner))],
    ['Score', ({ score }) => String(Math.round(score.value))],
    ['First campaign', ({ campaign }) => campaign],
    ['Came in', ({ createdAt }) => format.moment(createdAt)],
    ['Marketing mail', ({ marketing }) => marketing],
  ]
}
