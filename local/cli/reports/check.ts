import {
  checkCountersAnswer,
  foldCampaignAnswer,
  foldLeadsAnswer,
  reportCheckAnswer,
} from '../../../shared/contracts/report-check.ts'
import { type DayCounts, type TallyDifference, tallyDifferences } from '../../../shared/domain/attribution.ts'
import {
  type CounterDifference,
  counterDifferences,
  counterDimensions,
  leadDifferences,
  sumCounted,
} from '../../../shared/domain/report-check.ts'
import type { Counted } from '../../../shared/domain/report-entry.ts'
import type { Api } from '../api.ts'
import { CommandFailed } from '../failure.ts'
import { showProgress } from '../import/progress.ts'
import type { Surroundings } from '../surroundings.ts'
import { type CheckRun, mend } from './mend.ts'

/** What a check found. */
export interface Findings {
  readonly leads: number
  /** Lines of the ledger. */
  readonly lines: number
  /** Places of the reports' counters. */
  readonly places: number
  /** Tallies of campaigns that are wrong. */
  readonly tallies: readonly TallyDifference[]
  /** Counters of the reports that are wrong. */
  readonly counters: readonly CounterDifference[]
  /** Tallies of leads that changed meanwhile and could not be compared. */
  readonly moving: number
  /** Deals whose credits are from before a model was there. */
  readonly lacking: readonly string[]
  /** Leads from before the reports counted them. */
  readonly uncounted: readonly string[]
}

/** What is done beside looking. */
export interface Wishes {
  /** Puts right what is wrong. */
  readonly mends: boolean
  /** Has every lead counted anew, by the definitions and hours in force. */
  readonly recounts: boolean
}

/** Between two renewals at the most, in milliseconds; a check lasts three minutes by itself. */
const renewEvery = 30_000

/**
 * Checks the reports' counters against the ledger and the leads, and puts them right if that is wanted. While it lasts
 * nothing is credited and no lead is counted; leads come in as always.
 * @param api the stack
 * @param surroundings where progress is shown
 * @param wishes what is done beside looking
 * @returns what was wrong
 * @throws CommandFailed when another check is under way, or this one was held up too long
 */
export async function checkReports(api: Api, surroundings: Surroundings, wishes: Wishes): Promise<Findings> {
  const check = await api.read(reportCheckAnswer, { method: 'POST', path: '/v1/reports/checks', body: {} })
  const path = `/v1/reports/checks/${check.id}`
  let renewedAt = surroundings.now()
  const alive = async (): Promise<void> => {
    if (surroundings.interrupted.aborted) throw new CommandFailed('Stopped.')
    if (surroundings.now() - renewedAt < renewEvery) return
    renewedAt = surroundings.now()
    await api.text({ method: 'POST', path: `${path}/renew`, body: {}, idempotent: true })
  }
  try {
    await surroundings.wait(check.readyIn)
    const run = { api, surroundings, check, path, alive }
    const { ids, ...found } = await findings(run)
    if (wishes.mends) await mend(run, { ...found, recounted: wishes.recounts ? ids : found.uncounted })
    return found
  } finally {
    await api.call({ method: 'DELETE', path })
  }
}

async function findings(run: CheckRun): Promise<Findings & { readonly ids: readonly string[] }> {
  const before = await readLedger(run)
  const folded = await readLeads(run)
  const after = await readLedger(run)
  const counters = await readCounters(run)
  const ledger = tallyDifferences(after.expected, after.actual)
  const leads = leadDifferences(folded.tallies, before.actual.map(ofLeads), after.actual.map(ofLeads))
  return {
    leads: folded.leads,
    lines: after.lines,
    places: Object.keys(counters).length,
    tallies: [...ledger, ...leads.differences],
    counters: counterDifferences(folded.counted, counters),
    moving: leads.moving,
    lacking: after.lacking,
    uncounted: folded.uncounted,
    ids: folded.ids,
  }
}

function ofLeads({ campaign, day, counts: { leads = 0, hotLeads = 0 } }: DayCounts): DayCounts {
  return { campaign, day, counts: { leads, hotLeads } }
}

/** Every campaign's ledger and tallies. */
async function readLedger({ api, check, path, alive }: CheckRun) {
  const expected: DayCounts[] = []
  const actual: DayCounts[] = []
  const lacking = new Set<string>()
  let lines = 0
  for (const campaign of check.campaigns) {
    await alive()
    const query = new URLSearchParams({ campaign })
    const part = await api.read(foldCampaignAnswer, { method: 'GET', path: `${path}/ledger?${query}` })
    expected.push(...part.expected)
    actual.push(...part.actual)
    lines += part.lines
    for (const deal of part.lacking) lacking.add(deal)
  }
  return { expected, actual, lines, lacking: [...lacking] }
}

/** What all leads add up to. */
async function readLeads({ api, surroundings, check, path, alive }: CheckRun) {
  const progress = showProgress(surroundings, { title: 'Checking', items: 'leads' }, Math.max(1, check.leads))
  const tallies = new Map<string, DayCounts>()
  const counted: Counted[] = []
  const uncounted: string[] = []
  const ids: string[] = []
  let leads = 0
  let cursor: string | undefined
  try {
    do {
      await alive()
      const query = cursor === undefined ? '' : `?${new URLSearchParams({ cursor })}`
      const page = await api.read(foldLeadsAnswer, { method: 'GET', path: `${path}/leads${query}` })
      for (const one of page.tallies) addTally(tallies, one)
      counted.push(page.counted)
      uncounted.push(...page.uncounted)
      ids.push(...page.ids)
      leads += page.leads
      progress.update(leads, leads, Math.max(leads, check.leads, 1))
      cursor = page.cursor
    } while (cursor !== undefined)
  } finally {
    progress.stop()
  }
  return { leads, tallies: [...tallies.values()], counted: sumCounted(counted), uncounted, ids }
}

function addTally(sums: Map<string, DayCounts>, { campaign, day, counts }: DayCounts): void {
  const key = `${day} ${campaign}`
  const { leads = 0, hotLeads = 0 } = sums.get(key)?.counts ?? {}
  const sum = { leads: leads + (counts.leads ?? 0), hotLeads: hotLeads + (counts.hotLeads ?? 0) }
  sums.set(key, { campaign, day, counts: sum })
}

/** All counters of the reports, month by month. */
async function readCounters({ api, path, alive }: CheckRun): Promise<Counted> {
  const parts: Counted[] = []
  for (const dimension of counterDimensions) {
    const read = (query: Record<string, string>) =>
      api.read(checkCountersAnswer, {
        method: 'GET',
        path: `${path}/counters?${new URLSearchParams({ dimension, ...query })}`,
      })
    const { months } = await read({})
    for (const month of months) {
      await alive()
      parts.push((await read({ month })).counted)
    }
  }
  return sumCounted(parts)
}
