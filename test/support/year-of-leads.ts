import { ulid } from 'ulid'
import { createRandom, type Random } from '../../bench/load/random.ts'
import { sumCounts } from '../../shared/adapters/commit-rules.ts'
import type { Assignment } from '../../shared/domain/assignment.ts'
import { correctCredits, talliesOf, talliesOfAll } from '../../shared/domain/attribution.ts'
import { allCampaigns, type Counts } from '../../shared/domain/campaign.ts'
import type { Entity, LeadRecord } from '../../shared/domain/entity.ts'
import { type LeadId, numberedId } from '../../shared/domain/ids.ts'
import type { Lead, LeadState } from '../../shared/domain/lead.ts'
import type { Credit, Opportunity } from '../../shared/domain/opportunity.ts'
import type { Playbook } from '../../shared/domain/playbook.ts'
import { contributionsOf } from '../../shared/domain/reports/contributions.ts'
import { historyOf } from '../../shared/domain/reports/coordinates.ts'
import type { Rep } from '../../shared/domain/roster.ts'
import { day, hour, type Instant, minute } from '../../shared/domain/time.ts'
import type { Touch } from '../../shared/domain/touch.ts'
import { count } from '../../shared/pipeline/counting.ts'
import { identityDigest } from '../../shared/pipeline/digest.ts'
import type { Write } from '../../shared/ports/store.ts'
import { creates } from './commits.ts'
import { oneOfEach, sampleLead } from './sample-entities.ts'

/** A campaign of the year: how many of a hundred leads it brings, how many of them are won, what it costs a month. */
interface YearCampaign {
  readonly id: string
  readonly name: string
  readonly channel: string
  readonly leads: number
  readonly won: number
  readonly monthlyMinor: number
  /** Which of a lead's touches it makes: those of the beginning, of the end, or any. */
  readonly at: 'first' | 'last' | 'any'
  /** In which of the last months it runs; in all when absent. */
  readonly months?: number
}

const yearCampaigns: readonly [YearCampaign, ...YearCampaign[]] = [
  campaign('search-brand', 'Search: our name', 'search', 20, 0.05, 400_000, 'last'),
  campaign('search-generic', 'Search: the trade', 'search', 24, 0.03, 900_000, 'any'),
  campaign('webinar', 'Monthly webinar', 'event', 10, 0.05, 600_000, 'any'),
  campaign('podcast', 'Podcast', 'audio', 8, 0.03, 700_000, 'first'),
  campaign('trade-fair', 'Trade fairs', 'event', 12, 0.002, 2_600_000, 'any'),
  campaign('social-video', 'Social video', 'social', 12, 0.008, 800_000, 'first'),
  campaign('partners', 'Partners', 'partner', 5, 0.08, 200_000, 'any'),
  campaign('retargeting', 'Retargeting', 'display', 4, 0.03, 500_000, 'last'),
  campaign('newsletter', 'Newsletter', 'mail', 4, 0.02, 0, 'any'),
  { ...campaign('launch', 'Launch of the app', 'social', 3, 0.01, 500_000, 'any'), months: 2 },
]

function campaign(
  id: string,
  name: string,
  channel: string,
  leads: number,
  won: number,
  monthlyMinor: number,
  at: YearCampaign['at'],
): YearCampaign {
  return { id, name, channel, leads, won, monthlyMinor, at }
}

const firstNames = [
  'Ada',
  'Ben',
  'Cleo',
  'Dev',
  'Eva',
  'Finn',
  'Grace',
  'Hugo',
  'Ines',
  'Jonas',
  'Kira',
  'Leo',
] as const
const lastNames = ['Abel', 'Baker', 'Costa', 'Duarte', 'Engel', 'Fischer', 'Garcia', 'Haddad', 'Ito', 'Jung'] as const
const trades = ['Roofing', 'Heating', 'Solar', 'Gardens', 'Elevators', 'Pools', 'Windows', 'Flooring'] as const
const words = ['Harbor', 'Bright', 'Nord', 'Verde', 'Ironclad', 'Clearwater', 'Summit', 'Prairie', 'Union'] as const

/** What a year is made of. */
export interface YearOptions {
  readonly leads: number
  /** Where the year ends. */
  readonly until: Instant
  readonly playbook: Playbook
  readonly reps: readonly Rep[]
  readonly progress?: (done: number) => void
}

/**
 * Makes a year of leads, as the stages would have left them: leads with their identities, touches, offers, deals, credits,
 * tallies and the counters of the reports. The same numbers give the same year, but for the random part of ids.
 * @param options how many leads, and until when
 * @returns what is to be written, each in a place of its own; counters last
 */
