import '@mantine/charts/styles.css'
import { BarChart } from '@mantine/charts'
import { useFormat } from '../../api/workspace.ts'
import { decimalsOf } from '../../words/format.ts'
import type { CampaignRow } from './figures.ts'

/** Most campaigns a chart shows; the table below has all. */
const most = 12

const series = [
  { name: 'Spend', color: 'var(--chart-spend)' },
  { name: 'Pipeline', color: 'var(--chart-pipeline)' },
  { name: 'Revenue', color: 'var(--chart-revenue)' },
]

/** Spend beside what it brought, for the campaigns that moved most. */
export function CampaignChart({
  rows,
  nameOf,
}: {
  readonly rows: readonly CampaignRow[]
  readonly nameOf: (campaign: string) => string
}) {
  const format = useFormat()
  const unit = 10 ** decimalsOf(format.currency)
  const data = rows
    .filter(
      ({ spendMinor, pipelineMinor, revenueMinor }) => spendMinor + (pipelineMinor ?? 0) + (revenueMinor ?? 0) > 0,
    )
    .slice(0, most)
    .map(({ campaignId, spendMinor, pipelineMinor, revenueMinor }) => ({
      campaign: nameOf(campaignId),
      Spend: spendMinor / unit,
      Pipeline: (pipelineMinor ?? 0) / unit,
      Revenue: (revenueMinor ?? 0) / unit,
    }))
  if (data.length === 0) return <p className="muted">No campaign has spend, pipeline or revenue in this period yet.</p>
  return (
    <div role="img" aria-label="Spend, pipeline and revenue by campaign; the table below has the figures">
      <BarChart
        h={260}
        data={data}
        dataKey="campaign"
        series={series}
        withLegend
        maxBarWidth={28}
        barProps={{ isAnimationActive: false, radius: 3 }}
        valueFormatter={(value) => format.roundMoney(value * unit)}
        xAxisProps={{ tickFormatter: shortened, ...(matchMedia('(min-width: 1100px)').matches ? { interval: 0 } : {}) }}
        yAxisProps={{ width: 80 }}
      />
    </div>
  )
}

/** Room for twelve names beside each other. */
function shortened(name: string): string {
  return name.length > 12 ? `${name.slice(0, 11)}…` : name
}
