import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { LeadPage } from '../../../../shared/contracts/lead-answers.ts'
import { wordsOf } from '../../api/refusal.ts'
import { useApi } from '../../session/session.ts'
import { nameOf } from '../../words/lead.ts'

/** Finds the lead of an e-mail address. */
export function FindLead({ onFound }: { readonly onFound: (lead: { id: string; name: string }) => void }) {
  const api = useApi()
  const [email, type] = useState('')
  const [missing, miss] = useState<string>()
  const find = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const { leads } = await api.get<LeadPage>('/v1/leads', { query: { email: email.trim() } })
      const [lead] = leads
      miss(lead === undefined ? 'No lead has this address' : undefined)
      if (lead !== undefined) onFound({ id: lead.id, name: nameOf(lead) })
    } catch (error) {
      miss(wordsOf(error).title)
    }
  }
  return (
    <form className="row row-end find-lead" onSubmit={find}>
      <TextInput
        className="grow"
        label="or the lead with this e-mail"
        type="email"
        value={email}
        error={missing}
        onChange={({ currentTarget: { value } }) => {
          type(value)
          miss(undefined)
        }}
      />
      <Button type="submit" variant="default" disabled={email.trim() === ''}>
        Show
      </Button>
    </form>
  )
}
