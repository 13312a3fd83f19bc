import { NativeSelect, TextInput } from '@mantine/core'
import { type PeriodSearch, periods, readPeriod } from '../words/period.ts'

/** Which days are chosen, and what is told of a choice. */
export interface PeriodChoiceProps {
  readonly chosen: PeriodSearch
  readonly onChange: (chosen: PeriodSearch) => void
}

/** Chooses which days a report covers: by name, or from a day through a day. */
export function PeriodChoice({ chosen, onChange }: PeriodChoiceProps) {
  const { period = 'all', from, through } = chosen
  return (
    <>
      <NativeSelect
        label="Period"
        value={period}
        data={[...periods]}
        onChange={({ currentTarget: { value } }) => onChange(readPeriod({ period: value }))}
      />
      {period === 'custom' && (
        <>
          <Day label="From" value={from} onChange={(day) => onChange(readPeriod({ ...chosen, from: day }))} />
          <Day label="Through" value={through} onChange={(day) => onChange(readPeriod({ ...chosen, through: day }))} />
        </>
      )}
    </>
  )
}

interface DayProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (day: string) => void
}

/** Keeps what is typed while it is no day yet: a year is typed digit by digit. */
function Day({ label, value = '', onChange }: DayProps) {
  return (
    <TextInput
      key={value}
      type="date"
      label={label}
      defaultValue={value}
      onBlur={({ currentTarget }) => currentTarget.value !== value && onChange(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && onChange(currentTarget.value)}
    />
  )
}
