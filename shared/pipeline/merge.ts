import type { PlaybookVersion } from '../domain/access.ts'
import type { Assignment } from '../domain/assignment.ts'
import type { Decision } from '../domain/decision.ts'
import type { LeadRecord } from '../domain/entity.ts'
import type { LeadId, RepId } from '../domain/ids.ts'
import { isErased, type Lead, ownerOf } from '../domain/lead.ts'
import { type Merger, merge, mostAbsorbed } from '../domain/merging.ts'
import { present } from '../domain/present.ts'
import type { KnownLead } from '../domain/qualification.ts'
import type { Instant } from '../domain/time.ts'
import { holderOf } from '../domain/workload.ts'
import { isStored, type Store, type Stored, type Write } from '../ports/store.ts'
import { recountLeads } from './counting.ts'
import { commitFresh } from './fresh.ts'
import { noticeWrites } from './notices.ts'
import { mailWrite } from './outbox.ts'
import type { Ports } from './ports.ts'
import { isChecking } from './report-check.ts'
import { currentRules } from './rules.ts'
import { withoutTask } from './task-work.ts'

/**
 * What became of a merge. `elsewhere`: one of the two, `merged`, was merged into another lead before, which is `lead`;
 * `full`: as many leads as can be were merged into it; `checking`: the reports are being checked, and must stand still.
 */
export type MergeResult =
  | { readonly kind: 'done'; readonly lead: Lead }
  | { readonly kind: 'same' }
  | { readonly kind: 'not-found'; readonly which: 'lead' | 'duplicate' }
  | { readonly kind: 'elsewhere'; readonly merged: LeadId; readonly lead: Lead }
  | { readonly kind: 'full' | 'checking'; readonly lead: Lead }

/**
 * Makes one lead of two that are one person. The survivor gets what the other knew, goes where the further of the two
 * was, and is scored by all that both did. Nothing that lies with the other is moved: it is read with the survivor from
 * now on. Merging the same again changes nothing.
 * @param ports store, clock, ids
 * @param survivorId the lead that stays
 * @param absorbedId the lead that is merged into it
 */
export function mergeLeads(ports: Ports, survivorId: LeadId, absorbedId: LeadId): Promise<MergeResult> {
  return commitFresh<MergeResult>(ports.store, async () => {
    if (survivorId === absorbedId) return { result: { kind: 'same' }, writes: [] }
    const { store } = ports
    const now = ports.clock.now()
    const [rules, checking, survivor, absorbed] = await Promise.all([
      currentRules(store),
      isChecking(store, now),
      readWhole(store, survivorId),
      readWhole(store, absorbedId),
    ])
    if (survivor === undefined) return { result: { kind: 'not-found', which: 'lead' }, writes: [] }
    if (absorbed === undefined) return { result: { kind: 'not-found', which: 'duplicate' }, writes: [] }
    const pair = { survivor, absorbed }
    const known = settled(pair, survivorId, absorbedId, checking)
    if (known !== undefined) return { result: known, writes: [] }
    const merger = merge(rules, survivor, absorbed, now)
    return {
      result: { kind: 'done', lead: merger.survivor },
      writes: await mergeWrites(ports, rules, pair, merger, now),
    }
  })
}

/** A lead with everything known of it, as read. */
interface WholeLead extends KnownLead {
  readonly stored: Stored<Lead>
  readonly records: readonly Stored<LeadRecord>[]
}

interface Pair {
  readonly survivor: WholeLead
  readonly absorbed: WholeLead
}

async function readWhole(store: Store, id: LeadId): Promise<WholeLead | undefined> {
  const records = await store.listLead(id)
  const stored = records.find((record) => isStored(record, 'lead'))
  if (!isStored(stored, 'lead') || isErased(stored.entity)) return undefined
  const entities = records.map(({ entity }) => entity)
  return {
    stored,
    records,
    lead: stored.entity,
    touches: entities.filter((entity) => entity.type === 'touch'),
    enrollments: entities.filter((entity) => entity.type === 'enrollment'),
  }
}

/** What is so already, or why it can't be so. A lead that was merged before reads as the one it went to. */
function settled(
  { survivor: { lead }, absorbed: { lead: other } }: Pair,
  survivorId: LeadId,
  absorbedId: LeadId,
  checking: boolean,
): MergeResult | undefined {
  if (lead.id !== survivorId) return { kind: 'elsewhere', merged: survivorId, lead }
  if (other.id === survivorId) return { kind: 'done', lead }
  if (other.id !== absorbedId) return { kind: 'elsewhere', merged: absorbedId, lead: other }
  const family = (lead.absorbed ?? []).length + 1 + (other.absorbed ?? []).length
  if (family > mostAbsorbed) return { kind: 'full', lead }
  return checking ? { kind: 'checking', lead } : undefined
}

