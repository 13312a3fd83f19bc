import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { RepAnswer, RosterAnswer } from '../../../../shared/contracts/workspace-answers.ts'
import { showing, useAction } from '../../api/action.ts'
import { useFormat } from '../../api/workspace.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { DialogForm } from '../lead/dialog-form.tsx'

interface Span {
  readonly from: string
  readonly until: string
}

function useTimeOff(rep: string) {
  const without = ({ reps }: RosterAnswer, { from }: Span): RosterAnswer => ({
    reps: reps.map((one) =>
      one.id === rep ? { ...one, timeOff: one.timeOff.filter((span) => span.from !== from) } : one,
    ),
  })
  const add = useAction<Span>({
    run: (api, body) => api.send('POST', `/v1/roster/${rep}/time-off`, { body }),
    touches: [['roster'], ['pools']],
    done: 'The time off is on the roster.',
  })
  const remove = useAction<Span>({
    run: (api, { from }) => api.send('DELETE', `/v1/roster/${rep}/time-off/${encodeURIComponent(from)}`),
    shown: [showing(['roster'], without)],
    touches: [['pools']],
    done: 'The time off is taken back.',
  })
  return { add, remove }
}

/** A rep's time off: what is planned, and another span. */
export function TimeOffDialog({ rep, onClose }: { readonly rep: RepAnswer; readonly onClose: () => void }) {
  const format = useFormat()
  const [from, begin] = useState('')
  const [until, end] = useState('')
  const { add, remove } = useTimeOff(rep.id)
  return (
    <Dialog title={`Time off of ${rep.name}`} open onClose={onClose}>
      {rep.timeOff.length > 0 && (
        <ul className="list">
          {rep.timeOff.map((span) => (
            <li key={span.from} className="row">
              <span className="grow">
                {format.day(span.from)} – {format.day(span.until)}
              </span>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  remove.mutate(span)
                  onClose()
                }}
              >
                Take back
              </Button>
            </li>
          ))}
        </ul>
      )}
      <DialogForm
        deed="Add"
        ready={from !== '' && until > from}
        onClose={onClose}
        onSubmit={() => add.mutate({ from, until })}
      >
        <TextInput
          type="date"
          label="First day away"
          value={from}
          onChange={({ currentTarget: { value } }) => begin(value)}
        />
        <TextInput
          type="date"
          label="First day back"
          value={until}
          onChange={({ currentTarget: { value } }) => end(value)}
        />
      </DialogForm>
    </Dialog>
  )
}
