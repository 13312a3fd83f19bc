import { Button, NativeSelect } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { CampaignReportAnswer } from '../../../../shared/contracts/workspace-answers.ts'
import { useFormat } from '../../api/workspace.ts'
import { Figure } from '../../parts/marks.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { Empty, Loading, Show } from '../../parts/States.tsx'
import { saveCsv } from '../../parts/save-csv.ts'
import { toCsv } from '../../words/csv.ts'
import { type Model, modelWords } from '../../words/models.ts'
import { CampaignDialog, SpendDialog } from './CampaignDialogs.tsx'
import { CampaignTable } from './CampaignTable.tsx'
import { useCampaignReport } from './campaigns.ts'
import { periodOf, periods } from './figures.ts'

const CampaignChart = lazy(() => import('./CampaignChart.tsx').then(({ CampaignChart: chart }) => ({ default: chart })))

const models = Object.entries(modelWords).map(([value, { name }]) => ({ value, label: name }))

/** What each campaign cost and earned, by any attribution model. */
export function CampaignsPage() {
  const { calendarDay } = useFormat()
  const [model, choose] = useState<Model>('even')
  const [period, cover] = useState('all')
  const [asked, ask] = useState<'campaign' | 'spend'>()
  const report = useCampaignReport(model, periodOf(period, calendarDay(Date.now())))
  const close = () => ask(undefined)
  return (
    <Page
      title="Campaigns"
      lead={modelWords[model].does}
      actions={
        <>
          <NativeSelect
            label="Credit"
            value={model}
            data={models}
            onChange={({ currentTarget: { value } }) => choose(modelIn(value))}
          />
          <NativeSelect
            label="Period"
            value={period}
            data={[...periods]}
            onChange={({ currentTarget: { value } }) => cover(value)}
          />
          <Button variant="default" onClick={() => ask('campaign')}>
            New campaign
          </Button>
          <Button onClick={() => ask('spend')}>Enter spend</Button>
        </>
      }
    >
      <Show of={report} what="the report">
        {(data) => <Report report={data} />}
      </Show>
      <CampaignDialog open={asked === 'campaign'} onClose={close} />
      <SpendDialog
        campaigns={report.data?.rows.map(({ campaignId }) => campaignId) ?? []}
        open={asked === 'spend'}
        onClose={close}
      />
    </Page>
  )
}

function modelIn(value: string): Model {
  return Object.keys(modelWords).find((model): model is Model => model === value) ?? 'even'
}

function Report({ report }: { readonly report: CampaignReportAnswer }) {
  const { totals, rows } = report
  const format = useFormat()
  if (totals.leads === 0 && totals.spendMinor === 0)
    return (
      <Empty title="No campaign has brought a lead in this period">Enter a spend, or choose a longer period.</Empty>
    )
  return (
    <>
      <dl className="figures">
        <Figure name="Spend" value={format.roundMoney(totals.spendMinor)} />
        <Figure
          name="Pipeline"
          value={format.roundMoney(totals.pipelineMinor)}
          hint={`${format.number(totals.opportunities)} deals`}
        />
        <Figure
          name="Revenue"
          value={format.roundMoney(totals.revenueMinor)}
          hint={`${format.number(totals.won)} won`}
        />
        <Figure name="Return (ROI)" value={format.percent(totals.roi)} />
        <Figure name="Quick ratio" value={format.ratio(totals.quickRatio)} />
      </dl>
      <Section title="Spend, pipeline and revenue">
        <Suspense fallback={<Loading what="the chart" lines={8} />}>
          <CampaignChart rows={rows} />
        </Suspense>
      </Section>
      <Section
        title="By campaign"
        aside={
          <Button variant="default" size="xs" onClick={() => saveCsv('campaigns.csv', reportCsv(report))}>
            Save as CSV
          </Button>
        }
      >
        <CampaignTable report={report} />
      </Section>
      <Definitions />
    </>
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

function reportCsv({ rows, totals }: CampaignReportAnswer): string {
  const lines = [...rows, { campaignId: '(total)', ...totals }]
  return toCsv(
    ['campaignId', ...columns],
    lines.map((row) => [row.campaignId, ...columns.map((column) => row[column])]),
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
