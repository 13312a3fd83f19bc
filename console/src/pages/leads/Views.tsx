import { TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Dialog } from '../../parts/Dialog.tsx'
import { DialogForm } from '../lead/dialog-form.tsx'
import { givenViews } from './named-views.ts'
import { isSameView, type LeadView } from './search.ts'
import { forgetView, saveView, useSavedViews } from './views.ts'

/** Views to choose from, and what keeps the one that is shown. */
export function Views({ view }: { readonly view: LeadView }) {
  const saved = useSavedViews()
  const [asked, ask] = useState(false)
  const [name, rename] = useState('')
  const all = [...givenViews, ...saved]
  const isKept = all.some((one) => isSameView(one.view, view))
  const own = saved.find((one) => isSameView(one.view, view))
  return (
    <nav className="row tabs" aria-label="Views">
      {all.map((one) => (
        <Link
          key={one.name}
          to="/leads"
          search={one.view}
          className="tab"
          activeOptions={{ exact: true, includeSearch: true }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {one.name}
        </Link>
      ))}
      {!isKept && (
        <button type="button" className="plain-link" onClick={() => ask(true)}>
          Save this view
        </button>
      )}
      {own !== undefined && (
        <button type="button" className="plain-link" onClick={() => forgetView(own.name)}>
          Forget “{own.name}”
        </button>
      )}
      <Dialog title="Save this view" open={asked} onClose={() => ask(false)}>
        <DialogForm
          deed="Save"
          ready={name.trim() !== ''}
          onClose={() => ask(false)}
          onSubmit={() => {
            saveView({ name: name.trim(), view })
            rename('')
          }}
        >
          <TextInput
            label="Name"
            description="Kept in this browser. What is typed to find somebody is not part of it."
            value={name}
            onChange={({ currentTarget: { value } }) => rename(value)}
          />
        </DialogForm>
      </Dialog>
    </nav>
  )
}
