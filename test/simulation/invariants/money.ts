import { type CampaignShare, sharesOf } from '../../../shared/domain/attribution/shares.ts'
import { creditTouches, foldCredits, talliesOf } from '../../../shared/domain/attribution.ts'
import { dayOf } from '../../../shared/domain/calendar.ts'
import { allCampaigns, type Counts, tallyNames } from '../../../shared/domain/campaign.ts'
import type { Basis, Credit, Opportunity } from '../../../shared/domain/opportunity.ts'
import { attributionModels, defaultCreditHalfLife } from '../../../shared/domain/playbook.ts'
import { type Evidence, type Invariant, livingLeads, stored, survivorsOf } from './evidence.ts'

/** Every deal's credits sum to its amount, and the counters are what the ledger and the leads add up to. */
export const exactMoney: Invariant = {
  name: 'promise 8: credits sum to the amount, counters equal the ledger',
  *check(evidence: Evidence) {
    const credits = Map.groupBy(stored(evidence, 'credit'), ({ opportunity }) => opportunity)
    for (const deal of stored(evidence, 'opportunity')) {
      const lines = credits.get(deal.id) ?? []
      yield* wrongSums(deal, 'pipeline', lines, deal.amountMinor, 1)
      const { state } = deal
      if (state.status === 'won') yield* wrongSums(deal, 'revenue', lines, state.amountMinor, 1)
      else yield* wrongSums(deal, 'revenue', lines, 0, 0)
      yield* wrongShares(evidence, deal, lines)
    }
    const counted = countersOf(evidence)
    const expected = foldOf(evidence)
    for (const name of new Set([...counted.keys(), ...expected.keys()])) {
      const [is, should] = [counted.get(name) ?? 0, expected.get(name) ?? 0]
      if (is !== should) yield `${name} is ${is}, but should be ${should}`
    }
    yield* wrongSpend(evidence)
  },
}

function* wrongSums(deal: Opportunity, basis: Basis, lines: readonly Credit[], amount: number, deals: number) {
  const own = lines.filter((line) => line.basis === basis)
  for (const model of attributionModels) {
    const sum = own.reduce((total, line) => total + (line.amounts[model] ?? 0), 0)
    if (sum !== amount) yield `${deal.id}: ${basis} by ${model} is ${sum} of ${amount}`
    const count = own.reduce((total, line) => total + (line.deals[model] ?? 0), 0)
    if ((model === 'first' || model === 'last') && count !== deals)
      yield `${deal.id}: ${basis} by ${model} counts ${count} of ${deals} deals`
  }
}

/** What stands is what all touches of the lead, late ones too, should have by the deal as it is. */
function* wrongShares(evidence: Evidence, deal: Opportunity, lines: readonly Credit[]) {
  const { leadId, openedAt, state, amountMinor } = deal
  const lookback = stored(evidence, 'playbookVersion')[0]?.playbook.attribution.lookback ?? 0
  const survivor = survivorsOf(evidence)
  const touches = stored(evidence, 'touch').filter((touch) => survivor(touch.leadId) === survivor(leadId))
  const dues = [
    ['pipeline', { amountMinor, at: openedAt }],
    ...(state.status === 'won' ? [['revenue', { amountMinor: state.amountMinor, at: state.closedAt }] as const] : []),
  ] as const
  for (const [basis, due] of dues) {
    const sharing = creditTouches(touches, { from: openedAt - lookback, until: due.at })
    const target = sharesOf(due, sharing, { openedAt, halfLife: defaultCreditHalfLife })
    const standing = foldCredits(lines.filter((line) => line.basis === basis))
    if (written(standing) !== written(target))
      yield `${deal.id}: ${basis} is ${written(standing)}, but should be ${written(target)}`
  }
}

function written(shares: readonly CampaignShare[]): string {
  const lines = shares.map(({ campaign, at, amounts, deals }) =>
    [campaign, at, ...attributionModels.map((model) => `${amounts[model]}/${deals[model]}`)].join(' '),
  )
  return lines.toSorted().join(', ')
}

type Figures = Map<string, number>

function add(figures: Figures, campaign: string, day: string, counts: Counts): void {
  for (const name of tallyNames) {
    const key = `${name} of ${campaign} on ${day}`
    if (counts[name] !== undefined) figures.set(key, (figures.get(key) ?? 0) + counts[name])
  }
}

function countersOf({ content }: Evidence): Figures {
  const figures: Figures = new Map()
  for (const { campaign, day, counts } of content.tallies) add(figures, campaign, day, counts)
  return figures
}

/** What the counters should be: a fold over the ledger, the leads and the deals. */
function foldOf(evidence: Evidence): Figures {
  const timezone = stored(evidence, 'playbookVersion')[0]?.playbook.workspace.timezone ?? 'UTC'
  const figures: Figures = new Map()
  const both = (campaign: string, at: number, counts: Counts): void => {
    const day = dayOf(at, timezone)
    add(figures, campaign, day, counts)
    add(figures, campaign, day.slice(0, '2026-03'.length), counts)
  }
  for (const line of stored(evidence, 'credit')) both(line.campaign, line.at, talliesOf(line))
  for (const { firstCampaign, createdAt, hotAt } of livingLeads(evidence)) {
    both(firstCampaign, createdAt, { leads: 1 })
    if (hotAt !== undefined) both(firstCampaign, hotAt, { hotLeads: 1 })
  }
  for (const { openedAt, amountMinor, state } of stored(evidence, 'opportunity')) {
    both(allCampaigns, openedAt, byModels('opportunities', 'pipelineMinor', amountMinor))
    if (state.status !== 'won') continue
    both(allCampaigns, state.closedAt, byModels('won', 'revenueMinor', state.amountMinor))
  }
  return figures
}

/** A deal and its amount, counted once under every model. */
function byModels(deals: 'opportunities' | 'won', amounts: 'pipelineMinor' | 'revenueMinor', amount: number): Counts {
  return Object.fromEntries(
    attributionModels.flatMap((model) => [
      [`${deals}.${model}`, 1],
      [`${amounts}.${model}`, amount],
    ]),
  )
}

/** A month's spend is one of those that were set, and is there if any was. */
function* wrongSpend(evidence: Evidence) {
  const kept = new Map(
    stored(evidence, 'spend').map((spend) => [`${spend.campaign} ${spend.month}`, spend.amountMinor]),
  )
  for (const { campaign, month } of evidence.world.acks.spend) {
    if (!kept.has(`${campaign} ${month}`)) yield `the spend of ${campaign} in ${month} is not there`
  }
}
