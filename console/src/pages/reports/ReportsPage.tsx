import { Button, NativeSelect } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useFormat } from '../../api/workspace.ts'
import { Page } from '../../parts/Page.tsx'
import { Empty, Loading, Show } from '../../parts/States.tsx'
import { saveCsv } from '../../parts/save-csv.ts'
import { useApi } from '../../session/session.ts'
import { periodOf, periods } from '../campaigns/figures.ts'
import { ReportTable } from './ReportTable.tsx'
import { byWords } from './report.ts'
import { reports, useReport } from './reports.ts'

const ReportChart = lazy(() => import('./ReportChart.tsx').then(({ ReportChart: chart }) => ({ default: chart })))

const GroupChart = lazy(() => import('./ReportChart.tsx').then(({ GroupChart: chart }) => ({ default: chart })))

const route = getRouteApi('/reports/$name')

/** One report with its chart, its table, its CSV and what it means; the others are one click away. */
export function ReportsPage() {
  const { name } = route.useParams()
  const report = reports[name]
  if (report === undefined) return <Empty title="There is no such report" />
  return <ReportView key={name} name={name} report={report} />
}

function ReportView({
  name,
  report,
}: {
  readonly name: string
  readonly report: NonNullable<(typeof reports)[string]>
}) {
  const api = useApi()
  const { calendarDay } = useFormat()
  const [period, cover] = useState('all')
  const [by, divide] = useState('')
  const days = periodOf(period, calendarDay(Date.now()))
  const query = { ...days, ...(by === '' ? {} : { by }) }
  const shown = useReport(name, report, query)
  return (
    <Page
      title={report.title}
      actions={
        <>
          {report.by.length > 0 && (
            <NativeSelect
              label="By"
              value={by}
              data={[
                { value: '', label: 'All together' },
                ...report.by.map((one) => ({ value: one, label: byWords[one] ?? one })),
              ]}
              onChange={({ currentTarget: { value } }) => divide(value)}
            />
          )}
          <NativeSelect
            label="Period"
            value={period}
            data={[...periods]}
            onChange={({ currentTarget: { value } }) => cover(value)}
          />
          <Button
            variant="default"
            onClick={() =>
              void api
                .csv(`/v1/reports/${name}`, { query: report.byHere ? { ...days } : query })
                .then((text) => saveCsv(`${name}.csv`, text))
            }
          >
            Save as CSV
          </Button>
        </>
      }
    >
      <Others />
      <Show of={shown} what="the report">
        {({ bars, groups, ...table }) => (
          <>
            {(bars.some(({ value }) => value > 0) || groups !== undefined) && (
              <Suspense fallback={<Loading what="the chart" lines={8} />}>
                {groups === undefined ? (
                  <ReportChart bars={bars} chart={report.chart} />
                ) : (
                  <GroupChart groups={groups} chart={report.chart} />
                )}
              </Suspense>
            )}
            <ReportTable {...table} />
          </>
        )}
      </Show>
      <details className="above">
        <summary>What this counts</summary>
        <p className="muted">{report.definition}</p>
      </details>
    </Page>
  )
}

function Others() {
  return (
    <nav className="row tabs" aria-label="Reports">
      {Object.entries(reports).map(([name, { title }]) => (
        <Link key={name} to="/reports/$name" params={{ name }} className="tab" activeProps={{ 'aria-current': 'page' }}>
          {title}
        </Link>
      ))}
    </nav>
  )
}
