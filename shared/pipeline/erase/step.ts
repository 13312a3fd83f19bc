import { isDeepStrictEqual } from 'node:util'
import type { TaskMessage } from '../../contracts/tasks.ts'
import type { LeadRecord } from '../../domain/entity.ts'
import { erasedDeal, erasedLead, erasedSubmission, withoutPerson } from '../../domain/erasure.ts'
import { advanced, type ErasureResult, finished, type Job, type WorkOf } from '../../domain/job.ts'
import type { Lead } from '../../domain/lead.ts'
import type { Opportunity, Outcome } from '../../domain/opportunity.ts'
import type { Submission } from '../../domain/submission.ts'
import type { Instant } from '../../domain/time.ts'
import type { Touch } from '../../domain/touch.ts'
import type { Store, Stored, Write } from '../../ports/store.ts'
import { digestOfJson, keyedDigest } from '../digest.ts'
import type { Ports } from '../ports.ts'
import { doTask, type TaskOutcome } from '../task-work.ts'
import { identitiesOf, type Release, releaseWrites, writesOfRelease } from './release.ts'
import { secretForErasing } from './suppression.ts'

/** After how many writes a step ends; one more thing, the job, and what the store adds still fit into a transaction. */
const mostWrites = 60
/** How many external ids of one lead are released in a step. */
const idsAtOnce = Math.floor(mostWrites / writesOfRelease)

/**
 * Takes an erasure one step further: some of what is known of the person is emptied or removed, in one transaction with
 * how far the job has come. A crash repeats a step that left nothing behind.
 * @param ports store and clock
 * @param message names the job's task
 * @param work what it does
 */
export function takeErasureStep(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  message: TaskMessage,
  work: WorkOf<'erase'>,
): Promise<TaskOutcome> {
  return doTask(store, message, 'job', async (stored) => {
    const now = clock.now()
    const { secret } = await secretForErasing(store)
    const release = { secret, leads: work.leads, at: stored.entity.startedAt }
    const records = await recordsOf(store, work)
    const done = await someOf(store, records, stored.entity, release)
    const job = further(stored.entity, done, records, now)
    return [{ kind: 'replace', stored, entity: job }, ...done.writes]
  })
}

/** Something known of the person, and the name by which a step goes on after it. */
interface Known {
  readonly name: string
  readonly stored: Stored<LeadRecord>
}

