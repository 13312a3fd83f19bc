import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RepAnswer } from '../../../../shared/contracts/workspace-answers.ts'
import { useAction } from '../../api/action.ts'
import { nameFor } from '../forms/fields.ts'

/** Puts the first rep on the roster; which pool they are in is the playbook's. */
export function AddRep({ roster }: { readonly roster: readonly RepAnswer[] }) {
  const [name, rename] = useState('')
  const [email, address] = useState('')
  const put = useAction<{ readonly id: string; readonly name: string; readonly email: string }>({
    run: (api, { id, ...body }) => api.send('PUT', `/v1/roster/${encodeURIComponent(id)}`, { body }),
    touches: [['roster'], ['pools']],
    done: 'The rep is on the roster.',
  })
  const idle = roster.filter(({ active, pools }) => active && pools.length === 0)
  const id = name.trim() === '' ? '' : nameFor(name).replaceAll('_', '-')
  return (
    <div className="stack">
      {idle.length > 0 && (
        <p className="note note-warn">
          {idle.map((rep) => rep.id).join(', ')} {idle.length === 1 ? 'is' : 'are'} in no pool yet, so no lead comes to
          them. Name them in a pool of the <Link to="/playbook">playbook</Link>.
        </p>
      )}
      <form
        className="row row-end"
        onSubmit={(event) => {
          event.preventDefault()
          if (id !== '' && email.trim() !== '') put.mutate({ id, name: name.trim(), email: email.trim() })
        }}
      >
        <TextInput label="Name" value={name} onChange={({ currentTarget: { value } }) => rename(value)} />
        <TextInput
          label="E-mail for alerts"
          type="email"
          value={email}
          onChange={({ currentTarget: { value } }) => address(value)}
        />
        <Button type="submit" loading={put.isPending} disabled={id === '' || email.trim() === ''}>
          Add
        </Button>
      </form>
    </div>
  )
}
