import { dayAfter, dayOf, monthOf } from '../../../shared/domain/calendar.ts'
import { day, type Instant } from '../../../shared/domain/time.ts'
import { type CampaignStory, campaigns, nurtureMails, unprompted } from './campaigns.ts'
import { type DealStory, dealOf } from './deals.ts'
import { type Journey, journeyOf, type Landscape } from './journeys.ts'
import { inventPerson, openPhonebook, type Person } from './people.ts'
import { type Random, randomFor } from './random.ts'
import { sceneOf } from './scene.ts'
import { busyness, momentOf, timezone } from './seasons.ts'
import { type Visit, visitOf } from './visits.ts'
import type { HistoryWish } from './wish.ts'

/** What a campaign cost in a month, in whole cents. */
export interface PlannedSpend {
  readonly campaign: string
  readonly month: string
  readonly amountMinor: number
}

/** Somebody with all they will do. */
export interface PlannedPerson {
  readonly person: Person
  readonly visits: readonly Visit[]
  /** How likely they follow a link in a mail. */
  readonly curiosity: number
  /** What becomes of mail to them, if anything does. */
  readonly mailbox?: 'unsubscribes' | 'bounces' | 'complains'
  readonly deal?: DealStory
  /** Their rep never answers, or never gets in touch: for what must be seen at the end. */
  readonly neglected?: 'unanswered' | 'untouched'
}

/** What marketing ran. */
export interface PlannedCampaign {
  readonly id: string
  readonly name: string
  readonly channel: string
  readonly startsOn?: string
  readonly endsOn?: string
}

/** Everything that is decided before the pipeline runs. */
export interface Plan {
  readonly wish: HistoryWish
  readonly from: Instant
  readonly campaigns: readonly PlannedCampaign[]
  readonly spends: readonly PlannedSpend[]
  readonly people: readonly PlannedPerson[]
}

/** How much more comes in at the end of the year than at its beginning. */
const growth = 1.35

/**
 * Makes a history up, without playing it.
 * @param wish seed, end, length and size
 */
export function planHistory(wish: HistoryWish): Plan {
  const from = wish.until - wish.days * day
  const windows = campaigns.map((campaign) => ({ campaign, ...windowOf(campaign, from, wish.until) }))
  const runs = (campaign: CampaignStory, at: Instant): boolean => {
    const window = windows.find((one) => one.campaign.id === campaign.id)
    return window !== undefined && at >= window.from && at < window.until
  }
  const landscape: Landscape = { campaigns, unprompted: unprompted.closes, runs }
  const sources: readonly Source[] = [
    ...windows.map(({ campaign, ...span }) => ({ ...span, first: campaign })),
    {
      from,
      until: wish.until,
      first: unprompted,
    },
  ]
  const phones = openPhonebook()
  const people = arrivalsOf(sources, wish).map(({ first, date }, number): PlannedPerson => {
    const random = randomFor(wish.seed, `person:${number}`)
    const person = inventPerson(random, number, first.reaches, phones)
    const journey = journeyOf(random, first, Math.min(momentOf(random, date), wish.until - 1), landscape)
    return planned(random, person, journey, first, wish.until)
  })
  return {
    wish,
    from,
    campaigns: [...windows.map(({ campaign, ...span }) => declared(campaign, span, wish)), nurtureMails],
    spends: spendsOf(windows, wish, from),
    people: [...people, ...sceneOf(wish, people.length, phones)],
  }
}

interface Source {
  readonly from: Instant
  readonly until: Instant
  readonly first: Omit<CampaignStory, 'id' | 'name' | 'channel' | 'monthly'> & { readonly id?: string }
}

const month = 365 / 12

function windowOf({ ran }: CampaignStory, from: Instant, until: Instant): { from: Instant; until: Instant } {
  if (ran === undefined) return { from, until }
  return { from: Math.max(from, until - ran.from * month * day), until: until - ran.until * month * day }
}

/** Whom each campaign brings first, and on which day; in the order in which they are numbered. */
function arrivalsOf(sources: readonly Source[], { seed, people }: HistoryWish) {
  const sizes = sources.map(({ from, until, first }) => Math.max(0, (until - from) / day / month) * first.brings)
  const all = sizes.reduce((sum, size) => sum + size, 0)
  return sources.flatMap((source, index) => {
    const random = randomFor(seed, `arrivals:${source.first.id ?? ''}`)
    const days = daysOf(source.from, source.until)
    const count = Math.round(((sizes[index] ?? 0) / all) * people)
    return Array.from({ length: count }, () => ({ first: source.first, date: random.weighted(days).date }))
  })
}

function daysOf(from: Instant, until: Instant): readonly { readonly date: string; readonly weight: number }[] {
  const [first, last] = [dayOf(from, timezone), dayOf(until - 1, timezone)]
  const days: { date: string; weight: number }[] = []
  for (let date = first; date <= last; date = dayAfter(date)) {
    days.push({ date, weight: busyness(date) * growth ** (days.length / 365) })
  }
  return days
}

function planned(
  random: Random,
  person: Person,
  { arrivals, asks }: Journey,
  campaign: Source['first'],
  until: Instant,
): PlannedPerson {
  const visits = arrivals.map((arrival, number) => visitOf(random, person, arrival, number, campaigns))
  const deal = asks ? dealOf(random, { ...person, campaign }) : undefined
  const fate = random.next()
  const mailbox = fate < 0.018 ? 'bounces' : fate < 0.06 ? 'unsubscribes' : fate < 0.062 ? 'complains' : undefined
  return {
    person,
    visits: visits.filter(({ at }) => at < until).toSorted((one, other) => one.at - other.at),
    curiosity: random.chance(0.35) ? random.next() * 0.4 : 0.01,
    ...(mailbox === undefined ? {} : { mailbox }),
    ...(deal === undefined ? {} : { deal }),
  }
}

function declared(
  { id, name, channel, ran }: CampaignStory,
  span: { from: Instant; until: Instant },
  wish: HistoryWish,
) {
  if (ran === undefined) return { id, name, channel }
  const dates = { startsOn: dayOf(span.from, timezone), endsOn: dayOf(span.until, timezone) }
  return span.until <= wish.until && ran.until > 0
    ? { id, name, channel, ...dates }
    : { id, name, channel, startsOn: dates.startsOn }
}

function spendsOf(
  windows: readonly { readonly campaign: CampaignStory; readonly from: Instant; readonly until: Instant }[],
  { seed, until }: HistoryWish,
  from: Instant,
): readonly PlannedSpend[] {
  const always = { campaign: nurtureMails, from, until }
  return [...windows, always].flatMap(({ campaign, from: start, until: end }) => {
    const random = randomFor(seed, `spend:${campaign.id}`)
    const active = Map.groupBy(daysOf(start, end), ({ date }) => monthOf(date))
    return [...active].map(([name, dates]) => {
      const dollars = (campaign.monthly * dates.length * (0.92 + 0.16 * random.next())) / month
      return { campaign: campaign.id, month: name, amountMinor: Math.max(1, Math.round(dollars / 10)) * 1_000 }
    })
  })
}