async function mergeWrites(
  ports: Ports,
  rules: PlaybookVersion,
  { survivor, absorbed }: Pair,
  merger: Merger,
  now: Instant,
): Promise<readonly Write[]> {
  const records = [...survivor.records, ...absorbed.records]
  const { timezone } = rules.playbook.workspace
  return [
    { kind: 'replace', stored: survivor.stored, entity: merger.survivor },
    { kind: 'replace', stored: absorbed.stored, entity: merger.absorbed },
    { kind: 'create', entity: decisionOf(ports, merger, now) },
    ...(merger.enrolled === undefined ? [] : [{ kind: 'create', entity: merger.enrolled } as const]),
    ...replaced(records, merger.enrollments),
    ...replaced(records, closedOffers(records, merger, now)),
    ...recountLeads(timezone, [survivor.lead, absorbed.lead], [merger.survivor]),
    ...(await toldReps(ports.store, { survivor, absorbed }, merger, now)),
  ]
}

/** Writes what changed of records, each over what was read of it. */
function replaced(
  records: readonly Stored<LeadRecord>[],
  changed: readonly Extract<LeadRecord, { readonly type: 'enrollment' | 'assignment' }>[],
): readonly Write[] {
  return changed.flatMap((entity): readonly Write[] => {
    const stored = records.find((record) => record.entity.type === entity.type && record.entity.id === entity.id)
    return stored === undefined ? [] : [{ kind: 'replace', stored, entity }]
  })
}

function assignmentsIn(records: readonly Stored<LeadRecord>[]): readonly Assignment[] {
  return records.map(({ entity }) => entity).filter((entity) => entity.type === 'assignment')
}

function closedOffers(records: readonly Stored<LeadRecord>[], merger: Merger, now: Instant): readonly Assignment[] {
  return assignmentsIn(records)
    .filter(({ id }) => merger.closed.includes(id))
    .map((assignment): Assignment => {
      const { state } = assignment
      const acceptedAt = state.status === 'accepted' ? { acceptedAt: state.at } : {}
      const reason = 'the lead was merged with another'
      return { ...withoutTask(assignment), state: { status: 'withdrawn', at: now, reason, ...acceptedAt } }
    })
}

/** Who had one of the two and has none now is told, and who gets the other's deal with the lead. */
async function toldReps(
  store: Store,
  { survivor, absorbed }: Pair,
  { survivor: lead }: Merger,
  now: Instant,
): Promise<readonly Write[]> {
  const owner = ownerOf(lead)
  const notices = await Promise.all(
    [survivor, absorbed].flatMap((before) => {
      const holder = holderOf(before.lead)
      const last = lastOf(before.records, holder)
      return last === undefined || holder === owner ? [] : [noticeWrites(store, last, 'merged', ['rep'], now)]
    }),
  )
  const had = 'opportunity' in lead.state ? dealOwner(lead.state.opportunity, survivor.lead, absorbed.lead) : owner
  const own = lastOf([...survivor.records, ...absorbed.records], owner)
  if (lead.state.stage !== 'opportunity' || owner === undefined || had === owner || own === undefined)
    return notices.flat()
  const content = { template: 'handed-over', assignment: own.id } as const
  const cause = `handed-over-merged-${absorbed.lead.id}`
  return [...notices.flat(), mailWrite(lead, cause, { to: 'rep', rep: owner }, content, now, 'live')]
}

function lastOf(records: readonly Stored<LeadRecord>[], rep: RepId | undefined): Assignment | undefined {
  return assignmentsIn(records)
    .toSorted((one, other) => one.offeredAt - other.offeredAt)
    .findLast((assignment) => assignment.rep === rep)
}

/** Who had a deal before. */
function dealOwner(deal: string, ...leads: readonly Lead[]): RepId | undefined {
  const before = leads.find(({ state }) => 'opportunity' in state && state.opportunity === deal)
  return before === undefined ? undefined : ownerOf(before)
}

function decisionOf(
  ports: Pick<Ports, 'ids'>,
  { survivor, absorbed, score, rejected }: Merger,
  now: Instant,
): Decision {
  return {
    type: 'decision',
    kind: 'score',
    id: `decision_${ports.ids.next()}`,
    leadId: survivor.id,
    at: now,
    playbook: score.playbook,
    score,
    merged: absorbed.id,
    ...present({ rejected }),
  }
}
