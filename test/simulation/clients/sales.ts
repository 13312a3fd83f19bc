import type { LeadId } from '../../../shared/domain/ids.ts'
import { day, hour, minute } from '../../../shared/domain/time.ts'
import type { Closing } from '../../../shared/pipeline/opportunities.ts'
import type { World } from '../world.ts'

/**
 * Opens a deal from a lead; what becomes of it comes later.
 * @param world where
 * @param lead whose
 */
export function openDeal(world: World, lead: LeadId): void {
  const { random, scheduler, bindings } = world
  const opened = random.chance(0.3) ? { openedAt: scheduler.clock.now() - random.between(0, 40) * day } : {}
  const deal = { name: 'Deal', amountMinor: amount(world), currency: 'USD', ...opened }
  void world
    .request('open-deal', (ports) => bindings.openOpportunity(ports, lead, deal))
    .then((ending) => {
      if (ending.kind !== 'returned' || ending.value.kind !== 'done') return
      const { id } = ending.value.opportunity
      for (let steps = random.between(0, 3); steps > 0; steps -= 1) {
        scheduler.after(random.between(0, 20) * minute, () => moveDeal(world, id))
      }
    })
}

/**
 * Changes, wins or loses a deal; sometimes two people do so at once.
 * @param world where
 * @param id the deal's
 */
export function moveDeal(world: World, id: string): void {
  const { random, bindings } = world
  for (let people = random.chance(0.2) ? 2 : 1; people > 0; people -= 1) {
    const fate = random.next()
    if (fate < 0.35) {
      const stage = random.pick(['discovery', 'proposal', 'negotiation'])
      const change = random.chance(0.5) ? { stage } : { stage, amountMinor: amount(world) }
      void world.request('change-deal', (ports) => bindings.changeOpportunity(ports, id, change))
      continue
    }
    const closing: Closing =
      fate < 0.65
        ? { status: 'won', ...(random.chance(0.5) ? { amountMinor: amount(world) } : {}) }
        : { status: 'lost', reason: 'price' }
    void world.request('close-deal', (ports) => bindings.closeOpportunity(ports, id, closing))
  }
}

/**
 * Somebody in Sales does something nobody has asked for: a deal from any lead, or a change to any deal.
 * @param world where
 */
export function sellSomething(world: World): void {
  const { random, journal } = world
  const leads = journal.all('lead')
  const deals = journal.all('opportunity')
  if (deals.length > 0 && random.chance(0.5)) moveDeal(world, random.pick(deals).id)
  else if (leads.length > 0) openDeal(world, random.pick(leads).id)
}

/**
 * Imports a deal that another system knows of; its lead may come later or never.
 * @param world where
 * @param externalId the lead's
 * @param dealId the other system's own id
 */
export async function importOutcome(world: World, externalId: string, dealId: string): Promise<void> {
  const { random, scheduler, bindings } = world
  const at = (age: number): string => new Date(scheduler.clock.now() - age).toISOString()
  const row = {
    line: 1,
    dealId,
    externalId,
    amount: `${random.between(0, 9999)}.${random.between(10, 99)}`,
    ...random.pick([
      { status: 'open' },
      { status: 'won', closedAt: at(hour) },
      { status: 'won', closedAt: at(30 * day), openedAt: at(60 * day) },
      { status: 'lost', closedAt: at(day), reason: 'price' },
    ]),
  }
  for (let tries = 0; tries < 3; tries += 1) {
    const ending = await world.request('import-outcome', (ports) =>
      bindings.importOutcomes(ports, { source: 'crm', mode: 'history', rows: [row] }),
    )
    if (ending.kind !== 'returned') continue
    if (ending.value.rejected.length > 0) world.surprises.push(`outcome: ${JSON.stringify(ending.value.rejected)}`)
    else world.acks.outcomes.push({ deal: dealId, externalId })
    return
  }
}

function amount({ random }: World): number {
  return random.pick([0, 1, 100, 333_333, random.between(1, 1_000_000)])
}
