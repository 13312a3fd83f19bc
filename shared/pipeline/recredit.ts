import type { Lead } from '../domain/lead.ts'
import type { Opportunity } from '../domain/opportunity.ts'
import { type TaskLane, taskNow } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import { earnsCredit, type Touch } from '../domain/touch.ts'
import { isStored, type Store, type Stored, type Write } from '../ports/store.ts'
import { currentRules } from './rules.ts'

/**
 * Most deals of a lead, and of those merged into it, that are looked at in the transaction of a touch or a merge; the
 * others follow, each after the one before.
 */
const mostAtOnce = 20

/**
 * Adds to a commit that records a touch what it does to its lead's deals: those whose window it falls in are credited
 * anew, in the same transaction. A touch of the present falls in none: it comes late that happened before a deal was
 * opened or won. A merge gives both leads' deals the touches of both: all of them are credited anew.
 * @param store where deals are
 * @param now the present
 * @param writes what is to be committed
 */
export async function withRecredits(store: Store, now: Instant, writes: readonly Write[]): Promise<readonly Write[]> {
  const touches = writes.flatMap((write) =>
    write.kind === 'create' && write.entity.type === 'touch' && earnsCredit(write.entity) ? [write.entity] : [],
  )
  const leads = writes.flatMap((write) =>
    write.kind === 'replace' && write.entity.type === 'lead' ? [{ lead: write.entity, grown: hasGrown(write) }] : [],
  )
  if (touches.length === 0 && !leads.some(({ grown }) => grown)) return writes
  const written = new Set(
    writes.flatMap((write) =>
      write.kind === 'replace' && write.entity.type === 'opportunity' ? [write.entity.id] : [],
    ),
  )
  const lane = laneOf(writes)
  const recredited = await Promise.all(
    leads.map(async ({ lead, grown }) => {
      const own = touches.filter(({ leadId }) => leadId === lead.id)
      const family = own.length === 0 && !grown ? [] : await familyOf(store, lead, writes)
      return family.length === 0 ? [] : recredits(store, family, await concerns(store, own, grown), lane, now)
    }),
  )
  return [...writes, ...recredited.flat().filter((write) => !written.has(write.entity.id))]
}

/** A write of a deal. */
type DealWrite = Extract<Write, { readonly kind: 'replace' }> & { readonly entity: Opportunity }

/** Another lead was merged into it. */
function hasGrown({ stored, entity }: Extract<Write, { readonly kind: 'replace' }>): boolean {
  if (!isStored(stored, 'lead') || entity.type !== 'lead') return false
  return (entity.absorbed ?? []).length > (stored.entity.absorbed ?? []).length
}

/** Says of a deal whether it must be credited anew. */
type Concerns = (deal: Opportunity) => boolean

async function concerns(store: Store, touches: readonly Touch[], all: boolean): Promise<Concerns> {
  if (all) return () => true
  const { lookback } = (await currentRules(store)).playbook.attribution
  return (deal) => touches.some((touch) => sharesIn(deal, touch, lookback))
}

/** The lead and all that were merged into it, as they are to be: each has deals of its own numbers. */
async function familyOf(store: Store, lead: Lead, writes: readonly Write[]): Promise<readonly Lead[]> {
  const others = await Promise.all(
    (lead.absorbed ?? []).map(async (id) => {
      const written = writes.find(
        (write) => 'entity' in write && write.entity.type === 'lead' && write.entity.id === id,
      )
      if (written !== undefined && 'entity' in written && written.entity.type === 'lead') return written.entity
      return (await store.get({ type: 'lead', id }))?.entity
    }),
  )
  return [lead, ...others.filter((other) => other !== undefined)].filter(({ counts }) => counts.opportunities > 0)
}

async function recredits(
  store: Store,
  family: readonly Lead[],
  isConcerned: Concerns,
  lane: TaskLane,
  now: Instant,
): Promise<readonly DealWrite[]> {
  const most = Math.max(1, Math.floor(mostAtOnce / family.length))
  const found = await Promise.all(
    family.flatMap(({ id: leadId, counts: { opportunities } }) =>
      Array.from({ length: Math.min(opportunities, most) }, async (_, index) => ({
        stored: await store.get({ type: 'opportunity', leadId, number: index + 1 }),
        leadsOn: index + 1 === most && opportunities > most,
      })),
    ),
  )
  return found.flatMap(({ stored, leadsOn }) => {
    if (stored === undefined || !(leadsOn || isConcerned(stored.entity))) return []
    return [recredit(stored, lane, now, leadsOn ? stored.entity.number + 1 : undefined)]
  })
}

/** Tells whether a touch lies in the window of what a deal has been credited for, or is to be. */
function sharesIn({ openedAt, state }: Opportunity, { at }: Touch, lookback: number): boolean {
  const until = state.status === 'won' ? Math.max(openedAt, state.closedAt) : openedAt
  return at >= openedAt - lookback && at <= until
}

/**
 * Has a deal credited anew. A deal that waits to be credited is written all the same: it may be credited at this
 * moment, without what has just changed.
 * @param stored as read
 * @param lane bulk when an import caused it
 * @param now the present
 * @param next number of the deal that is credited anew after it, if any
 */
export function recredit(stored: Stored<Opportunity>, lane: TaskLane, now: Instant, next?: number): DealWrite {
  const { id, recreditNext } = stored.entity
  const after = Math.min(next ?? Number.POSITIVE_INFINITY, recreditNext ?? Number.POSITIVE_INFINITY)
  const task = taskNow(`attribute:${id}:${stored.version + 1}`, 'attribute', now, lane)
  const entity = { ...stored.entity, task, ...(Number.isFinite(after) ? { recreditNext: after } : {}) }
  return { kind: 'replace', stored, entity }
}

/**
 * Passes the turn on to the next deal of a row that is credited anew.
 * @param store where deals are
 * @param deal one that has been credited
 * @param now the present
 */
export async function nextRecredited(store: Store, deal: Opportunity, now: Instant): Promise<readonly Write[]> {
  const { leadId, recreditNext: number, task } = deal
  if (number === undefined) return []
  const stored = await store.get({ type: 'opportunity', leadId, number })
  return stored === undefined ? [] : [recredit(stored, task?.lane ?? 'live', now, number + 1)]
}

/** What an import causes takes the bulk lane, as its submissions do. */
function laneOf(writes: readonly Write[]): TaskLane {
  const isBulk = writes.some(
    (write) =>
      write.kind === 'replace' && isStored(write.stored, 'submission') && write.stored.entity.task?.lane === 'bulk',
  )
  return isBulk ? 'bulk' : 'live'
}
