import { Button } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '../../api/workspace.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Show } from '../../parts/States.tsx'
import { useSession } from '../../session/session.ts'
import { DialogForm } from '../lead/dialog-form.tsx'
import { useRollback, useVersion, useVersions } from './playbook.ts'

/** The published versions; an older one can be looked at as a draft, or put in force again. */
export function History({ current, load }: { readonly current: number; readonly load: (source: string) => void }) {
  const versions = useVersions()
  const { role } = useSession()
  const format = useFormat()
  const read = useVersion()
  const rollback = useRollback(current)
  const [asked, ask] = useState<number>()
  return (
    <Show of={versions} what="the versions">
      {(all) => (
        <>
          <ul className="list">
            {all.map(({ version, publishedAt, current: inForce }) => (
              <li key={version} className="row">
                <strong>Version {version}</strong>
                <span className="muted grow">{format.moment(publishedAt)}</span>
                {inForce ? (
                  <span className="mark mark-good">in force</span>
                ) : (
                  <>
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => void read(version).then(({ source }) => load(source))}
                    >
                      Open
                    </Button>
                    {role === 'admin' && (
                      <Button size="compact-sm" variant="default" onClick={() => ask(version)}>
                        Go back to it
                      </Button>
                    )}
                  </>
                )}
              </li>
            ))}
          </ul>
          <Dialog title={`Go back to version ${asked ?? ''}`} open={asked !== undefined} onClose={() => ask(undefined)}>
            <DialogForm
              deed="Go back"
              onClose={() => ask(undefined)}
              onSubmit={() => asked !== undefined && rollback.mutate(asked)}
            >
              <p>It is published again as a new version, and all leads are scored anew.</p>
            </DialogForm>
          </Dialog>
        </>
      )}
    </Show>
  )
}
