import '@mantine/charts/styles.css'
import { BarChart } from '@mantine/charts'
import { useFormat } from '../../api/workspace.ts'
import { decimalsOf } from '../../words/format.ts'
import type { CampaignRow } from './figures.ts'

/** Most campaigns a chart shows; the table below has all. */
const most = 12

const series = [
  { name: 'Spend', color: 'var(--chart-spend)' },
  { name: 'Revenue', color: 'var(--chart-revenue)' },
]

/** Spend beside the revenue it brought, the largest spend first. */
export function CampaignChart({
  rows,
  isSpendKnown,
  nameOf,
}: {
  readonly rows: readonly CampaignRow[]
  /** Without, revenue is drawn alone. */
  readonly isSpendKnown: boolean
  readonly nameOf: (campaign: string) => string
}) {
  const format = useFormat()
  const unit = 10 ** decimalsOf(format.currency)
  const data = rows
    .filter(({ campaignId }) => !campaignId.startsWith('('))
    .map(({ campaignId, spendMinor, revenueMinor }) => ({ campaignId, spendMinor, revenueMinor: revenueMinor ?? 0 }))
    .filter(({ spendMinor, revenueMinor }) => spendMinor + revenueMinor > 0)
    .sort((one, other) => other.spendMinor - one.spendMinor || other.revenueMinor - one.revenueMinor)
    .slice(0, most)
    .map(({ campaignId, spendMinor, revenueMinor }) => ({
      campaign: nameOf(campaignId),
      Spend: spendMinor / unit,
      Revenue: revenueMinor / unit,
    }))
  if (data.length === 0) return <p className="muted">No campaign has spend or revenue in this period yet.</p>
  return (
    <div
      role="img"
      aria-label={`${isSpendKnown ? 'Spend and revenue' : 'Revenue'} by campaign; the table below has the figures`}
    >
      <BarChart
        h={260}
        data={data}
        dataKey="campaign"
        series={series.filter(({ name }) => isSpendKnown || name !== 'Spend')}
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
