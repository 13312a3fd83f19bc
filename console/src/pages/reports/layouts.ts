import type {
  CalibrationAnswer,
  FunnelAnswer,
  IdealCustomerAnswer,
  ProportionAnswer,
  PursuitAnswer,
  QuickRatioAnswer,
  SensitivityAnswer,
  SourcesAnswer,
  SpeedAnswer,
} from '../../../../shared/contracts/report-answers.ts'
import { type Format, lengthOf } from '../../words/format.ts'
import { modelNameOf } from '../../words/models.ts'
import { figures, type Layout, words } from './report.ts'

const all = 'All'

/** A part with its interval; what too few cases would make up is a dash. */
function part(one: ProportionAnswer, { percent }: Format): string {
  if (one === null) return percent(null)
  return `${percent(one.share)} (${percent(one.interval.low)}–${percent(one.interval.high)})`
}

function took(milliseconds: number | null | undefined): string {
  return milliseconds === null || milliseconds === undefined ? '–' : lengthOf(milliseconds)
}

/** The funnel: a line for each stage; broken down, for each part and stage. */
export function funnelLayout({ all: total, rows }: FunnelAnswer, format: Format): Layout {
  const parts = [{ name: all, ...total }, ...rows]
  return {
    columns: [
      words(''),
      words('Stage'),
      ...['Reached', 'Went on', 'Conversion', 'Median time', 'Waiting', 'Lost'].map(figures),
    ],
    rows: parts.flatMap(({ name, stages }) =>
      stages.map((row) => [
        name,
        row.stage,
        format.number(row.reached),
        format.number(row.continued),
        part(row.conversion, format),
        took(row.medianTime),
        format.number(row.waiting),
        format.number(row.lost),
      ]),
    ),
    bars: total.stages.map(({ stage, reached }) => ({ name: stage, value: reached })),
  }
}

/** Speed to lead: a line for each step. */
export function speedLayout({ all: total, rows }: SpeedAnswer, format: Format): Layout {
  const parts = [{ name: all, ...total }, ...rows]
  return {
    columns: [words(''), words('Step'), ...['Leads', 'Half within', '95 % within', 'Working time, half'].map(figures)],
    rows: parts.flatMap(({ name, steps }) =>
      steps.map(({ step, count, wall, business }) => [
        name,
        apart(step),
        format.number(count),
        took(wall.p50),
        took(wall.p95),
        took(business?.p50),
      ]),
    ),
    bars: total.steps.map(({ step, wall }) => ({ name: apart(step), value: wall.p50 })),
  }
}