export function* yearOfLeads(options: YearOptions): Generator<Write> {
  const { leads, until, playbook, reps, progress } = options
  const counters = makeCounters(playbook, new Map(reps.map((rep) => [rep.id, rep])))
  const random = createRandom(leads)
  const ids = reps.map(({ id }) => id)
  yield* creates(...campaignsUntil(until))
  for (let number = 0; number < leads; number += 1) {
    const createdAt = until - Math.floor(((leads - number) / leads) * 365 * day)
    const made = leadOfYear({ random, number, createdAt, until, playbook, reps: ids })
    counters.add(made.lead, made.records, made.credits)
    yield* creates(...made.records, ...made.identities, ...made.credits)
    if (number % 10_000 === 0) progress?.(number)
  }
  yield* counters.writes()
}

function campaignsUntil(until: Instant): readonly Entity[] {
  return yearCampaigns.flatMap(({ id, name, channel, monthlyMinor, months = 12 }): readonly Entity[] => [
    { type: 'campaign', id, name, channel, declared: true },
    ...(monthlyMinor === 0 ? [] : Array.from({ length: months }, (_, back) => monthBefore(until, back))).map(
      (month): Entity => ({ type: 'spend', campaign: id, month, amountMinor: monthlyMinor, currency: 'USD' }),
    ),
  ])
}

function monthBefore(until: Instant, back: number): string {
  const date = new Date(until)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1)).toISOString().slice(0, 7)
}

interface YearLead {
  readonly random: Random
  readonly number: number
  readonly createdAt: Instant
  readonly until: Instant
  readonly playbook: Playbook
  readonly reps: readonly string[]
}

function leadOfYear({ random, number, createdAt, until, playbook, reps }: YearLead) {
  const id: LeadId = `lead_${ulid(createdAt)}`
  const campaigns = waysOf(random, (until - createdAt) / (30 * day))
  const touches = campaigns.map(
    (one, index): Touch => ({
      type: 'touch',
      id: `touch_${number}-${index}`,
      leadId: id,
      at: createdAt + index * 2 * day,
      receivedAt: createdAt + index * 2 * day + 1_000,
      kind: index === 0 ? 'form' : 'click',
      event: index === 0 ? random.pick(['form.demo-request', 'form.newsletter']) : 'email.click',
      campaign: one.id,
    }),
  )
  const chance = campaigns.reduce((sum, one) => sum + one.won, 0) / campaigns.length
  const isHot = random.next() < 0.2 + chance
  const rep = reps[random.between(0, reps.length - 1)] ?? ''
  const offeredAt = createdAt + (touches.length - 1) * 2 * day + minute
  const assignment = isHot ? [offerOf(random, id, rep, offeredAt)] : []
  const deals = isHot && random.next() < 6 * chance ? [dealOf(random, id, number, offeredAt + 3 * day)] : []
  const isPast = ({ openedAt, state }: Opportunity) => ('closedAt' in state ? state.closedAt : openedAt) < until
  const deal = deals.find(isPast)
  const lead = personOf(random, number, id, createdAt, stateOf(random, isHot, id, rep, deal), isHot, campaigns[0].id)
  const settled =
    deal && correctCredits({ opportunity: deal, touches, previous: [], lookback: playbook.attribution.lookback })
  // Of those that never got hot, the first touch says enough.
  const records: readonly LeadRecord[] = [
    lead,
    ...(isHot ? touches : touches.slice(0, 1)),
    ...assignment,
    ...(settled === undefined ? [] : [settled.opportunity]),
  ]
  const email = lead.profile.email ?? ''
  const identity: Entity = { type: 'identity', kind: 'email', digest: identityDigest('email', email), lead: id }
  return { lead, records, identities: isHot ? [identity] : [], credits: settled?.lines ?? [] }
}

function waysOf(random: Random, monthsAgo: number): readonly [YearCampaign, ...YearCampaign[]] {
  const running = yearCampaigns.filter(({ months = 12 }) => monthsAgo < months)
  const pick = (places: readonly YearCampaign['at'][]) => {
    const fit = running.filter(({ at }) => places.includes(at))
    let left = random.next() * fit.reduce((sum, { leads }) => sum + leads, 0)
    return fit.find(({ leads }) => {
      left -= leads
      return left < 0
    })
  }
  const first = pick(['first', 'any']) ?? yearCampaigns[0]
  const more = Array.from({ length: random.between(0, 2) }, () => pick(['last', 'any']) ?? first)
  return [first, ...more]
}

function offerOf(random: Random, leadId: LeadId, rep: string, offeredAt: Instant): Assignment {
  const at = offeredAt + random.between(1, 14) * minute
  return {
    ...oneOfEach.assignment,
    id: numberedId('asg', leadId, 1),
    leadId,
    number: 1,
    rep,
    territory: random.pick(['new-york', 'west', 'rest']),
    offeredAt,
    acceptBy: offeredAt + 15 * minute,
    state: { status: 'accepted', at },
    firstTouchAt: at + random.between(1, 20) * hour,
  }
}

