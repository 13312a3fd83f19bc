import { type Duration, day, type Instant } from '../../../shared/domain/time.ts'
import type { CampaignStory } from './campaigns.ts'
import { industries, winsOfSize } from './companies.ts'
import type { Random } from './random.ts'

/** What becomes of a deal, should a rep open one. Money in whole cents. */
export interface DealStory {
  readonly name: string
  readonly amountMinor: number
  /** From the opening to the end. */
  readonly takes: Duration
  readonly ends:
    | { readonly kind: 'won'; readonly refund?: { readonly after: Duration; readonly share: number } }
    | {
        readonly kind: 'lost'
        readonly reason: string
        readonly reopenedAfter?: Duration
        /** No rep would have won it, however good. */
        readonly hopeless?: true
      }
}

/** What decides about somebody's deal. */
export interface Buyer {
  readonly employees: number
  readonly industry: string
  readonly decides: boolean
  readonly campaign: Pick<CampaignStory, 'opens' | 'wins' | 'reaches'>
}

/** Why deals are lost. */
const lostReasons = [
  { reason: 'Gone quiet', weight: 30 },
  { reason: 'No budget this year', weight: 22 },
  { reason: 'Price', weight: 16 },
  { reason: 'Chose a competitor', weight: 14 },
  { reason: 'Stays with the whiteboard', weight: 11 },
  { reason: 'An integration is missing', weight: 7 },
] as const

/** Of those who ask, how many come to a deal, and how many of these deals are won, before everything that matters. */
const opensUsually = 0.36
const winsUsually = 0.4

/** What a crew costs in a year, in dollars, and how many people are one. */
const pricePerCrew = 720
const crew = 3.5

/**
 * Says what would become of somebody's deal.
 * @param random chance
 * @param buyer who they are
 * @returns nothing when they never come to one
 */
export function dealOf(random: Random, buyer: Buyer): DealStory | undefined {
  const { employees, campaign, decides } = buyer
  const taste = industries.find(({ name }) => name === buyer.industry)?.wins ?? 1
  const chance = taste ** 0.5 * winsOfSize(employees) ** 0.5 * (decides ? 1.1 : 0.9)
  if (!random.chance(opensUsually * campaign.opens * chance)) return undefined
  const wins = random.chance(Math.min(0.85, winsUsually * campaign.wins * taste * winsOfSize(employees)))
  const crews = Math.max(1, Math.round(employees / crew))
  const dollars = Math.min(140_000, pricePerCrew * crews ** 0.9 * random.around(1, 0.25))
  // The median sale of the same real leads took 14 days, one in ten over 160.
  const patience = Math.min(3, Math.max(0.7, (employees / 60) ** 0.5))
  return {
    name: crews === 1 ? 'One crew' : `${crews} crews, ${random.pick(['one year', 'two seasons', 'all depots'])}`,
    amountMinor: Math.max(90_000, Math.round(dollars / 50) * 5_000),
    takes: random.around(21 * patience, 0.6) * day,
    ends: wins ? wonEnd(random) : lostEnd(random, campaign.reaches === 'enterprises'),
  }
}

function wonEnd(random: Random): DealStory['ends'] {
  if (!random.chance(0.05)) return { kind: 'won' }
  return { kind: 'won', refund: { after: random.between(10, 45) * day, share: random.pick([0.15, 0.3, 1]) } }
}

function lostEnd(random: Random, hopeless: boolean): DealStory['ends'] {
  const { reason } = random.weighted(lostReasons)
  if (hopeless) return { kind: 'lost', reason, hopeless }
  return random.chance(0.05)
    ? { kind: 'lost', reason, reopenedAfter: random.between(15, 60) * day }
    : { kind: 'lost', reason }
}

/** A step of an open deal. */
export interface DealStep {
  readonly stage: string
  readonly at: Instant
}

/**
 * Spreads the stages of the playbook over a deal's time.
 * @param random chance
 * @param openedAt when it begins
 * @param takes how long it takes
 * @param stages in their order; it begins in the first
 */
export function stepsOf(
  random: Random,
  openedAt: Instant,
  takes: Duration,
  stages: readonly string[],
): readonly DealStep[] {
  const reached = stages.slice(1, 1 + random.between(1, stages.length - 1))
  return reached.map((stage, index) => ({
    stage,
    at: openedAt + (takes * (index + 0.4 + 0.5 * random.next())) / (reached.length + 0.6),
  }))
}
