import type { Random } from '../../bench/load/random.ts'
import { sumCounts } from '../../shared/adapters/commit-rules.ts'
import type { Assignment } from '../../shared/domain/assignment.ts'
import { byModel } from '../../shared/domain/attribution/shares.ts'
import { talliesOf } from '../../shared/domain/attribution.ts'
import { dayOf, monthOf } from '../../shared/domain/calendar.ts'
import { allCampaigns, type Counts, tallyGrain, tallyShards } from '../../shared/domain/campaign.ts'
import type { Decision } from '../../shared/domain/decision.ts'
import { mailId, numberedId } from '../../shared/domain/ids.ts'
import type { Lead } from '../../shared/domain/lead.ts'
import type { Opportunity } from '../../shared/domain/opportunity.ts'
import { contributionsOf } from '../../shared/domain/reports/contributions.ts'
import { historyOf, type LeadHistory } from '../../shared/domain/reports/coordinates.ts'
import { day, hour, type Instant, minute, second } from '../../shared/domain/time.ts'
import type { Touch } from '../../shared/domain/touch.ts'
import type { Store } from '../../shared/ports/store.ts'
import { smallPlaybook } from './rules.ts'
import { leadIdOf, oneOfEach, sampleLead } from './sample-entities.ts'

/** What is chosen from for each lead. */
export const choices = {
  sources: ['form.demo', 'form.newsletter', 'call.answered'],
  campaigns: ['spring', 'autumn', 'brand', '(unattributed)'],
  territories: ['us-east', 'us-west', 'rest'],
  reps: ['ann', 'bob', 'cid', 'dan'],
  employees: [5, 20, 100, 1000],
  rules: ['size', 'known', 'form.demo', 'call.answered'],
} as const

/** From when to when leads come: four weeks of March in New York. */
export const weeks = { from: Date.UTC(2026, 2, 2, 5), days: 28 }

/** Makes the history of a lead that may have gone any way: never hot, never answered, declined, lost, won. */
export function leadHistory(random: Random, number: number, when: typeof weeks = weeks): LeadHistory {
  const id = leadIdOf(number)
  const createdAt = when.from + Math.floor(random.next() * when.days * day)
  const chance = (share: number): boolean => random.next() < share
  const after = (at: Instant, longest: number): Instant => at + second + Math.floor(random.next() ** 3 * longest)
  const isHot = chance(0.4)
  const campaigns = Array.from({ length: random.between(1, 4) }, () => random.pick(choices.campaigns))
  const touches = campaigns.map(
    (campaign, index): Touch => ({
      type: 'touch',
      id: `touch_${number}-${index}`,
      leadId: id,
      at: createdAt + index * hour,
      receivedAt: createdAt + index * hour + second,
      kind: 'form',
      event: random.pick(choices.sources),
      ...(campaign === '(unattributed)' ? {} : { campaign }),
    }),
  )
  const rules = choices.rules.filter(() => chance(0.5))
  const value = isHot ? random.between(70, 140) : random.between(0, 69)
  const score = {
    ...sampleLead().score,
    value,
    hot: isHot,
    reasons: rules.map((rule) => ({ rule, points: 1, detail: rule })),
  }
  const scoredAt = after(createdAt + second, minute)
  const decision: Decision = {
    type: 'decision',
    id: `decision_${number}`,
    leadId: id,
    at: scoredAt,
    playbook: 1,
    kind: 'score',
    score,
    touch: `touch_${number}-0`,
  }
  const assignments = isHot && chance(0.95) ? offers(random, number, after(scoredAt, minute)) : []
  const accepted = assignments.at(-1)?.state
  const deals =
    accepted?.status === 'accepted' && chance(0.4) ? [dealOf(random, number, after(accepted.at, 20 * day))] : []
  const [deal] = deals
  const stage =
    deal?.state.status === 'won' || deal?.state.status === 'lost' ? deal.state.status : isHot ? 'new' : 'nurturing'
  const state: Lead['state'] =
    stage === 'won' || stage === 'lost' ? { stage, opportunity: numberedId('opp', id, 1) } : { stage }
  const lead: Lead = {
    ...sampleLead(number),
    createdAt,
    profile: { ...sampleLead().profile, company: { employees: random.pick(choices.employees) } },
    state,
    score,
    ...(isHot ? { hotAt: scoredAt } : {}),
    firstCampaign: campaigns[0] ?? '(unattributed)',
  }
  const alerts = assignments.map((one) => ({
    ...oneOfEach.mail,
    id: mailId(id, `alert-${one.number}`),
    leadId: id,
    audience: { to: 'rep', rep: one.rep } as const,
    content: { template: 'alert', assignment: one.id } as const,
    sentAt: after(one.offeredAt, minute),
  }))
  return historyOf(lead, [lead, ...touches, decision, ...assignments, ...deals, ...alerts])
}

