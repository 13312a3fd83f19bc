import { Button, NativeSelect } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useFormat } from '../../api/workspace.ts'
import { Page } from '../../parts/Page.tsx'
import { PeriodChoice } from '../../parts/PeriodChoice.tsx'
import { Empty, Loading, Show } from '../../parts/States.tsx'
import { saveCsv } from '../../parts/save-csv.ts'
import { useApi } from '../../session/session.ts'
import { type PeriodSearch, periodOf } from '../../words/period.ts'
import { FilterBar } from './FilterBar.tsx'
import { ReportTable } from './ReportTable.tsx'
import { byWords } from './report.ts'
import { reports, useReport } from './reports.ts'
import { type Asked, askedOf, type ReportSearch, searchOf } from './search.ts'

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

type Shown = NonNullable<(typeof reports)[string]>

function ReportView({ name, report }: { readonly name: string; readonly report: Shown }) {
  const { calendarDay } = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const asked = askedOf(report, search)
  const { by, filters } = asked
  const days = periodOf(search, calendarDay(Date.now()))
  const query = { ...days, ...filters, ...(by === undefined ? {} : { by }) }
  const shown = useReport(name, report, query)
  const go = (period: PeriodSearch, change: Partial<Asked>) =>
    void navigate({ search: searchOf(period, { ...asked, ...change }), replace: true })
  return (
    <Page
      title={report.title}
      actions={
        <>
          {report.by.length > 0 && (
            <NativeSelect
              label="By"
              value={by ?? ''}
              data={[
                { value: '', label: 'All together' },
                ...report.by.map((one) => ({ value: one, label: byWords[one] ?? one })),
              ]}
              onChange={({ currentTarget: { value } }) =>
                go(search, { by: value === '' ? undefined : value, ...(report.byHere ? {} : { filters: {} }) })
              }
            />
          )}
          <PeriodChoice chosen={search} onChange={(period) => go(period, {})} />
          <SaveCsv name={name} query={report.byHere ? { ...days, ...filters } : query} />
        </>
      }
    >
      <Others search={search} />
      <FilterBar
        takes={report}
        filters={filters}
        onChange={(change) => go(search, { filters: change, ...(report.byHere ? {} : { by: undefined }) })}
      />
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

function SaveCsv({ name, query }: { readonly name: string; readonly query: Readonly<Record<string, string>> }) {
  const api = useApi()
  const save = async () => saveCsv(`${name}.csv`, await api.csv(`/v1/reports/${name}`, { query }))
  return (
    <Button variant="default" onClick={() => void save()}>
      Save as CSV
    </Button>
  )
}

/** The other reports, opened with as much of what was chosen as each takes. */
function Others({ search }: { readonly search: ReportSearch }) {
  return (
    <nav className="row tabs" aria-label="Reports">
      {Object.entries(reports).map(([name, report]) => (
        <Link
          key={name}
          to="/reports/$name"
          params={{ name }}
          search={searchOf(search, askedOf(report, search))}
          className="tab"
          activeOptions={{ includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {report.title}
        </Link>
      ))}
    </nav>
  )
}
