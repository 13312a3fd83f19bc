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
export function CampaignChart({ rows }: { readonly rows: readonly CampaignRow[] }) {
  const format = useFormat()
  const unit = 10 ** decimalsOf(format.currency)
  const data = rows
    .filter(({ spendMinor, pipelineMinor, revenueMinor }) => spendMinor + pipelineMinor + revenueMinor > 0)
    .slice(0, most)
    .map(({ campaignId, spendMinor, pipelineMinor, revenueMinor }) => ({
      campaign: campaignId,
      Spend: spendMinor / unit,
      Pipeline: pipelineMinor / unit,
      Revenue: revenueMinor / unit,
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
        yAxisProps={{ width: 80 }}
      />
    </div>
  )
}
