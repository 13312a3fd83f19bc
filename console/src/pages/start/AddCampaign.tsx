import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { usePutCampaign } from '../campaigns/campaigns.ts'
import { nameFor } from '../forms/fields.ts'

/** Names the first campaign: what marketing runs and pays for. */
export function AddCampaign() {
  const [name, rename] = useState('')
  const [channel, choose] = useState('search')
  const put = usePutCampaign()
  const id = name.trim() === '' ? '' : nameFor(name).replaceAll('_', '-')
  return (
    <form
      className="row row-end"
      onSubmit={(event) => {
        event.preventDefault()
        if (id !== '' && channel.trim() !== '') put.mutate({ id, name: name.trim(), channel: channel.trim() })
      }}
    >
      <TextInput
        label="Campaign"
        placeholder="Spring search ads"
        value={name}
        onChange={({ currentTarget: { value } }) => rename(value)}
      />
      <TextInput label="Channel" value={channel} onChange={({ currentTarget: { value } }) => choose(value)} />
      <Button type="submit" loading={put.isPending} disabled={id === ''}>
        Add
      </Button>
      {id !== '' && (
        <p className="muted small">
          Links carry it as <code>utm_campaign={id}</code>
        </p>
      )}
    </form>
  )
}
