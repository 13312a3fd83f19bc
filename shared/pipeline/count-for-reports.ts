import type { TaskMessage } from '../contracts/tasks.ts'
import type { LeadId } from '../domain/ids.ts'
import { counterChanges, counterLayout, partlyCounted, type ReportEntry } from '../domain/report-entry.ts'
import { type CountingRules, contributionsOf } from '../domain/reports/contributions.ts'
import { historyOf } from '../domain/reports/coordinates.ts'
import type { Instant } from '../domain/time.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import type { Ports } from './ports.ts'
import { afterCheck, isChecking } from './report-check.ts'
import { countedAnew } from './report-entries.ts'
import { currentRules } from './rules.ts'
import { Contended, holderOf, maximumConflicts, type TaskOutcome, withoutTask } from './task-work.ts'

/**
 * The report stage: works out what leads add to the reports' counters, and puts the differences to what they added
 * before on them. Leads are counted several in a transaction, because most of them add to the same places. One that
 * can't be counted does not hold up the others: then each is counted alone.
 * @param ports store, clock
 * @param messages name report entries' tasks
 * @returns what became of each message, in their order
 */
export async function countTogether(
  ports: Ports,
  messages: readonly TaskMessage[],
): Promise<readonly PromiseSettledResult<TaskOutcome>[]> {
  const unique = [...new Map(messages.map((message) => [nameOf(message), message])).values()]
  const [together] = await Promise.allSettled([countAll(ports, unique)])
  const alone =
    together.status === 'fulfilled' || unique.length === 1
      ? []
      : await Promise.allSettled(unique.map((message) => countForReports(ports, message)))
  return messages.map((message): PromiseSettledResult<TaskOutcome> => {
    const index = unique.findIndex((one) => nameOf(one) === nameOf(message))
    if (together.status === 'rejected') return alone[index] ?? together
    const value = unique[index] === message ? together.value[index] : 'stale'
    return { status: 'fulfilled', value: value ?? 'stale' }
  })
}

/**
 * Counts one lead.
 * @param ports store, clock
 * @param message names the report entry's task
 * @throws Contended or StoreUnavailable when it should be tried again later
 */
export async function countForReports(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  const [outcome] = await countAll(ports, [message])
  return outcome ?? 'stale'
}

async function countAll(ports: Ports, messages: readonly TaskMessage[]): Promise<readonly TaskOutcome[]> {
  const outcomes = new Map<TaskMessage, TaskOutcome>()
  for (let conflicts = 0; conflicts < maximumConflicts; ) {
    const open = messages.filter((message) => !outcomes.has(message))
    const counts = await Promise.all(open.map((message) => countOf(ports, message)))
    for (const [index, message] of open.entries()) if (counts[index] === undefined) outcomes.set(message, 'stale')
    let conflicted = false
    for (const group of groupsOf(counts.filter((count) => count !== undefined))) {
      const result = await ports.store.commit(group.flatMap(({ writes }) => writes))
      if (result.kind === 'conflict') conflicted = true
      else for (const { message, isWhole } of group) if (isWhole) outcomes.set(message, 'done')
    }
    if (outcomes.size === messages.length) return messages.map((message) => outcomes.get(message) ?? 'stale')
    if (conflicted) conflicts += 1
  }
  throw new Contended(`report was tried ${maximumConflicts} times against concurrent changes`)
}

/** What counting a lead writes. */
interface LeadCount {
  readonly message: TaskMessage
  readonly writes: readonly Write[]
  /** Where it adds to counters. */
  readonly places: readonly string[]
  /** False when a transaction can't hold all of it: the rest is counted next. */
  readonly isWhole: boolean
  /** True for a lead that was merged: it has the survivor's entry written, which may be in the same batch. */
  readonly isMerged: boolean
}

/** Most items one transaction may touch. */
const mostWrites = 100

/** Most places that one lead is counted at in one go; a lead of very many offers or deals takes several. */
const mostPlaces = 90

async function countOf(ports: Ports, message: TaskMessage): Promise<LeadCount | undefined> {
  // The entry first: whoever changes the lead from here on writes it anew, and then this is not committed.
  const stored = await holderOf(ports.store, message, 'reportEntry')
  if (stored === undefined) return undefined
  const now = ports.clock.now()
  const entry = (entity: ReportEntry): LeadCount => ({
    message,
    isMerged: false,
    writes: [{ kind: 'replace', stored, entity }],
    places: [],
    isWhole: true,
  })
  const [checking, found] = await Promise.all([isChecking(ports.store, now), contributionOf(ports.store, stored)])
  if (checking) return entry(afterCheck(stored.entity, now))
  if (found === undefined) return entry(withoutTask(stored.entity))
  const { counted: after, mergedInto } = found
  const changes = counterChanges(stored.entity.counted, after)
  const isWhole = changes.length <= mostPlaces
  const some = isWhole ? changes : changes.slice(0, mostPlaces)
  const counted = isWhole ? after : partlyCounted(stored.entity.counted, after, some)
  const rest = isWhole ? { ...withoutTask(stored.entity), layout: counterLayout } : stored.entity
  return {
    message,
    writes: [
      { kind: 'replace', stored, entity: { ...rest, counted } },
      ...some.map(({ scope, period, add }): Write => ({ kind: 'add', counter: { scope, period, shard: 0 }, add })),
      ...(mergedInto === undefined ? [] : [await countedWithSurvivor(ports.store, mergedInto, now)]),
    ],
    isMerged: mergedInto !== undefined,
    places: some.map(({ scope, period }) => `${period}|${scope}`),
    isWhole,
  }
}

/** What changed with a lead that was merged is the survivor's: that one is counted anew, and this one no more. */
async function countedWithSurvivor(store: Store, leadId: LeadId, now: Instant): Promise<Write> {
  return countedAnew(leadId, await store.get({ type: 'reportEntry', leadId }), now)
}

async function contributionOf(store: Store, { entity }: Stored<ReportEntry>) {
  const [records, roster, { playbook }] = await Promise.all([
    store.listLead(entity.leadId),
    store.listRoster(),
    currentRules(store),
  ])
  const all = records.map((record) => record.entity)
  const lead = all.find(({ type }) => type === 'lead')
  const rules: CountingRules = {
    workspace: playbook.workspace,
    attribution: playbook.attribution,
    reps: new Map(roster.map(({ entity: rep }) => [rep.id, rep])),
  }
  if (lead?.type !== 'lead') return undefined
  return lead.id === entity.leadId
    ? { counted: contributionsOf(historyOf(lead, all), rules) }
    : { counted: {}, mergedInto: lead.id }
}

/**
 * Leads that fit into one transaction together: each has its entry, and places they share are written once. One that was
 * merged goes alone.
 */
function groupsOf(counts: readonly LeadCount[]): readonly (readonly LeadCount[])[] {
  const groups: { readonly leads: LeadCount[]; readonly places: Set<string> }[] = []
  for (const count of counts) {
    const group = groups.at(-1)
    const places = new Set([...(group?.places ?? []), ...count.places])
    const isAlone = count.isMerged || group?.leads.some(({ isMerged }) => isMerged)
    if (group === undefined || isAlone || group.leads.length + 1 + places.size > mostWrites) {
      groups.push({ leads: [count], places: new Set(count.places) })
      continue
    }
    group.leads.push(count)
    for (const place of count.places) group.places.add(place)
  }
  return groups.map(({ leads }) => leads)
}

function nameOf({ partition, sort, taskId }: TaskMessage): string {
  return `${partition} ${sort} ${taskId}`
}
