import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { FormAnswer } from '../../../../shared/contracts/forms.ts'
import { TestLead } from '../forms/TestLead.tsx'

/** A test lead over one of the forms. */
export function TryForm({ forms }: { readonly forms: readonly FormAnswer[] }) {
  const [chosen, choose] = useState<string>()
  // Who asks for a demo is what a guide is about; which form that is, nobody knows.
  const form = forms.find(({ id }) => id === chosen) ?? forms.find(({ id }) => id.includes('demo')) ?? forms[0]
  if (form === undefined) return null
  return (
    <>
      {forms.length > 1 && (
        <NativeSelect
          label="Form"
          value={form.id}
          data={forms.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ currentTarget: { value } }) => choose(value)}
        />
      )}
      <TestLead key={form.id} form={form} />
    </>
  )
}
