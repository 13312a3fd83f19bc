import { NativeSelect } from '@mantine/core'
import { isModel, type Model, modelWords } from '../../words/models.ts'
import { type CampaignSearch, type PeriodName, periods } from './figures.ts'

const models = Object.entries(modelWords).map(([value, { name }]) => ({ value, label: name }))

/** What is chosen, and what is told of a choice. */
export interface ModelAndPeriodProps {
  readonly model: Model
  readonly period: PeriodName | undefined
  readonly onChange: (change: CampaignSearch) => void
}

/** Chooses the attribution model and the days. */
export function ModelAndPeriod({ model, period, onChange }: ModelAndPeriodProps) {
  return (
    <>
      <NativeSelect
        label="Credit"
        value={model}
        data={models}
        onChange={({ currentTarget: { value } }) => isModel(value) && onChange({ model: value })}
      />
      <NativeSelect
        label="Period"
        value={period ?? 'all'}
        data={[...periods]}
        onChange={({ currentTarget: { value } }) => {
          const chosen = periods.find((one) => one.value === value)?.value
          if (chosen !== undefined) onChange({ period: chosen })
        }}
      />
    </>
  )
}
