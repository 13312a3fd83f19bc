import type { Model } from '../../words/models.ts'

/** What is known of a campaign, to judge it by. */
export interface Evidence {
  readonly campaign: string
  readonly spendMinor: number
  /** The part of the spend that is of months which began in the last 90 days. */
  readonly recentSpendMinor: number
  /** Leads whose first touch it made. */
  readonly leads: number
  /** Deals in which any touch of it has a part. */
  readonly deals: number
  /** Revenue and rank by every model that says something. */
  readonly byModel: readonly { readonly model: Model; readonly revenueMinor: number; readonly rank: number }[]
}

/** What all campaigns together brought. */
export interface Background {
  readonly leads: number
  readonly deals: number
  readonly won: number
}

/** What there is to say of a campaign. */
export type Verdict =
  /** Nothing was spent: there is nothing to stop. */
  | { readonly kind: 'unpaid' }
  /** It earned more than it cost by every model; at least this. */
  | { readonly kind: 'earns'; readonly leastMinor: number }
  /** It cost more than it earned by every model; it earned this at the most. */
  | { readonly kind: 'weak'; readonly mostMinor: number }
  /** Which it is depends on the model. */
  | { readonly kind: 'depends'; readonly earnsBy: readonly Model[]; readonly costsBy: readonly Model[] }
  /** So few may well bring nothing by chance. `need` is `undefined` while no deal is won at all. */
  | {
      readonly kind: 'few'
      readonly of: 'leads' | 'deals'
      readonly have: number
      readonly need: number | undefined
    }
  /** Most of the money was spent so lately that its leads had no time to become deals. */
  | { readonly kind: 'young' }

/**
 * A campaign from which three won deals could be expected and none came is a weak one with 95 % certainty: J. A. Hanley,
 * A. Lippman-Hand, If nothing goes wrong, is everything all right?, JAMA 249 (1983), 1743–1745.
 */
const expectedDeals = 3

/**
 * Judges a campaign by what it cost and earned under every model. Money that came in counts, however few leads brought it. A
 * campaign that did not earn its cost is judged only when it had the chance (so many leads, or deals it took part in, that
 * three won deals could be expected of them at the rate of all campaigns) and the time (at least half of its spend is of
 * months that began more than 90 days ago).
 * @param evidence what is known of the campaign
 * @param background what all campaigns together brought, in the same period
 */
export function verdictOn(evidence: Evidence, background: Background): Verdict {
  const { spendMinor, recentSpendMinor, byModel } = evidence
  if (spendMinor <= 0) return { kind: 'unpaid' }
  const earnsBy = byModel.filter(({ revenueMinor }) => revenueMinor >= spendMinor).map(({ model }) => model)
  const costsBy = byModel.filter(({ revenueMinor }) => revenueMinor < spendMinor).map(({ model }) => model)
  const revenues = byModel.map(({ revenueMinor }) => revenueMinor)
  if (costsBy.length === 0 && earnsBy.length > 0) return { kind: 'earns', leastMinor: Math.min(...revenues) }
  const few = tooFew(evidence, background)
  if (few !== undefined) return few
  if (recentSpendMinor * 2 > spendMinor) return { kind: 'young' }
  if (earnsBy.length === 0) return { kind: 'weak', mostMinor: Math.max(0, ...revenues) }
  return { kind: 'depends', earnsBy, costsBy }
}

/** A campaign that comes in late makes few first touches, so the deals it took part in count as well. */
function tooFew(evidence: Evidence, { won, ...all }: Background): Verdict | undefined {
  const [best] = (['leads', 'deals'] as const)
    .map((of) => ({ of, have: evidence[of], need: won === 0 ? undefined : Math.ceil((expectedDeals * all[of]) / won) }))
    .toSorted((one, other) => other.have / (other.need ?? 1) - one.have / (one.need ?? 1))
  if (best === undefined || (best.need !== undefined && best.have >= best.need)) return undefined
  return { kind: 'few', ...best }
}

/** How the verdicts read beside a campaign, and in which colour. */
export const verdictMarks: Readonly<Record<Verdict['kind'], { readonly mark: string; readonly word: string }>> = {
  unpaid: { mark: 'mark', word: 'costs nothing' },
  earns: { mark: 'mark mark-good', word: 'earns in every model' },
  weak: { mark: 'mark mark-bad', word: 'weak in every model' },
  depends: { mark: 'mark mark-warn', word: 'depends on the model' },
  few: { mark: 'mark', word: 'too early to tell' },
  young: { mark: 'mark', word: 'too early to tell' },
}