/** All that is known, in the order of its keys: nothing is added any more, so what a step has passed stays behind it. */
async function recordsOf(store: Store, { leads }: WorkOf<'erase'>): Promise<readonly Known[]> {
  const lists = await Promise.all(leads.map((lead) => store.listLead(lead)))
  const known = lists.flat().map((stored) => {
    const { partition, sort } = store.keyOf(stored.entity)
    return { name: `${partition} ${sort}`, stored }
  })
  // Each of several leads that are one reads with all that is known of the others.
  const unique = [...new Map(known.map((one) => [one.name, one])).values()]
  return unique.toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

interface Done {
  readonly writes: readonly Write[]
  readonly result: ErasureResult
  readonly passed: number
  readonly cursor: string | undefined
}

async function someOf(store: Store, records: readonly Known[], job: Job, release: Release): Promise<Done> {
  const { work } = job
  if (work.kind !== 'erase') throw new Error('a job that erases nobody')
  const writes: Write[] = []
  let { cursor } = job
  let passed = 0
  for (const { name, stored } of records) {
    if (job.cursor !== undefined && name <= job.cursor) continue
    const more = unrepeated(await writesFor(store, stored, job, release), writes, store)
    if (writes.length > 0 && writes.length + more.length > mostWrites) break
    writes.push(...more)
    if (stored.entity.type === 'lead' && stored.entity.externalIds.length > idsAtOnce) break
    cursor = name
    passed += 1
  }
  const count = (kind: Write['kind']) => writes.filter((write) => write.kind === kind).length
  const { removed, emptied } = work.result
  const result = { removed: removed + count('remove'), emptied: emptied + count('replace') }
  return { writes, result, passed, cursor }
}

/** Two submissions may name one address: it is released once. */
function unrepeated(more: readonly Write[], writes: readonly Write[], store: Store): readonly Write[] {
  const placeOf = (write: Write): string => {
    if (write.kind === 'count' || write.kind === 'add') return ''
    const { partition, sort } = store.keyOf(write.kind === 'create' ? write.entity : write.stored.entity)
    return `${partition} ${sort}`
  }
  const taken = new Set(writes.map(placeOf))
  return more.filter((write) => !taken.has(placeOf(write)))
}

function further(job: Job, { result, passed, cursor }: Done, records: readonly Known[], now: number): Job {
  const { work } = job
  if (work.kind !== 'erase') return job
  const worked: Job = { ...job, work: { ...work, result } }
  const last = records.at(-1)?.name
  const looked = { leads: passed, total: Math.max(job.total ?? 0, records.length) }
  if (last === undefined || (cursor !== undefined && cursor >= last)) return finished(worked, looked, now)
  return advanced(worked, { ...looked, cursor: cursor ?? '' }, now)
}

async function writesFor(
  store: Store,
  stored: Stored<LeadRecord>,
  job: Job,
  release: Release,
): Promise<readonly Write[]> {
  const { entity } = stored
  switch (entity.type) {
    case 'lead':
      return leadWrites(store, { entity, version: stored.version }, job, release)
    case 'touch':
      return [...leftOf(stored, release.at), ...(await submissionWrites(store, entity, release))]
    case 'opportunity':
      return [...leftOf(stored, release.at), ...(await outcomeWrites(store, entity, release))]
    default:
      return leftOf(stored, release.at)
  }
}

function leftOf(stored: Stored<LeadRecord>, at: Instant): readonly Write[] {
  const { entity } = stored
  if (entity.type === 'lead') return []
  const left = withoutPerson(entity, at)
  if (left === undefined) return [{ kind: 'remove', stored }]
  return isDeepStrictEqual(left, entity) ? [] : [{ kind: 'replace', stored, entity: left }]
}

/** The lead is a tombstone already, those that were made one with it are not; external ids are released some at a time. */
async function leadWrites(store: Store, stored: Stored<Lead>, job: Job, release: Release): Promise<readonly Write[]> {
  const { profile, externalIds, erased } = stored.entity
  const [some, later] = [externalIds.slice(0, idsAtOnce), externalIds.slice(idsAtOnce)]
  const tombstone = erased === undefined ? erasedLead(stored.entity, { at: release.at, job: job.id }) : stored.entity
  if (erased !== undefined && externalIds.length === 0) return []
  return [
    { kind: 'replace', stored, entity: { ...tombstone, externalIds: later } },
    ...(await releaseWrites(store, identitiesOf(profile, some), release)),
  ]
}

/** What came is emptied, and what it called the person by is released: a lead lists no more than the newest of that. */
async function submissionWrites(store: Store, touch: Touch, release: Release): Promise<readonly Write[]> {
  const key = touch.submission ?? touch.id.slice('touch_'.length)
  const stored = await store.get({ type: 'submission', key })
  if (stored === undefined || stored.entity.erased !== undefined) return []
  return [
    { kind: 'replace', stored, entity: emptySubmission(stored.entity, release.secret, release.at) },
    ...(await releaseWrites(store, identitiesIn(stored.entity), release)),
  ]
}

function identitiesIn({ profile, externalId }: Submission) {
  return identitiesOf(profile, externalId === undefined ? [] : [externalId])
}

/**
 * Empties a submission.
 * @param submission as it came
 * @param secret keys the digest of its payload
 * @param at when it was erased
 */
export function emptySubmission(submission: Submission, secret: string, at: number): Submission {
  return erasedSubmission(submission, erasedPayloadDigest(secret, submission.payloadDigest), at)
}

/**
 * Hides the digest of a payload: what a form sends could be guessed from its digest.
 * @param secret the key of the suppression list
 * @param payloadDigest of the payload as it came
 */
export function erasedPayloadDigest(secret: string, payloadDigest: string): string {
  return keyedDigest(secret, 'payload', payloadDigest)
}

async function outcomeWrites(store: Store, { outcome: id }: Opportunity, release: Release): Promise<readonly Write[]> {
  const stored = id === undefined ? undefined : await store.get({ type: 'outcome', id })
  if (stored === undefined || stored.entity.erased !== undefined) return []
  return [{ kind: 'replace', stored, entity: emptyOutcome(stored.entity, release.at) }]
}

/**
 * Takes out of another system's report of a deal whose it is.
 * @param outcome as reported
 * @param at when it was erased
 */
export function emptyOutcome(outcome: Outcome, at: number): Outcome {
  const deal = erasedDeal(outcome.deal)
  return { ...outcome, deal, payloadDigest: digestOfJson(deal), erased: at }
}