function dealOf(random: Random, leadId: LeadId, number: number, openedAt: Instant): Opportunity {
  const amountMinor = random.between(200_000, 4_000_000)
  const closedAt = openedAt + random.between(5, 60) * day
  const states: readonly [Opportunity['state'], ...Opportunity['state'][]] = [
    { status: 'won', closedAt, amountMinor },
    { status: 'lost', closedAt, reason: 'price' },
    { status: 'lost', closedAt, reason: 'timing' },
    { status: 'open', stage: 'discovery' },
  ]
  return {
    ...oneOfEach.opportunity,
    id: numberedId('opp', leadId, 1),
    leadId,
    number: 1,
    name: `Plan ${number}`,
    amountMinor,
    currency: 'USD',
    openedAt,
    state: random.pick(states),
    credited: {},
  }
}

function stateOf(random: Random, isHot: boolean, id: LeadId, owner: string, deal: Opportunity | undefined): LeadState {
  if (deal !== undefined) {
    const stage = deal.state.status === 'open' ? 'opportunity' : deal.state.status
    return { stage, owner, opportunity: deal.id }
  }
  if (!isHot) return random.next() < 0.05 ? { stage: 'rejected', reason: 'disposable' } : { stage: 'nurturing' }
  if (random.next() < 0.02) return { stage: 'pool' }
  return { stage: 'working', owner, assignment: numberedId('asg', id, 1) }
}

function personOf(
  random: Random,
  number: number,
  id: LeadId,
  createdAt: Instant,
  state: LeadState,
  isHot: boolean,
  firstCampaign: string,
): Lead {
  const [firstName, lastName] = [random.pick(firstNames), random.pick(lastNames)]
  const company = `${random.pick(words)} ${random.pick(trades)} ${number % 997}`
  const domain = `${company.toLowerCase().replaceAll(' ', '-')}.example`
  const value = isHot ? random.between(70, 140) : random.between(0, 69)
  return {
    ...sampleLead(),
    id,
    createdAt,
    recordedAt: createdAt,
    lastTouchAt: createdAt,
    profile: {
      ...sampleLead().profile,
      email: `${firstName.toLowerCase()}.${lastName.toLowerCase()}.${number}@${domain}`,
      firstName,
      lastName,
      company: { name: company, domain, employees: random.pick([5, 20, 80, 400]) },
    },
    state,
    history: [{ stage: state.stage, at: createdAt }],
    score: {
      ...sampleLead().score,
      value,
      hot: isHot,
      at: createdAt,
      reasons: [{ rule: 'icp-size', points: value, detail: 'Company has 20 employees' }],
    },
    ...(isHot ? { hotAt: createdAt } : {}),
    firstCampaign,
    counts: { assignments: Number(isHot), enrollments: 0, opportunities: Number('opportunity' in state) },
  }
}

/** Adds up what leads add to tallies and counters, so that each place is written once. */
function makeCounters(playbook: Playbook, reps: ReadonlyMap<string, Rep>) {
  const { timezone } = playbook.workspace
  const tallies = new Map<string, Counts>()
  const places = new Map<string, Map<string, number>>()
  const tally = (id: string, at: Instant, spread: string, counts: Counts): void => {
    for (const write of count(timezone, id, at, spread, counts)) {
      if (write.kind !== 'count') continue
      const key = JSON.stringify([write.tally.campaign, write.tally.day, write.tally.shard])
      tallies.set(key, sumCounts(tallies.get(key) ?? {}, counts))
    }
  }
  return {
    add: (lead: Lead, records: readonly LeadRecord[], credits: readonly Credit[]): void => {
      tally(lead.firstCampaign, lead.createdAt, lead.id, { leads: 1, hotLeads: Number(lead.hotAt !== undefined) })
      for (const line of credits) tally(line.campaign, line.at, line.opportunity, talliesOf(line))
      for (const { at, counts } of talliesOfAll(credits)) tally(allCampaigns, at, lead.id, counts)
      const counted = contributionsOf(historyOf(lead, records), {
        workspace: playbook.workspace,
        attribution: playbook.attribution,
        reps,
      })
      for (const [place, counts] of Object.entries(counted)) {
        const sums = places.get(place) ?? new Map<string, number>()
        for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count)
        places.set(place, sums)
      }
    },
    writes: function* (): Generator<Write> {
      for (const [key, add] of tallies) {
        const [id, on, shard]: readonly [string, string, number] = JSON.parse(key)
        yield { kind: 'count', tally: { campaign: id, day: on, shard }, add }
      }
      for (const [place, sums] of places) {
        const [period = '', ...scope] = place.split('|')
        const counter = { scope: scope.join('|'), period, shard: 0 }
        yield { kind: 'add', counter, add: Object.fromEntries(sums) }
      }
    },
  }
}
