import '@mantine/charts/styles.css'
import { BarChart } from '@mantine/charts'
import { useFormat } from '../../api/workspace.ts'
import type { Layout, Report } from './report.ts'

/** Most bars that can be told apart; the table has all. */
const most = 16

/** A report's main figure as bars. */
export function ReportChart({ bars, chart }: { readonly bars: Layout['bars']; readonly chart: Report['chart'] }) {
  const format = useFormat()
  const data = bars.slice(0, most).map(({ name, value }) => ({ name, [chart.what]: value }))
  return (
    <div role="img" aria-label={`${chart.what}; the table below has the figures`} className="above">
      <BarChart
        h={240}
        data={data}
        dataKey="name"
        series={[{ name: chart.what, color: 'var(--chart-pipeline)' }]}
        maxBarWidth={44}
        barProps={{ isAnimationActive: false, radius: 3 }}
        valueFormatter={(value) => chart.write(value, format)}
        yAxisProps={{ width: 80 }}
      />
    </div>
  )
}
