import type { MendCheck } from '../contracts/report-check.ts'
import { monthOf } from '../domain/calendar.ts'
import { allCampaigns } from '../domain/campaign.ts'
import { type CampaignId, isLeadId, unattributed } from '../domain/ids.ts'
import {
  type CampaignFold,
  type CounterDimension,
  checkGrace,
  checkLease,
  foldCampaign,
  type LeadFold,
  leadTallies,
  type ReportCheck,
  sumCounted,
} from '../domain/report-check.ts'
import { type Counted, counterLayout, counterPlace } from '../domain/report-entry.ts'
import { postponed, type Task, taskAt } from '../domain/task.ts'
import { type Instant, minute } from '../domain/time.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { readOpportunity } from './deal-changes.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'
import { recredit } from './recredit.ts'
import { currentRules } from './rules.ts'

/** What became of a call about a check. `running`: another one is; `over`: it has ended, or never was. */
export type CheckResult =
  | { readonly kind: 'done'; readonly check: ReportCheck }
  | { readonly kind: 'running'; readonly check: ReportCheck }
  | { readonly kind: 'over' }

const ref = { type: 'reportCheck' } as const

/**
 * Tells whether the reports' counters are being checked, and must stand still.
 * @param store where the check is
 * @param now the present
 */
export async function isChecking(store: Store, now: Instant): Promise<boolean> {
  const check = await store.get(ref)
  return check !== undefined && check.entity.until > now
}

/**
 * Puts off what would change the counters until the check is over; it looks again every minute.
 * @param holder whose task it is
 * @param now the present
 */
export function afterCheck<Holder extends { readonly task?: Task }>(holder: Holder, now: Instant): Holder {
  return holder.task === undefined ? holder : { ...holder, task: postponed(holder.task, now + minute) }
}

/**
 * Begins a check of the reports' counters: from now on nothing is credited and no lead is counted, until it is ended
 * or nobody renews it. Reports stay as they are meanwhile.
 * @param ports store, clock, ids
 */
export function beginCheck(ports: Ports): Promise<CheckResult> {
  return commitFresh<CheckResult>(ports.store, async () => {
    const now = ports.clock.now()
    const stored = await ports.store.get(ref)
    if (stored !== undefined && stored.entity.until > now)
      return { result: { kind: 'running', check: stored.entity }, writes: [] }
    const check: ReportCheck = { ...ref, id: ports.ids.next(), startedAt: now, until: now + checkLease, mended: 0 }
    const write: Write =
      stored === undefined ? { kind: 'create', entity: check } : { kind: 'replace', stored, entity: check }
    return { result: { kind: 'done', check }, writes: [write] }
  })
}

/**
 * Lets a check last longer, or ends it.
 * @param ports store, clock
 * @param id the check's
 * @param lease how much longer from now, in milliseconds; 0 ends it
 */
export function renewCheck(
  ports: Pick<Ports, 'store' | 'clock'>,
  id: string,
  lease: number = checkLease,
): Promise<CheckResult> {
  return commitFresh<CheckResult>(ports.store, async () => {
    const now = ports.clock.now()
    const stored = await runningCheck(ports.store, id, now)
    if (stored === undefined) return { result: { kind: 'over' }, writes: [] }
    const check = { ...stored.entity, until: now + lease }
    return { result: { kind: 'done', check }, writes: [{ kind: 'replace', stored, entity: check }] }
  })
}

/**
 * Reads a check that is under way.
 * @param store where it is
 * @param id the check's
 * @param now the present
 * @returns `undefined` when it is over
 */
export async function runningCheck(store: Store, id: string, now: Instant): Promise<Stored<ReportCheck> | undefined> {
  const stored = await store.get(ref)
  return stored?.entity.id === id && stored.entity.until > now ? stored : undefined
}

/**
 * Tells whether a check may be read yet: a stage that has not seen it may still be writing before.
 * @param check under way
 * @param now the present
 * @returns milliseconds to wait
 */
export function waitFor({ startedAt }: ReportCheck, now: Instant): number {
  return Math.max(0, startedAt + checkGrace - now)
}

/** How many leads are folded in one call. */
const leadsAtOnce = 100

/**
 * Adds up what a page of leads has added to the reports.
 * @param store where they are
 * @param cursor where to read on
 */
