import { TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Dialog } from '../../parts/Dialog.tsx'
import { DialogForm } from '../lead/dialog-form.tsx'
import { fieldOf, firstFields, nameFor } from './fields.ts'
import { usePutForm } from './forms.ts'

/** Asks for a form's name; everything else is set on its page. */
export function NewFormDialog({ taken, open, onClose }: NewFormProps) {
  const [name, rename] = useState('')
  const [typed, identify] = useState<string>()
  const put = usePutForm()
  const navigate = useNavigate()
  const id = typed ?? (name.trim() === '' ? '' : nameFor(name).replaceAll('_', '-'))
  const isTaken = taken.some((form) => form.id === id)
  const submit = () =>
    put.mutate(
      { id, name: name.trim(), fields: firstFields().map(fieldOf) },
      { onSuccess: () => void navigate({ to: '/forms/$id', params: { id } }) },
    )
  return (
    <Dialog title="New form" open={open} onClose={onClose}>
      <DialogForm
        deed="Create"
        ready={name.trim() !== '' && /^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,99}$/u.test(id) && !isTaken}
        onClose={onClose}
        onSubmit={submit}
      >
        <TextInput
          label="Name"
          placeholder="Ask for a quote"
          value={name}
          onChange={({ currentTarget: { value } }) => rename(value)}
        />
        <TextInput
          label="Id"
          description="Part of the address it posts to, and what rules call it: it stays as it is."
          value={id}
          error={isTaken && 'There is a form of this id'}
          onChange={({ currentTarget: { value } }) => identify(value)}
        />
      </DialogForm>
    </Dialog>
  )
}

/** What a new form must not be called, and whether it is asked for. */
export interface NewFormProps {
  readonly taken: readonly { readonly id: string }[]
  readonly open: boolean
  readonly onClose: () => void
}
