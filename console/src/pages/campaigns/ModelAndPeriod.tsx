import { NativeSelect } from '@mantine/core'
import { PeriodChoice } from '../../parts/PeriodChoice.tsx'
import { isLedgerModel, isModel, type Model, modelWords } from '../../words/models.ts'
import type { CampaignSearch } from './figures.ts'

const models = Object.entries(modelWords).map(([value, { name }]) => ({ value, label: name }))

/** What is chosen, and what is told of a choice. */
export interface ModelAndPeriodProps {
  readonly model: Model
  readonly chosen: CampaignSearch
  /** Only the models that divide every deal by its own touches are offered. */
  readonly ledgerOnly?: boolean
  readonly onChange: (chosen: CampaignSearch) => void
}

/** Chooses the attribution model and the days. */
export function ModelAndPeriod({ model, chosen, ledgerOnly = false, onChange }: ModelAndPeriodProps) {
  return (
    <>
      <NativeSelect
        label="Credit"
        value={model}
        data={models.filter(({ value }) => !ledgerOnly || (isModel(value) && isLedgerModel(value)))}
        onChange={({ currentTarget: { value } }) => isModel(value) && onChange({ ...chosen, model: value })}
      />
      <PeriodChoice
        chosen={chosen}
        onChange={(period) => onChange({ ...(chosen.model === undefined ? {} : { model: chosen.model }), ...period })}
      />
    </>
  )
}
