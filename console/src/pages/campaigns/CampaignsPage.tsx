import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { CampaignReportAnswer, CampaignsAnswer } from '../../../../shared/contracts/campaign-answers.ts'
import { useFormat } from '../../api/workspace.ts'
import { Figure } from '../../parts/marks.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { Empty, Loading, Show } from '../../parts/States.tsx'
import { saveCsv } from '../../parts/save-csv.ts'
import { toCsv } from '../../words/csv.ts'
import { isModel, type Model, modelWords } from '../../words/models.ts'
import { periodOf } from '../../words/period.ts'
import { FilterBar } from '../reports/FilterBar.tsx'
import { Advice } from './Advice.tsx'
import { CampaignDialog, SpendDialog } from './CampaignDialogs.tsx'
import { CampaignTable } from './CampaignTable.tsx'
import { useCampaignReport, useCampaigns, useSensitivity } from './campaigns.ts'
import { ModelAndPeriod } from './ModelAndPeriod.tsx'
import './campaigns.css'
import { applied, type Filters } from '../reports/filters.ts'
import { type CampaignSearch, campaignsTake, readCampaignSearch } from './figures.ts'
import { Sensitivity } from './Sensitivity.tsx'
import { standingsOf } from './standings.ts'

const CampaignChart = lazy(() => import('./CampaignChart.tsx').then(({ CampaignChart: chart }) => ({ default: chart })))

const route = getRouteApi('/campaigns')

/** Which campaigns to pay for: what each cost and earned, by any attribution model, and which of it depends on the model. */
export function CampaignsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { calendarDay } = useFormat()
  const period = periodOf(search, calendarDay(Date.now()))
  const [asked, ask] = useState<'campaign' | 'spend'>()
  const takes = campaignsTake(search.model)
  const filters = applied(takes, search)
  const chosen = readCampaignSearch({ ...search })
  const report = useCampaignReport(search.model, period, filters)
  const campaigns = useCampaigns()
  const model = search.model ?? (isModel(report.data?.model) ? report.data.model : 'even')
  const names = new Map(campaigns.data?.map(({ id, name }) => [id, name]))
  const nameOf = (id: string) => names.get(id) ?? id
  const close = () => ask(undefined)
  return (
    <Page
      title="Campaigns"
      lead={modelWords[model].does}
      actions={
        <>
          <ModelAndPeriod
            model={model}
            chosen={chosen}
            ledgerOnly={isByLead(filters)}
            onChange={(change) => void navigate({ search: { ...change, ...filters }, replace: true })}
          />
          <Button variant="default" onClick={() => ask('campaign')}>
            New campaign
          </Button>
          <Button onClick={() => ask('spend')}>Enter spend</Button>
        </>
      }
    >
      <FilterBar
        takes={takes}
        filters={filters}
        onChange={(change) => void navigate({ search: { ...chosen, ...change }, replace: true })}
      />
      <Show of={report} what="the report">
        {(data) => <Report {...{ model, filters, nameOf }} report={data} campaigns={campaigns.data} search={chosen} />}
      </Show>
      <CampaignDialog open={asked === 'campaign'} onClose={close} />
      <SpendDialog campaigns={campaigns.data ?? []} open={asked === 'spend'} onClose={close} />
    </Page>
  )
}

interface ReportProps {
  readonly report: CampaignReportAnswer
  readonly campaigns: CampaignsAnswer['campaigns'] | undefined
  readonly model: Model
  readonly search: CampaignSearch
  readonly filters: Filters
  readonly nameOf: (campaign: string) => string
}

