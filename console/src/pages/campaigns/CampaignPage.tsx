import { Button } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type {
  CampaignReportAnswer,
  CampaignsAnswer,
  TrendAnswer,
} from '../../../../shared/contracts/campaign-answers.ts'
import { useFormat } from '../../api/workspace.ts'
import { Figure } from '../../parts/marks.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { Loading, Show } from '../../parts/States.tsx'
import { saveCsv } from '../../parts/save-csv.ts'
import { useApi } from '../../session/session.ts'
import { isLedgerModel, isModel, modelWords } from '../../words/models.ts'
import { periodOf } from '../../words/period.ts'
import { Cohorts } from './Cohorts.tsx'
import { Credits } from './Credits.tsx'
import { useCampaignReport, useCampaigns, useQuickRatio, useSensitivity, useTrend } from './campaigns.ts'
import './campaigns.css'
import type { CampaignDetailSearch } from './figures.ts'
import { ModelAndPeriod } from './ModelAndPeriod.tsx'
import { StandingLine } from './StandingLine.tsx'
import { standingsOf } from './standings.ts'

const TrendChart = lazy(() => import('./TrendChart.tsx').then(({ TrendChart: chart }) => ({ default: chart })))

const route = getRouteApi('/campaigns/$id')

/** One campaign: what is to be said of it, its months, its quick ratio at equal age, and the deals behind its figures. */
export function CampaignPage() {
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { calendarDay } = useFormat()
  const period = periodOf(search, calendarDay(Date.now()))
  const report = useCampaignReport(search.model, period)
  const model = search.model ?? (isModel(report.data?.model) ? report.data.model : 'even')
  const ledgerModel = isLedgerModel(model) ? model : undefined
  const trend = useTrend(ledgerModel, period)
  const campaigns = useCampaigns()
  const campaign = campaigns.data?.find((one) => one.id === id)
  const { show = 'revenue', ...shared } = search
  return (
    <Page
      title={campaign?.name ?? id}
      lead={
        <>
          <Link to="/campaigns" search={shared}>
            Campaigns
          </Link>
          {campaign !== undefined && ` · ${channelWords(campaign)}`}
        </>
      }
      actions={
        <ModelAndPeriod
          model={model}
          chosen={shared}
          onChange={(chosen) =>
            void navigate({ search: { ...(search.show === undefined ? {} : { show }), ...chosen }, replace: true })
          }
        />
      }
    >
      <Show of={report} what="the campaign">
        {(data) => (
          <>
            <Standing id={id} report={data} search={search} />
            <Figures id={id} report={data} />
          </>
        )}
      </Show>
      <Section
        title="Month by month"
        aside={<TrendCsv id={id} query={{ model: ledgerModel, campaign: id, ...period }} />}
      >
        {!isLedgerModel(model) && (
          <p className="muted">
            {modelWords[model].name} divides a whole period; months are by the playbook’s own model.
          </p>
        )}
        <Show of={trend} what="the months">
          {(data) => <Months months={data.rows.find((row) => row.campaignId === id)?.months ?? []} />}
        </Show>
      </Section>
      <Section title="Quick ratio at equal age">
        <CohortSection id={id} period={period} />
      </Section>
      <Credits
        campaign={id}
        model={search.model ?? model}
        period={period}
        kind={isLedgerModel(model) ? show : 'revenue'}
        onKind={(kind) => void navigate({ search: { ...search, show: kind }, replace: true, resetScroll: false })}
      />
    </Page>
  )
}

function channelWords({ channel, startsOn, endsOn, declared }: CampaignsAnswer['campaigns'][number]): string {
  if (!declared) return 'not declared yet: known because a lead named it'
  const days = [startsOn && `from ${startsOn}`, endsOn && `to ${endsOn}`].filter(Boolean).join(' ')
  return days === '' ? channel : `${channel}, ${days}`
}

interface StandingProps {
  readonly id: string
  readonly report: CampaignReportAnswer
  readonly search: CampaignDetailSearch
}

function Standing({ id, report, search }: StandingProps) {
  const { calendarDay } = useFormat()
  const today = calendarDay(Date.now())
  const period = periodOf(search, today)
  const sensitivity = useSensitivity(period)
  const campaigns = useCampaigns()
  if (campaigns.data === undefined || sensitivity.data === undefined) return <Loading what="the verdict" lines={2} />
  const standing = standingsOf({ report, sensitivity: sensitivity.data, campaigns: campaigns.data, today }).get(id)
  return standing === undefined ? null : <StandingLine standing={standing} />
}

function Figures({ id, report }: { readonly id: string; readonly report: CampaignReportAnswer }) {
  const format = useFormat()
  const row = report.rows.find(({ campaignId }) => campaignId === id)
  if (row === undefined)
    return <p className="note">This campaign has brought no lead and cost nothing in this period.</p>
  const money = (value: number | null) => (value === null ? '–' : format.roundMoney(value))
  const count = (value: number | null, word: string) =>
    value === null ? {} : { hint: `${format.number(value)} ${word}` }
  return (
    <dl className="figures stacked above">
      <Figure name="Spend" value={money(row.spendMinor)} />
      <Figure name="Leads" value={format.number(row.leads)} hint={`${format.number(row.hotLeads)} hot`} />
      <Figure name="Pipeline" value={money(row.pipelineMinor)} {...count(row.opportunities, 'deals')} />
      <Figure name="Revenue" value={money(row.revenueMinor)} {...count(row.won, 'won')} />
      <Figure name="Return (ROI)" value={format.percent(row.roi)} />
      <Figure name="Quick ratio" value={format.ratio(row.quickRatio)} />
    </dl>
  )
}

function Months({ months }: { readonly months: TrendAnswer['all'] }) {
  const format = useFormat()
  if (months.length === 0) return <p className="muted">Nothing was spent or earned in this period.</p>
  return (
    <>
      <Suspense fallback={<Loading what="the chart" lines={8} />}>
        <TrendChart months={months} />
      </Suspense>
      <details className="above">
        <summary>The figures</summary>
        <div className="table-frame">
          <table className="data">
            <thead>
              <tr>
                <th>Month</th>
                {['Leads', 'Spend', 'Pipeline', 'Revenue', 'Quick ratio'].map((name) => (
                  <th key={name} className="number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {months.map((one) => (
                <tr key={one.month}>
                  <td>{format.month(one.month)}</td>
                  <td className="number">{format.number(one.leads)}</td>
                  <td className="number">{format.roundMoney(one.spendMinor)}</td>
                  <td className="number">{format.roundMoney(one.pipelineMinor)}</td>
                  <td className="number">{format.roundMoney(one.revenueMinor)}</td>
                  <td className="number">{format.ratio(one.quickRatio)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  )
}

function TrendCsv({
  id,
  query,
}: {
  readonly id: string
  readonly query: Readonly<Record<string, string | undefined>>
}) {
  const api = useApi()
  const save = async () => saveCsv(`${id}-by-month.csv`, await api.csv('/v1/reports/trend', { query }))
  return (
    <Button variant="default" size="xs" onClick={() => void save()}>
      Save as CSV
    </Button>
  )
}

function CohortSection({ id, period }: { readonly id: string; readonly period: { readonly from?: string } }) {
  const found = useQuickRatio(id, period)
  return (
    <Show of={found} what="the cohorts">
      {(data) => <Cohorts cohorts={data.rows.find(({ campaignId }) => campaignId === id)?.cohorts ?? []} />}
    </Show>
  )
}
