import type { Basis, ByModel, Credit } from '../opportunity.ts'
import { attributionModels } from '../playbook.ts'
import type { Instant } from '../time.ts'
import type { CampaignShare } from './shares.ts'

/** What a deal's ledger is corrected from. */
export interface Correction {
  readonly opportunity: Credit['opportunity']
  readonly basis: Basis
  /** Lines of this deal: all there are, or only those that stand. Other bases are passed over. */
  readonly posted: readonly Credit[]
  /** What ought to stand; nothing when the deal earns nothing any more. */
  readonly target: readonly CampaignShare[]
  /** The highest round used so far, if it is not among the lines; 0 when there was none. */
  readonly round?: number
  /** When the lines are written. */
  readonly postedAt?: Instant
}

/**
 * Says which lines to append so that a deal's ledger holds its target in every model: all that stands is taken back in
 * one round, and the target credited in the next. No line is ever changed, so the ledger as of any past day can still
 * be read.
 * @param correction the lines posted so far and what ought to stand
 * @returns no line when the fold of those posted is the target; otherwise takings-back first
 */
export function correctionLines(correction: Correction): readonly Credit[] {
  const { opportunity, basis, target, postedAt } = correction
  const posted = correction.posted.filter((line) => line.basis === basis)
  const standing = foldCredits(posted)
  if (sameShares(standing, target)) return []
  const round = posted.reduce((highest, line) => Math.max(highest, line.round), correction.round ?? 0)
  const back = standing.length > 0 ? round + 1 : round
  const line = (share: CampaignShare, of: number): Credit => ({
    type: 'credit',
    campaign: share.campaign,
    opportunity,
    basis,
    round: of,
    at: share.at,
    ...(postedAt === undefined ? {} : { postedAt }),
    amounts: share.amounts,
    deals: share.deals,
  })
  return [
    ...standing.map((share) => line({ ...share, amounts: negated(share.amounts), deals: negated(share.deals) }, back)),
    ...target.map((share) => line(share, back + 1)),
  ]
}

/**
 * Adds the lines of one deal and basis up, by campaign and time.
 * @param lines in any order
 * @returns what stands; campaigns whose lines cancel out in every model are left out
 */
export function foldCredits(lines: readonly Credit[]): readonly CampaignShare[] {
  const sums = new Map<string, CampaignShare>()
  for (const { campaign, at, amounts, deals } of lines) {
    const key = `${at} ${campaign}`
    const sum = sums.get(key)
    const next = sum && { campaign, at, amounts: added(sum.amounts, amounts), deals: added(sum.deals, deals) }
    sums.set(key, next ?? { campaign, at, amounts, deals })
  }
  return [...sums.values()].filter(({ amounts, deals }) => !isZero(amounts) || !isZero(deals))
}

/**
 * Picks the lines that were in the ledger at a time, to read a report as it was then.
 * @param lines in any order
 * @param asOf the time, inclusive
 */
export function ledgerAsOf(lines: readonly Credit[], asOf: Instant): readonly Credit[] {
  return lines.filter((line) => (line.postedAt ?? line.at) <= asOf)
}

/**
 * Tells whether what stands is what ought to, in every model.
 * @param standing as `foldCredits` gives it
 * @param target what ought to stand
 */
export function sameShares(standing: readonly CampaignShare[], target: readonly CampaignShare[]): boolean {
  return standing.length === target.length && isPartOf(standing, target)
}

/**
 * Tells whether all that stands ought to, in every model, though there may be more to come.
 * @param standing as `foldCredits` gives it
 * @param target what ought to stand
 */
export function isPartOf(standing: readonly CampaignShare[], target: readonly CampaignShare[]): boolean {
  const wanted = new Map(target.map((share) => [`${share.at} ${share.campaign}`, share]))
  return standing.every((share) => {
    const other = wanted.get(`${share.at} ${share.campaign}`)
    return other !== undefined && same(share.amounts, other.amounts) && same(share.deals, other.deals)
  })
}

/** A model that a line does not have gives nothing: a line from before it was there is put right by a correction. */
function same(one: ByModel<number>, other: ByModel<number>): boolean {
  return attributionModels.every((model) => (one[model] ?? 0) === (other[model] ?? 0))
}

function isZero(values: ByModel<number>): boolean {
  return attributionModels.every((model) => (values[model] ?? 0) === 0)
}

/** Adding 0 turns −0 into 0, so that equal lines are written equally. */
function negated(values: ByModel<number>): ByModel<number> {
  return added({ first: 0, last: 0, even: 0 }, values, -1)
}

/** Models that neither has stay absent. */
function added(one: ByModel<number>, other: ByModel<number>, sign: 1 | -1 = 1): ByModel<number> {
  const sums = attributionModels.flatMap((model) =>
    one[model] === undefined && other[model] === undefined
      ? []
      : [[model, (one[model] ?? 0) + sign * (other[model] ?? 0) + 0] as const],
  )
  return { first: 0, last: 0, even: 0, ...Object.fromEntries(sums) }
}
