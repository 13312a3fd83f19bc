import '@mantine/charts/styles.css'
import { LineChart } from '@mantine/charts'
import type { TrendAnswer } from '../../../../shared/contracts/campaign-answers.ts'
import { useFormat } from '../../api/workspace.ts'
import { decimalsOf } from '../../words/format.ts'
import { everyMonth } from './figures.ts'

const series = [
  { name: 'Spend', color: 'var(--chart-spend)' },
  { name: 'Pipeline', color: 'var(--chart-pipeline)' },
  { name: 'Revenue', color: 'var(--chart-revenue)' },
]

/** Spend, pipeline and revenue of a campaign, month by month; a month without anything is 0. */
export function TrendChart({ months }: { readonly months: TrendAnswer['all'] }) {
  const format = useFormat()
  const unit = 10 ** decimalsOf(format.currency)
  const data = everyMonth(months.map(({ month }) => month)).map((month) => {
    const own = months.find((one) => one.month === month)
    return {
      month: format.month(month),
      Spend: (own?.spendMinor ?? 0) / unit,
      Pipeline: (own?.pipelineMinor ?? 0) / unit,
      Revenue: (own?.revenueMinor ?? 0) / unit,
    }
  })
  return (
    <div role="img" aria-label="Spend, pipeline and revenue by month; the table below has the figures">
      <LineChart
        h={260}
        data={data}
        dataKey="month"
        series={series}
        withLegend
        curveType="linear"
        lineProps={{ isAnimationActive: false }}
        valueFormatter={(value) => format.roundMoney(value * unit)}
        yAxisProps={{ width: 80 }}
      />
    </div>
  )
}
