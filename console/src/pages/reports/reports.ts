import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type {
  CalibrationAnswer,
  FunnelAnswer,
  IdealCustomerAnswer,
  PursuitAnswer,
  QuickRatioAnswer,
  SensitivityAnswer,
  SourcesAnswer,
  SpeedAnswer,
} from '../../../../shared/contracts/report-answers.ts'
import type { Api } from '../../api/client.ts'
import { useFormat } from '../../api/workspace.ts'
import { useApi } from '../../session/session.ts'
import { type Format, lengthOf } from '../../words/format.ts'
import {
  calibrationLayout,
  funnelLayout,
  idealCustomerLayout,
  pursuitLayout,
  quickRatioLayout,
  sensitivityLayout,
  sourcesLayout,
  speedLayout,
} from './layouts.ts'
import type { Layout, Report } from './report.ts'
import { takes } from './takes.ts'

type Query = Readonly<Record<string, string | undefined>>

interface ReadableReport extends Report {
  readonly read: (api: Api, query: Query, format: Format, signal: AbortSignal) => Promise<Layout>
}

function readWith<Answer>(path: string, layout: (answer: Answer, format: Format) => Layout): ReadableReport['read'] {
  return async (api, query, format, signal) =>
    layout(await api.get<Answer>(`/v1/reports/${path}`, { query, signal }), format)
}

const counted = { what: 'Leads', write: (value: number, { number }: Format) => number(value) }

/** The reports by their place in the API. */
export const reports: Readonly<Record<string, ReadableReport>> = {
  funnel: {
    ...takes.funnel,
    title: 'Funnel',
    definition:
      'Of the leads that came in the period: how many got from stage to stage, how fast, and where they were lost. Conversion is those that went on ÷ those that reached the stage.',
    chart: counted,
    read: readWith<FunnelAnswer>('funnel', funnelLayout),
  },
  speed: {
    ...takes.speed,
    title: 'Speed to lead',
    definition:
      'From the source’s own timestamp to a human, step by step: each from the one before. Working time counts only while the rep is at work.',
    chart: { what: 'Half within', write: lengthOf },
    read: readWith<SpeedAnswer>('speed', speedLayout),
  },
  pursuit: {
    ...takes.pursuit,
    title: 'Pursuit',
    definition:
      'Of the leads sent to Sales: accepted, touched after accepting, pursued to a deal or lost. Acceptance is accepted ÷ sent, pursuit is pursued ÷ sent.',
    chart: counted,
    read: readWith<PursuitAnswer>('pursuit', pursuitLayout),
  },
  sources: {
    ...takes.sources,
    title: 'Sources',
    definition:
      'What each source brought of the leads that came in the period, whenever they were won. Conversion is leads won ÷ leads.',
    chart: { what: 'Revenue', write: (value, { roundMoney }) => roundMoney(value) },
    read: readWith<SourcesAnswer>('sources', sourcesLayout),
  },
  'quick-ratio': {
    ...takes['quick-ratio'],
    title: 'Quick ratio',
    definition:
      'Of the leads of a month: the pipeline they had brought 30, 60 and 90 days after each was first seen ÷ what the month cost. At equal age a new month can be compared with an old one, which otherwise looks better only because its leads had longer to become deals. Until the youngest lead of a month is that old, there is not enough data.',
    chart: { what: 'Quick ratio', write: (value, { ratio }) => ratio(value) },
    read: async (api, { by, ...query }, format, signal) =>
      quickRatioLayout(await api.get<QuickRatioAnswer>('/v1/reports/quick-ratio', { query, signal }), format, by),
  },
  sensitivity: {
    ...takes.sensitivity,
    title: 'Attribution models',
    definition:
      'Each campaign’s revenue by every attribution model. Where the rank changes with the model, the choice of model is what the answer depends on.',
    chart: { what: 'Ranks between models', write: (value, { number }) => number(value) },
    read: readWith<SensitivityAnswer>('sensitivity', sensitivityLayout),
  },
  calibration: {
    ...takes.calibration,
    title: 'Do scores foretell deals?',
    definition:
      'Leads by the highest score they were decided by, and how many were won. Lift is a band’s conversion ÷ that of all: if scores mean something, it rises from band to band.',
    chart: { what: 'Conversion', write: (value, { percent }) => percent(value) },
    read: readWith<CalibrationAnswer>('calibration', calibrationLayout),
  },
  'ideal-customer': {
    ...takes['ideal-customer'],
    title: 'Ideal customer',
    definition:
      'Traits of the leads that went to Sales. Lift is a trait’s share among won leads ÷ its share among all. Of twenty traits that mean nothing one looks as if it did: take a verdict for a question.',
    chart: { what: 'Lift', write: (value, { ratio }) => ratio(value) },
    read: readWith<IdealCustomerAnswer>('ideal-customer', idealCustomerLayout),
  },
}

/**
 * A report, laid out.
 * @param name its place in the API
 * @param report how it is read
 * @param query which days, broken down by what
 */
export function useReport(name: string, report: ReadableReport, query: Query) {
  const api = useApi()
  const format = useFormat()
  return useQuery({
    queryKey: ['report', name, query, format.currency],
    queryFn: ({ signal }) => report.read(api, query, format, signal),
    placeholderData: (before, asked) => (asked?.queryKey[1] === name ? keepPreviousData(before) : undefined),
  })
}
