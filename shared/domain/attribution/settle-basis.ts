import type { CampaignId } from '../ids.ts'
import type { Basis, Credit, CreditedAmount } from '../opportunity.ts'
import type { Instant } from '../time.ts'
import { correctionLines, foldCredits, isPartOf, sameShares } from './ledger.ts'
import type { CampaignShare, Due } from './shares.ts'

/** What a deal's pipeline, or its revenue, is settled from. */
export interface BasisInput {
  readonly opportunity: Credit['opportunity']
  readonly basis: Basis
  /** What the deal remembers. */
  readonly standing: CreditedAmount | undefined
  /** Nothing, when the deal earns nothing any more. */
  readonly due: Due | undefined
  /** Lines of the ledger; only those that stand are looked at. */
  readonly previous: readonly Credit[]
  readonly target: readonly CampaignShare[]
  readonly postedAt?: Instant
  /** Most lines to write now. */
  readonly mostLines: number
}

/** Lines to write now, and what the deal remembers once they are written. */
export interface SettledBasis {
  readonly lines: readonly Credit[]
  readonly credited: CreditedAmount | undefined
  /** True when nothing is left to write. */
  readonly isComplete: boolean
}

/**
 * Says which lines bring a deal's pipeline, or its revenue, to what it should be, as many as can be written at once.
 * Where that is not all of them, the next call goes on: a round whose taking back has begun is taken back to its end,
 * even if it came to be right meanwhile, because no campaign can have two lines of one round; a round whose crediting
 * has begun is completed as long as it is what is wanted, and taken back otherwise.
 * @param input what stands, and what should
 */
export function settleBasis(input: BasisInput): SettledBasis {
  const { standing, previous, basis, target } = input
  const stands = standing !== undefined && standing.withdrawn !== true
  const posted = previous.filter(
    (line) =>
      stands && line.basis === basis && line.round === standing.round && standing.campaigns.includes(line.campaign),
  )
  const shares = foldCredits(posted)
  if (standing?.partly === 'taken-back') return corrected({ ...input, target: [] }, posted, target.length === 0)
  if (sameShares(shares, target)) return { lines: [], credited: whole(input), isComplete: true }
  return standing?.partly === 'credited' && isPartOf(shares, target)
    ? completed(input, standing)
    : corrected(input, posted, true)
}

/** What is remembered of a ledger that is right. */
function whole({ due, target, standing }: BasisInput): CreditedAmount | undefined {
  if (due === undefined) return standing && withdrawn(standing, standing.round)
  return { ...due, round: standing?.round ?? 0, campaigns: campaignsOf(target) }
}

/** Credits what is missing of a round. */
function completed(input: BasisInput, standing: CreditedAmount): SettledBasis {
  const missing = input.target.filter(({ campaign }) => !standing.campaigns.includes(campaign))
  const all = correctionLines({ ...input, posted: [], target: missing, round: standing.round - 1 })
  const lines = all.slice(0, input.mostLines)
  const { partly: _before, ...rest } = standing
  const isComplete = lines.length === all.length
  const campaigns = [...standing.campaigns, ...campaignsOf(lines)]
  return { lines, credited: { ...rest, campaigns, ...(isComplete ? {} : { partly: 'credited' }) }, isComplete }
}

/** Takes back what stands, and credits what should stand in the round after. */
function corrected(input: BasisInput, posted: readonly Credit[], isLast: boolean): SettledBasis {
  const { standing, due } = input
  const round = standing?.round ?? 0
  const all = correctionLines({ ...input, posted, round })
  const lines = all.slice(0, input.mostLines)
  const back = posted.length > 0 ? round + 1 : round
  const credits = lines.filter((line) => line.round > back)
  const left = posted.slice(lines.length - credits.length)
  const isComplete = isLast && lines.length === all.length
  if (standing !== undefined && left.length > 0)
    return { lines, credited: { ...standing, campaigns: campaignsOf(left), partly: 'taken-back' }, isComplete }
  if (due === undefined || credits.length === 0)
    return { lines, credited: standing && withdrawn(standing, back), isComplete }
  const credited = { ...due, round: back + 1, campaigns: campaignsOf(credits) }
  return { lines, credited: isComplete ? credited : { ...credited, partly: 'credited' }, isComplete }
}

function withdrawn({ amountMinor, at }: CreditedAmount, round: number): CreditedAmount {
  return { amountMinor, at, round, campaigns: [], withdrawn: true }
}

function campaignsOf(shares: readonly { readonly campaign: CampaignId }[]): readonly CampaignId[] {
  return shares.map(({ campaign }) => campaign)
}
