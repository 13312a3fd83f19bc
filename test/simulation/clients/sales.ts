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
 * Changes, wins, loses, reopens or refunds a deal; sometimes two people do so at once.
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
    if (fate < 0.5) {
      takeBack(world, id)
      continue
    }
    const closing: Closing =
      fate < 0.75
        ? { status: 'won', ...(random.chance(0.5) ? { amountMinor: amount(world) } : {}) }
        : { status: 'lost', reason: 'price' }
    void world.request('close-deal', (ports) => bindings.closeOpportunity(ports, id, closing))
  }
}

/** A deal is opened again, or paid back in part or wholly; the refund's key keeps a lost answer from counting twice. */
function takeBack(world: World, id: string): void {
  const { random, bindings, journal } = world
  if (random.chance(0.5)) {
    void world.request('reopen-deal', (ports) => bindings.reopenOpportunity(ports, id))
    return
  }
  const state = journal.all('opportunity').find((deal) => deal.id === id)?.state
  const whole = state?.status === 'won' ? state.amountMinor : 1
  const amountMinor = random.chance(0.4) ? Math.max(1, whole) : random.between(1, 100)
  const key = `refund-${random.between(1, 3)}`
  void world.request('refund-deal', (ports) => bindings.refundOpportunity(ports, id, { amountMinor, key }))
}

/** A rep remembers what was done a while ago, and for which campaign. */
function rememberTouch(world: World, lead: LeadId): void {
  const { random, scheduler, bindings } = world
  const at = scheduler.clock.now() - random.between(0, 40) * day
  const campaign = random.pick(['spring', 'autumn', 'dinner'])
  void world.request('late-touch', (ports) => bindings.addRepTouch(ports, lead, { kind: 'meeting', at, campaign }))
}

/**
 * Sales gives up every deal that is open, after a deal was opened with everybody who was never asked.
 * @param world where
 */
export function loseOpenDeals(world: World): void {
  const { bindings, journal, scheduler } = world
  for (const lead of journal.all('lead').filter(({ state }) => state.stage === 'nurturing')) openDeal(world, lead.id)
  scheduler.after(30_000, () => {
    for (const { id } of journal.all('opportunity').filter(({ state }) => state.status === 'open'))
      void world.request('close-deal', (ports) =>
        bindings.closeOpportunity(ports, id, { status: 'lost', reason: 'gone quiet' }),
      )
  })
}

/**
 * Somebody in Sales does something nobody has asked for: a deal from any lead, a change to any deal, or a touch that
 * is recorded late.
 * @param world where
 */
export function sellSomething(world: World): void {
  const { random, journal } = world
  const leads = journal.all('lead')
  const deals = journal.all('opportunity')
  if (deals.length > 0 && random.chance(0.25)) rememberTouch(world, random.pick(deals).leadId)
  else if (deals.length > 0 && random.chance(0.5)) moveDeal(world, random.pick(deals).id)
  else if (leads.length > 0) openDeal(world, random.pick(leads).id)
}

/**
 * Another system tells of a deal as it goes on: several reports of it, in any order and now and then twice.
 * @param world where
 * @param who the lead's external id or e-mail; it may come later or never
 * @param dealId the other system's own id
 */
export function tellOfDeal(
  world: World,
  who: { readonly externalId?: string; readonly email?: string },
  dealId: string,
): void {
  const { random, scheduler, bindings } = world
  const crm = { type: 'webhookSource', provider: 'standard', id: 'crm-live', secret: 'secret' } as const
  const now = scheduler.clock.now()
  for (let reports = random.between(1, 4); reports > 0; reports -= 1) {
    const data = {
      dealId,
      ...who,
      amountMinor: amount(world),
      status: random.pick(['open', 'won', 'lost'] as const),
      occurredAt: new Date(now - random.between(0, 5) * hour).toISOString(),
    }
    for (let times = random.chance(0.2) ? 2 : 1; times > 0; times -= 1) {
      scheduler.after(random.between(0, 30) * minute, () => {
        void world.request('deal-webhook', (ports) => bindings.receiveDeal(ports, crm, { type: 'deal.updated', data }))
      })
    }
  }
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
