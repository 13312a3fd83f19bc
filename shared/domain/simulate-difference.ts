import type { RepId } from './ids.ts'
import type { Rep } from './roster.ts'
import type { Fate, Replay } from './simulate-replay.ts'
import type { Duration } from './time.ts'

/** How many leads came to what. */
export interface FateCounts {
  readonly hot: number
  readonly hotBefore: number
  readonly nurtured: number
  readonly rejected: number
}

/** Hot leads whose promise is in danger. */
export interface SlaRisk {
  /** Nobody of any pool can take them: they go to the public pool. */
  readonly nobody: number
  /** They wait because nobody is at work. */
  readonly waiting: number
  /** The longest of these waits, in milliseconds. */
  readonly longestWait: Duration
  /** Leads beyond the capacity of their rep, if none of a rep's leads is closed in the time looked at. */
  readonly overCapacity: number
}

/** What one rep is given. */
export interface RepLoad {
  readonly leads: number
  /** On their busiest day. */
  readonly busiestDay: number
}

/** In what way a lead's fate differs; of a lead that is hot both ways, the first of territory, pool and rep. */
export const changeKinds = [
  'newly-hot',
  'no-longer-hot',
  'territory',
  'pool',
  'newly-rejected',
  'no-longer-rejected',
  'rep',
] as const

/** One way in which a lead's fate differs. */
export type ChangeKind = (typeof changeKinds)[number]

/** A lead whose fate differs. */
export interface FateChange {
  readonly lead: string
  readonly kind: ChangeKind
  readonly before: Fate
  readonly after: Fate
}

/** What differs between two playbooks' replays of the same leads. */
export interface Difference {
  readonly before: FateCounts
  readonly after: FateCounts
  /** By kind in their order, then in the leads' order. */
  readonly changes: readonly FateChange[]
  readonly load: readonly { readonly rep: Rep; readonly before: RepLoad; readonly after: RepLoad }[]
  readonly sla: { readonly before: SlaRisk; readonly after: SlaRisk }
  /** By the rule that turned leads away. */
  readonly rejects: readonly { readonly rule: string; readonly before: number; readonly after: number }[]
}

/**
 * Compares what two playbooks made of the same leads.
 * @param ids of the leads, in their order
 * @param roster who takes leads
 * @param before what one made of them
 * @param after what the other made of them
 */
export function differenceOf(
  ids: readonly string[],
  roster: readonly Rep[],
  before: Replay,
  after: Replay,
): Difference {
  const [ones, others] = [before.fates.filter(isKnown), after.fates.filter(isKnown)]
  return {
    before: countsOf(ones),
    after: countsOf(others),
    changes: changesOf(ids, before.fates, after.fates),
    load: loadOf(roster, before, after),
    sla: { before: riskOf(roster, ones), after: riskOf(roster, others) },
    rejects: rejectsOf(ones, others),
  }
}

function isKnown(fate: Fate | undefined): fate is Fate {
  return fate !== undefined
}

function countsOf(fates: readonly Fate[]): FateCounts {
  const count = (kind: Fate['kind']) => fates.filter((fate) => fate.kind === kind).length
  return { hot: count('hot'), hotBefore: count('hot-before'), nurtured: count('nurtured'), rejected: count('rejected') }
}

function changesOf(ids: readonly string[], ones: Replay['fates'], others: Replay['fates']): readonly FateChange[] {
  const changes = ids.flatMap((lead, index): readonly FateChange[] => {
    const [before, after] = [ones[index], others[index]]
    if (before === undefined || after === undefined) return []
    const kind = kindOf(before, after)
    return kind === undefined ? [] : [{ lead, kind, before, after }]
  })
  return changeKinds.flatMap((kind) => changes.filter((change) => change.kind === kind))
}

function kindOf(before: Fate, after: Fate): ChangeKind | undefined {
  const [was, is] = [isHot(before), isHot(after)]
  if (was !== is) return is ? 'newly-hot' : 'no-longer-hot'
  if (before.kind === 'hot' && after.kind === 'hot') {
    if (before.territory !== after.territory) return 'territory'
    if (before.pool !== after.pool) return 'pool'
    return before.rep === after.rep ? undefined : 'rep'
  }
  if (was || (before.kind === 'rejected') === (after.kind === 'rejected')) return undefined
  return after.kind === 'rejected' ? 'newly-rejected' : 'no-longer-rejected'
}

function isHot({ kind }: Fate): boolean {
  return kind === 'hot' || kind === 'hot-before'
}

function loadOf(roster: readonly Rep[], before: Replay, after: Replay): Difference['load'] {
  const [ones, others] = [leadsByRep(before.fates), leadsByRep(after.fates)]
  const load = (leads: ReadonlyMap<RepId, number>, { busiest }: Replay, id: RepId): RepLoad => ({
    leads: leads.get(id) ?? 0,
    busiestDay: busiest.get(id) ?? 0,
  })
  return roster
    .map((rep) => ({ rep, before: load(ones, before, rep.id), after: load(others, after, rep.id) }))
    .filter((one) => one.before.leads > 0 || one.after.leads > 0)
    .toSorted((one, other) => other.after.leads - one.after.leads || other.before.leads - one.before.leads)
}

function leadsByRep(fates: readonly (Fate | undefined)[]): ReadonlyMap<RepId, number> {
  return counted(fates.map((fate) => (fate?.kind === 'hot' ? fate.rep : undefined)))
}

function counted(names: readonly (string | undefined)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function riskOf(roster: readonly Rep[], fates: readonly Fate[]): SlaRisk {
  const leads = leadsByRep(fates)
  let [nobody, waiting, longestWait] = [0, 0, 0]
  for (const fate of fates) {
    if (fate.kind !== 'hot') continue
    if (fate.startsAt === undefined) nobody += 1
    else if (fate.startsAt > fate.at) {
      waiting += 1
      longestWait = Math.max(longestWait, fate.startsAt - fate.at)
    }
  }
  const over = roster.map(({ id, capacity }) =>
    Math.max(0, (leads.get(id) ?? 0) - (capacity ?? Number.POSITIVE_INFINITY)),
  )
  return { nobody, waiting, longestWait, overCapacity: over.reduce((sum, one) => sum + one, 0) }
}

function rejectsOf(ones: readonly Fate[], others: readonly Fate[]): Difference['rejects'] {
  const ruleOf = (fate: Fate) => (fate.kind === 'rejected' ? fate.rule : undefined)
  const [before, after] = [counted(ones.map(ruleOf)), counted(others.map(ruleOf))]
  return [...new Set([...before.keys(), ...after.keys()])].map((rule) => ({
    rule,
    before: before.get(rule) ?? 0,
    after: after.get(rule) ?? 0,
  }))
}
