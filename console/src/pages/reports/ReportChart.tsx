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

const groupColors = ['var(--chart-spend)', 'var(--chart-pipeline)', 'var(--chart-revenue)']

/** A report's main figures as bars side by side. */
export function GroupChart({
  groups,
  chart,
}: {
  readonly groups: NonNullable<Layout['groups']>
  readonly chart: Report['chart']
}) {
  const format = useFormat()
  const names = [...new Set(groups.flatMap(({ values }) => Object.keys(values)))]
  const drawn = groups.filter(({ values }) => Object.values(values).some((value) => value !== null))
  if (drawn.length === 0)
    return <p className="muted above">Not enough data to draw yet; the table says what it takes.</p>
  return (
    <div role="img" aria-label={`${chart.what}; the table below has the figures`} className="above">
      <BarChart
        h={260}
        data={drawn.map(({ name, values }) => ({ name, ...values }))}
        dataKey="name"
        series={names.map((name, index) => ({ name, color: groupColors[index % groupColors.length] ?? 'gray' }))}
        withLegend
        maxBarWidth={22}
        barProps={{ isAnimationActive: false, radius: 3 }}
        valueFormatter={(value) => chart.write(value, format)}
        yAxisProps={{ width: 80 }}
      />
    </div>
  )
}
