import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useRoster } from '../../api/workspace.ts'
import { stageWords } from '../../words/lead.ts'
import { useCampaigns } from '../campaigns/campaigns.ts'
import { type LeadFilter, type LeadView, readLeadView, readSearch, type Sought } from './search.ts'

/** The filter, and what is told of its changes. */
export interface LeadFiltersProps {
  readonly filter: LeadFilter
  readonly onView: (view: LeadView) => void
  readonly onSearch: (sought: Sought | undefined) => void
}

/** Narrows the leads that are shown. */
export function LeadFilters({ filter: { view, sought }, onView, onSearch }: LeadFiltersProps) {
  const roster = useRoster()
  const campaigns = useCampaigns()
  const owners = roster.data?.reps.map(({ id, name }) => ({ value: id, label: name })) ?? []
  const brought = campaigns.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []
  const choose = (change: Readonly<Record<string, string>>) => onView(readLeadView({ ...view, ...change }))
  return (
    <div className="row row-end filters">
      <Search key={Object.values(sought ?? {}).join()} start={sought} onSearch={onSearch} />
      <Choice
        label="Stage"
        any="Any stage"
        value={view.stage}
        data={Object.entries(stageWords).map(([value, label]) => ({ value, label }))}
        onChange={(stage) => choose({ stage })}
      />
      <Choice label="Owner" any="Anybody" value={view.owner} data={owners} onChange={(owner) => choose({ owner })} />
      <Choice
        label="Campaign"
        any="Any campaign"
        value={view.campaign}
        data={[...brought, { value: '(unattributed)', label: 'None' }]}
        onChange={(campaign) => choose({ campaign })}
      />
      <Choice
        label="Score"
        any="Any score"
        value={view.minScore?.toString()}
        data={scores(view.minScore)}
        onChange={(minScore) => choose({ minScore })}
      />
    </div>
  )
}

/** Scores to choose from, and one that a link has asked for. */
function scores(asked: number | undefined) {
  const all = new Set([30, 50, 70, 90, 110, ...(asked === undefined ? [] : [asked])])
  return [...all]
    .sort((one, other) => one - other)
    .map((score) => ({ value: String(score), label: `${score} or more` }))
}

interface ChoiceProps {
  readonly label: string
  readonly any: string
  readonly value: string | undefined
  readonly data: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
}

function Choice({ label, any, value, data, onChange }: ChoiceProps) {
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      data={[{ value: '', label: any }, ...data]}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}

interface SearchProps {
  readonly start: Sought | undefined
  readonly onSearch: (sought: Sought | undefined) => void
}

function Search({ start, onSearch }: SearchProps) {
  const [text, type] = useState(Object.values(start ?? {}).join())
  const [isWrong, blame] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sought = readSearch(text)
    blame(sought === undefined)
    if (sought !== undefined) onSearch(sought === 'nothing' ? undefined : sought)
  }
  return (
    <search className="grow">
      <form onSubmit={submit}>
        <TextInput
          type="search"
          label="Find by name, company, e-mail or phone"
          placeholder="Harbor Heating, then Enter"
          value={text}
          error={isWrong && 'Write how a name or a company begins, or a whole e-mail address or phone number'}
          onChange={({ currentTarget: { value } }) => {
            type(value)
            if (value === '' && start !== undefined) onSearch(undefined)
          }}
        />
      </form>
    </search>
  )
}
