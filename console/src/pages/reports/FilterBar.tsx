import { NativeSelect } from '@mantine/core'
import { type FilterValue, useFilterValues } from './filter-values.ts'
import {
  type Filterable,
  type FilterName,
  type Filters,
  filterNames,
  filterWords,
  narrowed,
  without,
} from './filters.ts'

/** What a report is narrowed to, what it can be narrowed to, and what is told of a change. */
export interface FilterBarProps {
  readonly takes: Filterable
  readonly filters: Filters
  readonly onChange: (filters: Filters) => void
}

/** What brought a lead, and where it belongs: of each at most one is chosen. */
const choices = [
  { label: 'Brought by', any: 'Anything', names: ['campaign', 'channel', 'source'] },
  { label: 'Belongs to', any: 'Any territory or size', names: ['territory', 'segment'] },
] as const satisfies readonly { label: string; any: string; names: readonly FilterName[] }[]

/** Narrows a report, and shows by what it is narrowed. Whatever is chosen, the API takes. */
export function FilterBar({ takes, filters, onChange }: FilterBarProps) {
  const values = useFilterValues(takes.filters)
  if (takes.filters.length === 0) return null
  return (
    <search className="row row-end filters" aria-label="Filter">
      {choices.map(({ label, any, names }) => {
        const offered = names.filter((name) => takes.filters.includes(name))
        const chosen = offered.find((name) => filters[name] !== undefined)
        if (offered.length === 0) return null
        return (
          <NativeSelect
            key={label}
            label={label}
            value={chosen === undefined ? '' : `${chosen} ${filters[chosen]}`}
            data={[
              { value: '', label: any },
              ...offered.map((name) => ({
                group: filterWords[name],
                items: itemsOf(name, values[name], filters[name]),
              })),
            ]}
            onChange={({ currentTarget: { value } }) => {
              const name = offered.find((one) => value.startsWith(`${one} `))
              if (name !== undefined) onChange(narrowed(takes, filters, name, value.slice(name.length + 1)))
              else if (chosen !== undefined) onChange(without(filters, chosen))
            }}
          />
        )
      })}
      <Marks filters={filters} values={values} onChange={onChange} />
    </search>
  )
}

/** With the value a link has asked for, though nobody knows it any more. */
function itemsOf(name: FilterName, values: readonly FilterValue[], asked: string | undefined) {
  const isKnown = asked === undefined || values.some(({ value }) => value === asked)
  const all = isKnown ? values : [...values, { value: asked, label: asked }]
  return all.map(({ value, label }) => ({ value: `${name} ${value}`, label }))
}

interface MarksProps extends Omit<FilterBarProps, 'takes'> {
  readonly values: Readonly<Record<FilterName, readonly FilterValue[]>>
}

function Marks({ filters, values, onChange }: MarksProps) {
  const given = filterNames.flatMap((name) => {
    const value = filters[name]
    const label = values[name].find((one) => one.value === value)?.label ?? value
    return value === undefined ? [] : [{ name, words: `${filterWords[name]}: ${label}` }]
  })
  if (given.length === 0) return null
  return (
    <ul className="filter-marks" aria-label="Narrowed to">
      {given.map(({ name, words }) => (
        <li key={name}>
          <button
            type="button"
            className="mark filter-mark"
            aria-label={`Remove ${words}`}
            onClick={() => onChange(without(filters, name))}
          >
            {words} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
