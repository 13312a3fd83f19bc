import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { fieldOf, firstFields, nameFor } from '../forms/fields.ts'
import { usePutForm } from '../forms/forms.ts'

/** Connects the first form, with the fields that most begin with. */
export function AddForm() {
  const [name, rename] = useState('')
  const put = usePutForm()
  const id = name.trim() === '' ? '' : nameFor(name).replaceAll('_', '-')
  return (
    <form
      className="row row-end"
      onSubmit={(event) => {
        event.preventDefault()
        if (id !== '') put.mutate({ id, name: name.trim(), fields: firstFields().map(fieldOf) })
      }}
    >
      <TextInput
        label="Form"
        placeholder="Ask for a quote"
        value={name}
        onChange={({ currentTarget: { value } }) => rename(value)}
      />
      <Button type="submit" loading={put.isPending} disabled={id === ''}>
        Connect
      </Button>
    </form>
  )
}