/** `occurredToFirstTouch` as `occurred to first touch`. */
function apart(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** Pursuit: a line for all, and for each part. */
export function pursuitLayout({ all: total, rows }: PursuitAnswer, format: Format): Layout {
  return {
    columns: [
      words(''),
      ...['Sent', 'Accepted', 'Touched', 'Pursued', 'Declined', 'Never touched', 'Acceptance', 'Pursuit'].map(figures),
    ],
    rows: [{ name: all, ...total }, ...rows].map((row) => [
      row.name,
      ...[row.sent, row.accepted, row.touched, row.pursued, row.declined, row.untouched].map(format.number),
      part(row.acceptance, format),
      part(row.pursuit, format),
    ]),
    bars: [
      { name: 'Sent', value: total.sent },
      { name: 'Accepted', value: total.accepted },
      { name: 'Touched', value: total.touched },
      { name: 'Pursued', value: total.pursued },
    ],
  }
}

/** Sources: a line for each. */
export function sourcesLayout({ rows }: SourcesAnswer, format: Format): Layout {
  return {
    columns: [
      words('Source'),
      ...['Leads', 'To Sales', 'Acceptance', 'Won', 'Conversion', 'Revenue', 'Revenue per lead'].map(figures),
    ],
    rows: rows.map((row) => [
      row.name,
      format.number(row.leads),
      format.number(row.sent),
      part(row.acceptance, format),
      format.number(row.won),
      part(row.conversion, format),
      format.money(row.revenueMinor),
      row.revenuePerLead === null ? '–' : format.money(row.revenuePerLead),
    ]),
    bars: rows.map(({ name, revenueMinor }) => ({ name, value: revenueMinor })),
  }
}

/** Calibration: a line for each band of scores. */
export function calibrationLayout({ bands }: CalibrationAnswer, format: Format): Layout {
  const nameOf = ({ from, until }: CalibrationAnswer['bands'][number]) =>
    until === null ? `${from}+` : `${from}–${until - 1}`
  return {
    columns: [words('Score'), ...['Leads', 'Won', 'Conversion', 'Lift'].map(figures)],
    rows: bands.map((band) => [
      nameOf(band),
      format.number(band.leads),
      format.number(band.won),
      part(band.conversion, format),
      format.ratio(band.lift?.share ?? null),
    ]),
    bars: bands.map((band) => ({ name: nameOf(band), value: band.conversion?.share ?? 0 })),
  }
}

const verdicts = { more: 'likelier won', less: 'less likely won', unclear: 'can’t be told' } as const

/** The ideal customer: a line for each trait. */
export function idealCustomerLayout({ rows }: IdealCustomerAnswer, format: Format): Layout {
  return {
    columns: [words('Trait'), ...['Leads', 'Won', 'Lift'].map(figures), words('Verdict')],
    rows: rows.map(({ trait, leads, won, lift, verdict }) => [
      trait,
      format.number(leads),
      format.number(won),
      format.ratio(lift),
      verdicts[verdict],
    ]),
    bars: rows.map(({ trait, lift }) => ({ name: trait, value: lift ?? 0 })),
  }
}

/** The quick ratio at equal age: a line for each month; by campaign, for each campaign's months. */
export function quickRatioLayout({ all: total, rows }: QuickRatioAnswer, format: Format, by?: string): Layout {
  const parts = [{ campaignId: all, cohorts: total }, ...(by === 'campaign' ? rows : [])]
  const ages = total[0]?.ages.map(({ age }) => age) ?? []
  const atAge = (one: QuickRatioAnswer['all'][number]['ages'][number]): string =>
    one.kind === 'ratio' ? format.ratio(one.quickRatio) : `not enough data: ${one.have} of ${one.need} days`
  return {
    columns: [
      words('Campaign'),
      words('Leads of'),
      ...['Leads', 'Spend', ...ages.map((age) => `After ${age} days`)].map(figures),
    ],
    rows: parts.flatMap(({ campaignId, cohorts }) =>
      cohorts.map(({ month, leads, spendMinor, ages: own }) => [
        campaignId,
        format.month(month).replaceAll(' ', '\u00a0'),
        format.number(leads),
        format.money(spendMinor),
        ...own.map(atAge),
      ]),
    ),
    bars: [],
    groups: total.map(({ month, ages: own }) => ({
      name: format.month(month),
      values: Object.fromEntries(
        own.map((one) => [`After ${one.age} days`, one.kind === 'ratio' ? one.quickRatio : null]),
      ),
    })),
  }
}

/** Sensitivity: each campaign's revenue by every model. */
export function sensitivityLayout({ rows }: SensitivityAnswer, format: Format): Layout {
  const models = [...new Set(rows.flatMap(({ byModel }) => Object.keys(byModel)))]
  return {
    columns: [words('Campaign'), words('Rank'), ...models.map((model) => figures(modelNameOf(model)))],
    rows: rows.map(({ campaign, bestRank, worstRank, rankChanges, byModel }) => [
      campaign,
      rankChanges ? `${bestRank} to ${worstRank}` : `always ${bestRank}`,
      ...models.map((model) => {
        const credit = byModel[model]
        return credit === undefined ? '–' : format.money(credit.amountMinor)
      }),
    ]),
    bars: rows.map(({ campaign, worstRank, bestRank }) => ({ name: campaign, value: worstRank - bestRank })),
  }
}