function Report({ report, campaigns, model, search, filters, nameOf }: ReportProps) {
  const { totals, rows, dataDriven } = report
  const { calendarDay, number } = useFormat()
  const today = calendarDay(Date.now())
  const period = periodOf(search, today)
  const sensitivity = useSensitivity(period)
  const isSpendKnown = !isByLead(filters)
  const isFiltered = Object.keys(filters).length > 0
  if (totals.leads === 0 && totals.spendMinor === 0)
    return (
      <Empty title="No campaign has brought a lead in this period">
        {isFiltered ? 'Choose a longer period, or remove a filter.' : 'Enter a spend, or choose a longer period.'}
      </Empty>
    )
  const judged = sensitivity.data && campaigns && { sensitivity: sensitivity.data, campaigns }
  const standings = judged === undefined ? new Map() : standingsOf({ report, ...judged, today })
  // What is to be said of a campaign is said of all its leads and deals.
  const isWhole = !isFiltered && (search.period === undefined || search.period === 'all' || search.period === 'year')
  return (
    <>
      {isWhole && judged !== undefined && <Advice standings={standings} search={search} nameOf={nameOf} />}
      {isWhole && judged === undefined && <Loading what="the advice" lines={3} />}
      <Totals totals={totals} isSpendKnown={isSpendKnown} />
      {dataDriven?.kind === 'not-enough-data' && (
        <p className="note above">
          {modelWords[model].name} says nothing yet: it takes {number(dataDriven.need)} won deals to learn from, and
          there are {number(dataDriven.have)} in this period.
        </p>
      )}
      <Section title={isSpendKnown ? 'Spend and revenue' : 'Revenue'}>
        <Suspense fallback={<Loading what="the chart" lines={8} />}>
          <CampaignChart {...{ rows, isSpendKnown, nameOf }} />
        </Suspense>
      </Section>
      <Section
        title="By campaign"
        aside={
          <Button variant="default" size="xs" onClick={() => saveCsv('campaigns.csv', reportCsv(report, isSpendKnown))}>
            Save as CSV
          </Button>
        }
      >
        <CampaignTable
          report={report}
          isSpendKnown={isSpendKnown}
          standings={isWhole ? standings : new Map()}
          search={search}
          model={model}
          nameOf={nameOf}
        />
      </Section>
      {!isFiltered && (
        <Section title="Revenue by every model">
          <Show of={sensitivity} what="the models">
            {(data) => <Sensitivity report={data} model={model} nameOf={nameOf} />}
          </Show>
        </Section>
      )}
      <Definitions />
    </>
  )
}

/** Spend is known by campaign, not by the leads it brought. */
function isByLead({ territory, segment }: Filters): boolean {
  return (territory ?? segment) !== undefined
}

interface TotalsProps extends Pick<CampaignReportAnswer, 'totals'> {
  readonly isSpendKnown: boolean
}

function Totals({ totals, isSpendKnown }: TotalsProps) {
  const format = useFormat()
  return (
    <dl className="figures stacked above">
      <Figure name="Spend" value={isSpendKnown ? format.roundMoney(totals.spendMinor) : '–'} />
      <Figure
        name="Pipeline"
        value={format.roundMoney(totals.pipelineMinor)}
        hint={`${format.number(totals.opportunities)} deals`}
      />
      <Figure name="Revenue" value={format.roundMoney(totals.revenueMinor)} hint={`${format.number(totals.won)} won`} />
      <Figure name="Return (ROI)" value={format.percent(totals.roi)} />
      <Figure name="Quick ratio" value={format.ratio(totals.quickRatio)} />
    </dl>
  )
}

const columns = [
  'leads',
  'hotLeads',
  'opportunities',
  'pipelineMinor',
  'won',
  'revenueMinor',
  'spendMinor',
  'roi',
  'quickRatio',
] as const

function reportCsv({ rows, totals }: CampaignReportAnswer, isSpendKnown: boolean): string {
  const lines = [...rows, { campaignId: '(total)', ...totals }]
  return toCsv(
    ['campaignId', ...columns],
    lines.map((row) => [
      row.campaignId,
      ...columns.map((column) => (column === 'spendMinor' && !isSpendKnown ? null : row[column])),
    ]),
  )
}

function Definitions() {
  return (
    <details className="above muted">
      <summary>What these figures mean</summary>
      <p>
        Return (ROI) is revenue less spend, divided by spend. The quick ratio is pipeline divided by spend: it is known
        long before the return is.
      </p>
      <p>
        Pipeline counts on the day a deal was opened, revenue on the day it was won, in the workspace’s time zone. In
        the totals each deal counts once, however many campaigns share it.
      </p>
    </details>
  )
}