function offers(random: Random, number: number, at: Instant): readonly Assignment[] {
  const states = random.pick([
    ['accepted'],
    ['accepted'],
    ['declined', 'accepted'],
    ['declined', 'expired'],
    ['offered'],
  ])
  const territory = random.pick(choices.territories)
  return states.map((status, index): Assignment => {
    const offeredAt = at + index * 20 * minute
    const answered = offeredAt + second + Math.floor(random.next() ** 2 * 19 * minute)
    const touched = status === 'accepted' && random.next() < 0.8
    return {
      ...oneOfEach.assignment,
      id: numberedId('asg', leadIdOf(number), index + 1),
      leadId: leadIdOf(number),
      number: index + 1,
      rep: random.pick(choices.reps),
      territory,
      offeredAt,
      acceptBy: offeredAt + 15 * minute,
      state:
        status === 'accepted'
          ? { status, at: answered }
          : status === 'declined'
            ? { status, at: answered, reason: random.pick(['bad-fit', 'no-capacity: busy']) }
            : status === 'expired'
              ? { status, at: answered }
              : { status: 'offered' },
      ...(touched ? { firstTouchAt: answered + second + Math.floor(random.next() ** 3 * 2 * day) } : {}),
    }
  })
}

function dealOf(random: Random, number: number, openedAt: Instant): Opportunity {
  const amountMinor = random.between(10_000, 2_000_000)
  const closedAt = openedAt + random.between(1, 10) * day
  const states: readonly [Opportunity['state'], ...Opportunity['state'][]] = [
    { status: 'open', stage: 'discovery' },
    { status: 'won', closedAt, amountMinor: amountMinor - 7 },
    { status: 'won', closedAt, amountMinor },
    { status: 'lost', closedAt, reason: 'price' },
  ]
  return {
    ...oneOfEach.opportunity,
    id: numberedId('opp', leadIdOf(number), 1),
    leadId: leadIdOf(number),
    amountMinor,
    openedAt,
    state: random.pick(states),
  }
}

/** What is counted by, in these histories. */
export const countingRules = {
  workspace: smallPlaybook.workspace,
  attribution: smallPlaybook.attribution,
  reps: new Map(),
}

/**
 * Puts on a store's counters what histories add to them, as the report stage would have done one by one.
 * @returns how many places were written
 */
export async function fillCounters(store: Store, histories: Iterable<LeadHistory>): Promise<number> {
  const places = new Map<string, Map<string, number>>()
  for (const history of histories) {
    for (const [place, counts] of Object.entries(contributionsOf(history, countingRules))) {
      const sums = places.get(place) ?? new Map<string, number>()
      for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count)
      places.set(place, sums)
    }
  }
  for (const [place, sums] of places) {
    const [period = '', ...scope] = place.split('|')
    const counter = { scope: scope.join('|'), period, shard: 0 }
    // An expression of DynamoDB takes 4 KB: no lead ever adds to this many counters of a place.
    const all = [...sums]
    for (let start = 0; start < all.length; start += 100)
      await store.commit([{ kind: 'add', counter, add: Object.fromEntries(all.slice(start, start + 100)) }])
  }
  return places.size
}

/**
 * Makes the campaigns known and puts on their tallies what histories give, every deal to the first campaign.
 * @param store where they are kept
 * @param histories of all leads
 */
export async function fillTallies(store: Store, histories: Iterable<LeadHistory>): Promise<void> {
  const sums = new Map<string, Counts>()
  const add = (campaign: string, at: Instant, shard: number, counts: Counts): void => {
    const day = dayOf(at, countingRules.workspace.timezone)
    for (const period of [day, monthOf(day)]) {
      const key = JSON.stringify([campaign, period, shard % tallyShards[tallyGrain({ day: period })]])
      sums.set(key, sumCounts(sums.get(key) ?? {}, counts))
    }
  }
  for (const { lead, deals } of histories) {
    const shard = lead.id.charCodeAt(lead.id.length - 1)
    add(lead.firstCampaign, lead.createdAt, shard, { leads: 1, hotLeads: Number(lead.hotAt !== undefined) })
    for (const { amountMinor, openedAt } of deals) {
      const [amounts, one] = [byModel(() => amountMinor), byModel(() => 1)]
      for (const campaign of [lead.firstCampaign, allCampaigns])
        add(campaign, openedAt, shard, talliesOf({ basis: 'pipeline', amounts, deals: one }))
    }
  }
  for (const id of choices.campaigns)
    if (id !== '(unattributed)')
      await store.commit([
        { kind: 'create', entity: { type: 'campaign', id, name: id, channel: 'search', declared: true } },
      ])
  for (const [key, counts] of sums) {
    const [campaign, day, shard]: readonly [string, string, number] = JSON.parse(key)
    await store.commit([{ kind: 'count', tally: { campaign, day, shard }, add: counts }])
  }
}
