import type { LeadId, RepId } from '../../../shared/domain/ids.ts'
import { day } from '../../../shared/domain/time.ts'
import { changeOpportunity, closeOpportunity, openOpportunity } from '../../../shared/pipeline/opportunities.ts'
import { refundOpportunity, reopenOpportunity } from '../../../shared/pipeline/reopen.ts'
import { currentRules } from '../../../shared/pipeline/rules.ts'
import { type DealStory, stepsOf } from '../story/deals.ts'
import type { Random } from '../story/random.ts'
import { storyOfRep } from '../story/reps.ts'
import type { World } from './world.ts'

/**
 * Opens a deal and takes it through its stages to its end, as far as time allows.
 * @param world where
 * @param lead whose
 * @param deal what is to become of it
 * @param rep who sells
 * @param random chance
 */
export async function pursueDeal(
  world: World,
  lead: LeadId,
  deal: DealStory,
  rep: RepId,
  random: Random,
): Promise<void> {
  const { agenda, ports } = world
  const { playbook } = await currentRules(ports.store)
  const { currency } = playbook.workspace
  const opened = await openOpportunity(ports, lead, { name: deal.name, amountMinor: deal.amountMinor, currency })
  if (opened.kind !== 'done') return
  const { id } = opened.opportunity
  const openedAt = agenda.now()
  for (const { stage, at } of stepsOf(random, openedAt, deal.takes, playbook.stages)) {
    const haggled = random.chance(0.2) ? { amountMinor: rounded(deal.amountMinor * (0.8 + 0.3 * random.next())) } : {}
    agenda.plan(at, () => changeOpportunity(ports, id, { stage, ...haggled }))
  }
  agenda.plan(openedAt + deal.takes, () => endDeal(world, id, deal, rep, random))
}

async function endDeal(
  world: World,
  id: string,
  { ends, amountMinor }: DealStory,
  rep: RepId,
  random: Random,
): Promise<void> {
  const { agenda, ports } = world
  // Who sells better wins some of what others lose, and the other way round.
  const skill = storyOfRep(rep).wins
  const saves = ends.kind === 'lost' && ends.hopeless !== true && random.chance((skill - 1) / 3)
  const wins = ends.kind === 'won' ? random.chance(Math.min(1, skill)) : saves
  if (!wins) {
    const reason = ends.kind === 'lost' ? ends.reason : 'Gone quiet'
    await closeOpportunity(ports, id, { status: 'lost', reason })
    if (ends.kind === 'lost' && ends.reopenedAfter !== undefined)
      agenda.plan(agenda.now() + ends.reopenedAfter, () => takeUpAgain(world, id, random))
    return
  }
  await closeOpportunity(ports, id, { status: 'won' })
  if (ends.kind === 'won' && ends.refund !== undefined) {
    const { after, share } = ends.refund
    const refund = { amountMinor: rounded(amountMinor * share * 0.7), key: `refund-${id}` }
    agenda.plan(agenda.now() + after, () => refundOpportunity(ports, id, refund))
  }
}

async function takeUpAgain({ agenda, ports }: World, id: string, random: Random): Promise<void> {
  const reopened = await reopenOpportunity(ports, id)
  if (reopened.kind !== 'done') return
  const wins = random.chance(0.5)
  agenda.plan(agenda.now() + random.between(5, 30) * day, () =>
    closeOpportunity(ports, id, wins ? { status: 'won' } : { status: 'lost', reason: 'No budget this year' }),
  )
}

/** To whole hundreds of dollars. */
function rounded(amountMinor: number): number {
  return Math.max(10_000, Math.round(amountMinor / 10_000) * 10_000)
}
