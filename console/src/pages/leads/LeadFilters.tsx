import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useRoster } from '../../api/workspace.ts'
import { stageWords } from '../../words/lead.ts'
import { type LeadFilter, readSearch } from './search.ts'

/** The filter, and what is told of its changes. */
export interface LeadFiltersProps {
  readonly filter: LeadFilter
  readonly onChange: (filter: LeadFilter) => void
}

/** Narrows the leads that are shown. What is typed stays out of the address: it names people. */
export function LeadFilters({ filter, onChange }: LeadFiltersProps) {
  const roster = useRoster()
  const { email, phone, owner, stage } = filter
  const search = { ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }) }
  const place = { ...(owner === undefined ? {} : { owner }), ...(stage === undefined ? {} : { stage }) }
  const owners = roster.data?.reps.map(({ id, name }) => ({ value: id, label: name })) ?? []
  return (
    <div className="row row-end filters">
      <Search
        key={Object.values(search).join()}
        start={email ?? phone ?? ''}
        onSearch={(by) => onChange({ ...place, ...by })}
      />
      <NativeSelect
        label="Owner"
        value={owner ?? ''}
        data={[{ value: '', label: 'Anybody' }, ...owners]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...without(filter, 'owner'), ...(value && { owner: value }) })
        }
      />
      <NativeSelect
        label="Stage"
        value={stage ?? ''}
        data={[{ value: '', label: 'Any stage' }, ...stageOptions]}
        onChange={({ currentTarget: { value } }) => {
          const chosen = stageOptions.find((option) => option.value === value)?.value
          onChange({ ...without(filter, 'stage'), ...(chosen && { stage: chosen }) })
        }}
      />
    </div>
  )
}

const stageOptions = Object.entries(stageWords).map(([value, label]) => ({ value: stageOf(value), label }))

function stageOf(value: string): LeadAnswer['stage'] {
  return Object.keys(stageWords).find((stage): stage is LeadAnswer['stage'] => stage === value) ?? 'new'
}

function without(filter: LeadFilter, name: keyof LeadFilter): LeadFilter {
  return Object.fromEntries(Object.entries(filter).filter(([field]) => field !== name))
}

function Search({ start, onSearch }: { readonly start: string; readonly onSearch: (by: LeadFilter) => void }) {
  const [text, type] = useState(start)
  const [wrong, blame] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const by = readSearch(text)
    blame(by === undefined)
    if (by !== undefined) onSearch(by)
  }
  return (
    <search className="grow">
      <form onSubmit={submit}>
        <TextInput
          type="search"
          label="Find by e-mail or phone"
          placeholder="grace@harborheating.example, then Enter"
          value={text}
          error={wrong && 'Write a whole e-mail address or phone number'}
          onChange={({ currentTarget: { value } }) => {
            type(value)
            if (value === '' && start !== '') onSearch({})
          }}
        />
      </form>
    </search>
  )
}
