import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

/** Where the two files are; they are not part of the project (see examples/olist/README.md). */
export const olistFiles = {
  leads: new URL('../../../shared/data/olist_marketing_qualified_leads_dataset.csv', import.meta.url),
  deals: new URL('../../../shared/data/olist_closed_deals_dataset.csv', import.meta.url),
}

/** Tells whether the files are there. */
export function olistIsThere(): boolean {
  return existsSync(olistFiles.leads) && existsSync(olistFiles.deals)
}

/** What one origin brought. */
export interface OlistFigures {
  leads: number
  opportunities: number
  pipelineMinor: number
  won: number
  revenueMinor: number
}

/** The models the truth is computed by. */
export type OlistModel = 'first' | 'last' | 'even'

const nobody = '(unattributed)'

/**
 * Computes what the report must say, from the files alone and by nothing of Baton's.
 * @param model how a deal's amount is shared among the touches before it
 * @param from first day of leads, openings and closings that count, such as `2018-03-01`
 * @param to the day after the last
 * @returns figures by origin, in centavos; blank origins and deals without a touch under `(unattributed)`
 */
export function olistTruth(model: OlistModel, from = '0000', to = '9999'): ReadonlyMap<string, OlistFigures> {
  const truth = new Map<string, OlistFigures>()
  const of = (origin: string): OlistFigures => {
    const figures = truth.get(origin) ?? { leads: 0, opportunities: 0, pipelineMinor: 0, won: 0, revenueMinor: 0 }
    truth.set(origin, figures)
    return figures
  }
  const within = (time: string): boolean => time >= from && time.slice(0, 10) < to
  const touches = new Map<string, { at: string; origin: string }[]>()
  for (const [id = '', at = '', , origin = ''] of rowsOf(olistFiles.leads)) {
    const campaign = origin === '' ? nobody : origin
    touches.set(id, [...(touches.get(id) ?? []), { at, origin: campaign }])
    if (within(at)) of(campaign).leads += 1
  }
  for (const deal of rowsOf(olistFiles.deals)) {
    const [id = '', , , , wonAt = ''] = deal
    const cents = centsOf(deal.at(-1) ?? '')
    const all = [...(touches.get(id) ?? [])].sort((one, other) => (one.at < other.at ? -1 : 1))
    const firstAt = all[0]?.at ?? wonAt
    const [openedAt = wonAt] = [firstAt, wonAt].sort()
    for (const [origin, share] of shares(
      all.filter(({ at }) => at <= openedAt),
      cents,
      model,
    )) {
      if (!within(openedAt)) continue
      of(origin).opportunities += 1
      of(origin).pipelineMinor += share
    }
    for (const [origin, share] of shares(
      all.filter(({ at }) => at <= wonAt),
      cents,
      model,
    )) {
      if (!within(wonAt)) continue
      of(origin).won += 1
      of(origin).revenueMinor += share
    }
  }
  return truth
}

/** Shares an amount among the touches' origins, to the cent; what does not divide goes to the first ones. */
function shares(touches: readonly { origin: string }[], cents: number, model: OlistModel): ReadonlyMap<string, number> {
  const chosen = model === 'first' ? touches.slice(0, 1) : model === 'last' ? touches.slice(-1) : touches
  if (chosen.length === 0) return new Map([[nobody, cents]])
  const part = Math.floor(cents / chosen.length)
  const given = new Map<string, number>()
  chosen.forEach(({ origin }, index) => {
    given.set(origin, (given.get(origin) ?? 0) + part + (index < cents % chosen.length ? 1 : 0))
  })
  return given
}

/** Reads an amount such as `60000.0` as centavos, without passing through a fraction. */
function centsOf(text: string): number {
  const [whole = '0', fraction = ''] = text.split('.')
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2))
}

function rowsOf(file: URL): readonly string[][] {
  return parse(readFileSync(file), { from_line: 2 })
}
