import { type Duration, day, type Instant } from '../../../shared/domain/time.ts'
import type { CampaignStory, Entry } from './campaigns.ts'
import type { Random } from './random.ts'
import { laterMoment } from './seasons.ts'

/** One time that somebody comes. */
export interface Arrival {
  readonly at: Instant
  readonly entry: Entry
  /** What made them come; nothing when nobody knows. */
  readonly campaign?: string
}

/** How somebody comes, once or several times, and whether they asked Sales for something. */
export interface Journey {
  readonly arrivals: readonly Arrival[]
  readonly asks: boolean
}

/** What journeys lead over. */
export interface Landscape {
  readonly campaigns: readonly CampaignStory[]
  /** How often people come back by nothing in particular, relative to campaigns' `closes`. */
  readonly unprompted: number
  /** Whether a campaign runs at a moment. */
  readonly runs: (campaign: CampaignStory, at: Instant) => boolean
}

/** Entries by which people ask for Sales. */
const asking: readonly Entry[] = ['demo-request', 'contact', 'call']

/** How often people meet something more before they ask, and how they then ask. */
const detours = [
  { stops: 0, weight: 38 },
  { stops: 1, weight: 36 },
  { stops: 2, weight: 19 },
  { stops: 3, weight: 7 },
] as const
const waysToAsk = [
  { entry: 'demo-request', weight: 76 },
  { entry: 'contact', weight: 15 },
  { entry: 'call', weight: 9 },
] as const

/** Of those who only look, how many come back once; of those who have asked, how many look at something more. */
const looksAgain = 0.15
const looksOnceMore = 0.3

/**
 * Walks somebody through what marketing has laid out.
 * @param random their chance
 * @param first the campaign that brings them, or what stands for none
 * @param at when they come first
 * @param landscape what else they may meet
 */
export function journeyOf(
  random: Random,
  first: Pick<CampaignStory, 'entries' | 'asksLater'> & { readonly id?: string },
  at: Instant,
  landscape: Landscape,
): Journey {
  const { entry } = random.weighted(first.entries)
  const start: Arrival = { at, entry, ...(first.id === undefined ? {} : { campaign: first.id }) }
  if (asking.includes(entry)) {
    const more = random.chance(looksOnceMore) ? stop(random, closing(landscape), at + random.between(1, 9) * day) : []
    return { arrivals: [start, ...more], asks: true }
  }
  if (!random.chance(first.asksLater)) {
    const more = random.chance(looksAgain) ? stop(random, landscape, at + random.around(20, 0.8) * day) : []
    return { arrivals: [start, ...more], asks: false }
  }
  return { arrivals: [start, ...wayToAsking(random, start, landscape)], asks: true }
}

function wayToAsking(random: Random, start: Arrival, landscape: Landscape): readonly Arrival[] {
  const { stops } = random.weighted(detours)
  const takes: Duration = random.around(13 + 9 * stops, 0.8) * day
  const between = Array.from({ length: stops }, (_, index) =>
    stop(random, landscape, start.at + (takes * (index + random.next())) / (stops + 1)),
  )
  const at = laterMoment(random, start.at + takes)
  const closer = closedBy(random, landscape, start, at)
  const ask: Arrival = {
    at,
    entry: random.weighted(waysToAsk).entry,
    ...(closer === undefined ? {} : { campaign: closer }),
  }
  return [...between.flat(), ask]
}

/** Whom somebody meets who has asked already: what never closes has nothing more to tell them. */
function closing(landscape: Landscape): Landscape {
  return { ...landscape, campaigns: landscape.campaigns.filter(({ closes }) => closes > 0) }
}

/** One more thing somebody meets on the way. */
function stop(random: Random, { campaigns, runs }: Landscape, after: Instant): readonly Arrival[] {
  const met = campaigns.filter((campaign) => campaign.assists > 0 && runs(campaign, after))
  if (met.length === 0) return []
  const { id } = random.weighted(met.map(({ id, assists }) => ({ id, weight: assists })))
  const entry = id === 'webinars' ? 'webinar' : random.pick(['guide', 'guide', 'newsletter'] as const)
  return [{ at: laterMoment(random, after), entry, campaign: id }]
}

/** What they come back by: often what they know, or an advertisement that has followed them. */
function closedBy(random: Random, { campaigns, runs, unprompted }: Landscape, start: Arrival, at: Instant) {
  const running = campaigns.filter((campaign) => campaign.closes > 0 && runs(campaign, at))
  const own = start.campaign === undefined ? 0 : (running.find(({ id }) => id === start.campaign)?.closes ?? 0)
  const ways = [
    ...running.map(({ id, closes }) => ({ campaign: id, weight: closes })),
    { campaign: start.campaign, weight: own },
    { campaign: undefined, weight: unprompted },
  ]
  return random.weighted(ways).campaign
}
