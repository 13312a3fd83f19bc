import { type CommitResult, type Ref, type Store, StoreUnavailable, type Write } from '../../../shared/ports/store.ts'
import type { Faults } from '../core/faults.ts'
import type { Call, Invocation } from '../core/invocation.ts'
import type { Commit, Journal } from '../core/journal.ts'
import type { StaleIndex } from './stale-index.ts'

/** What a simulated store stands on. */
export interface StoreService {
  /** The store itself. */
  readonly raw: Store
  readonly faults: Faults
  readonly journal: Journal
  readonly staleIndex: StaleIndex
  /** Told of each transaction that took effect. */
  readonly onCommit: (commit: Commit) => void
}

/**
 * Makes the store as one invocation sees it: every call waits for its turn, and may go wrong as DynamoDB's do.
 * @param service the store itself and what goes wrong with it
 * @param invocation who calls
 */
export function createSimulatedStore(service: StoreService, invocation: Invocation): Store {
  const { raw, staleIndex } = service
  const read = <T>(label: string, apply: () => Promise<T>): Promise<T> =>
    invocation.call({ label, apply, refuse: () => unavailable(service.faults, 'readUnavailable') })
  return {
    get: <R extends Ref>(ref: R) => read(`get ${ref.type}`, () => raw.get(ref)),
    load: (key) => read(`load ${key.sort}`, () => raw.load(key)),
    keyOf: (ref) => raw.keyOf(ref),
    commit: (writes) => invocation.call(commitCall(service, invocation.name, writes)),
    listLead: (lead) => read('list lead', () => raw.listLead(lead)),
    listLeads: (filter) => read('list leads', () => raw.listLeads(filter)),
    findLeads: (finder, page) => read('find leads', () => raw.findLeads(finder, page)),
    countLeads: (filter) => read('count leads', () => raw.countLeads(filter)),
    listRoster: () => read('list roster', () => raw.listRoster()),
    listCounters: (dimension, from, to) => read('list counters', () => raw.listCounters(dimension, from, to)),
    listTeams: () => read('list teams', () => raw.listTeams()),
    listWorkloads: () => read('list workloads', () => raw.listWorkloads()),
    listCampaigns: () => read('list campaigns', () => raw.listCampaigns()),
    listTallies: (...wanted) => read('list tallies', () => raw.listTallies(...wanted)),
    listSpend: (campaign, from, to) => read('list spend', () => raw.listSpend(campaign, from, to)),
    listCredits: (campaign) => read('list credits', () => raw.listCredits(campaign)),
    listLatestCredits: (campaign, range) => read('list latest credits', () => raw.listLatestCredits(campaign, range)),
    listJobs: (limit) => read('list jobs', () => raw.listJobs(limit)),
    listDue: (until, limit) =>
      read('list due', async () => staleIndex.due(await raw.listDue(until, limit), until, limit)),
    listParked: (limit) => read('list parked', () => raw.listParked(limit)),
  }
}

function unavailable(faults: Faults, fault: Parameters<Faults['strikes']>[0]): StoreUnavailable | undefined {
  return faults.strikes(fault) ? new StoreUnavailable(fault) : undefined
}

/** A transaction that another one is in the way of is cancelled: a conflict, though nothing has changed yet. */
function commitCall(service: StoreService, by: string, writes: readonly Write[]): Call<CommitResult> {
  const { raw, faults, journal, onCommit } = service
  const [write] = writes
  return {
    label: `commit ${writes.map(labelOf).join(' + ')}`,
    refuse: () => unavailable(faults, 'commitThrottled'),
    divert: () =>
      write !== undefined && faults.strikes('transactionConflict') ? { kind: 'conflict', write } : undefined,
    apply: async () => {
      const result = await raw.commit(writes)
      if (result.kind === 'committed') onCommit(journal.record(by, writes))
      return result
    },
    lose: () => unavailable(faults, 'commitAnswerLost'),
  }
}

function labelOf(write: Write): string {
  if (write.kind === 'count' || write.kind === 'add') return write.kind
  return `${write.kind} ${write.kind === 'create' ? write.entity.type : write.stored.entity.type}`
}