export async function foldLeads(
  store: Store,
  cursor: string | undefined,
): Promise<LeadFold & { readonly cursor?: string }> {
  const [{ playbook }, page] = await Promise.all([
    currentRules(store),
    store.listLeads({ limit: leadsAtOnce, ...(cursor === undefined ? {} : { cursor }) }),
  ])
  const entries = await Promise.all(page.leads.map(({ id }) => store.get({ type: 'reportEntry', leadId: id })))
  // What was counted for a lead before it was merged stands until it is counted anew.
  const absorbed = page.leads.flatMap((lead) => lead.absorbed ?? [])
  const others = await Promise.all(absorbed.map((id) => store.get({ type: 'reportEntry', leadId: id })))
  return {
    leads: page.leads.length,
    tallies: leadTallies(page.leads, playbook.workspace.timezone),
    counted: sumCounted(
      [...entries, ...others].flatMap((entry) => (entry === undefined ? [] : [entry.entity.counted])),
    ),
    ids: page.leads.map(({ id }) => id),
    uncounted: page.leads.flatMap(({ id }, index) =>
      entries[index]?.entity.layout === counterLayout || entries[index]?.entity.task !== undefined ? [] : [id],
    ),
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
  }
}

/**
 * Lists everything that has tallies.
 * @param store where campaigns are
 */
export async function talliedCampaigns(store: Store): Promise<readonly CampaignId[]> {
  const campaigns = (await store.listCampaigns()).map(({ entity }) => entity.id)
  return [...new Set([...campaigns, unattributed, allCampaigns])]
}

/**
 * Adds up a campaign's ledger, and reads its tallies.
 * @param store where they are
 * @param campaign any, also `(all)`, which has no ledger of its own
 */
export async function foldLedger(store: Store, campaign: CampaignId): Promise<CampaignFold> {
  const [{ playbook }, lines, days, months] = await Promise.all([
    currentRules(store),
    store.listCredits(campaign),
    store.listTallies(campaign),
    store.listTallies(campaign, undefined, undefined, 'month'),
  ])
  const credits = lines.map(({ entity }) => entity)
  return foldCampaign(credits, [...days, ...months], playbook.workspace.timezone)
}

/**
 * Reads the reports' counters of one dimension.
 * @param store where they are
 * @param dimension which
 * @param month of the counters; without it, only which months there are
 */
export async function readCounters(
  store: Store,
  dimension: CounterDimension,
  month: string | undefined,
): Promise<{ readonly months: readonly string[]; readonly counted: Counted }> {
  const counters = await (month === undefined
    ? store.listCounters(dimension)
    : store.listCounters(dimension, month, `${month}~`))
  const months = [...new Set(counters.map(({ period }) => monthOf(period)))]
  const places = counters.map(({ scope, period, counts }): Counted => ({ [counterPlace(scope, period)]: counts }))
  return { months, counted: month === undefined ? {} : sumCounted(places) }
}

/**
 * Puts right what a check has found: adds to counters what they lack, has deals credited anew, and leads counted. The
 * check is written with it, so that the same cannot be put right twice.
 * @param ports store, clock
 * @param id the check's
 * @param mend what to add, and which deals and leads
 */
export function mendReports(ports: Pick<Ports, 'store' | 'clock'>, id: string, mend: MendCheck): Promise<CheckResult> {
  return commitFresh<CheckResult>(ports.store, async () => {
    const now = ports.clock.now()
    const stored = await runningCheck(ports.store, id, now)
    if (stored === undefined || waitFor(stored.entity, now) > 0) return { result: { kind: 'over' }, writes: [] }
    if (stored.entity.mended !== mend.mended) return { result: { kind: 'running', check: stored.entity }, writes: [] }
    const check = { ...stored.entity, mended: mend.mended + 1, until: now + checkLease }
    const writes: readonly Write[] = [
      { kind: 'replace', stored, entity: check },
      ...mend.counters.map(
        ({ scope, period, add }): Write => ({ kind: 'add', counter: { scope, period, shard: 0 }, add }),
      ),
      ...mend.tallies.map(
        ({ campaign, day, add }): Write => ({ kind: 'count', tally: { campaign, day, shard: 0 }, add }),
      ),
      ...(await recredited(ports.store, mend.deals, now)),
      ...(await countedAnew(ports.store, mend.leads, now)),
    ]
    return { result: { kind: 'done', check }, writes }
  })
}

async function recredited(store: Store, ids: readonly string[], now: Instant): Promise<readonly Write[]> {
  const deals = await Promise.all([...new Set(ids)].map((id) => readOpportunity({ store }, id)))
  return deals.flatMap((stored) => (stored === undefined ? [] : [recredit(stored, 'bulk', now)]))
}

async function countedAnew(store: Store, ids: readonly string[], now: Instant): Promise<readonly Write[]> {
  const leads = [...new Set(ids)].filter(isLeadId)
  const entries = await Promise.all(leads.map((leadId) => store.get({ type: 'reportEntry', leadId })))
  return leads.flatMap((leadId, index): readonly Write[] => {
    const stored = entries[index]
    const task = taskAt(`report:${leadId}:${(stored?.version ?? 0) + 1}`, 'report', now)
    if (stored === undefined) return [{ kind: 'create', entity: { type: 'reportEntry', leadId, counted: {}, task } }]
    return stored.entity.task === undefined ? [{ kind: 'replace', stored, entity: { ...stored.entity, task } }] : []
  })
}
