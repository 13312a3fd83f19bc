import type { LeadRecord } from '../domain/entity.ts'
import type { LeadId } from '../domain/ids.ts'
import { isErased, type Lead } from '../domain/lead.ts'
import type { Submission } from '../domain/submission.ts'
import type { Instant } from '../domain/time.ts'
import type { Store } from '../ports/store.ts'

/** Most characters of what is known that one page holds: a function's answer may have 6 MB. */
const mostCharacters = 2_000_000

/** A part of all that is known of a person, in the order of time. */
export interface ExportPage {
  readonly lead: Lead
  readonly records: readonly (Exclude<LeadRecord, Lead> | Submission)[]
  /** Where the next part begins; absent with the last. */
  readonly next?: number
}

/**
 * Reads all that is known of a person, a part at a time: what is kept of the lead, and what was sent word for word.
 * @param store where it is
 * @param id the lead's
 * @param from how much was read before
 * @returns `undefined` when there is no such lead, or it was erased
 */
export async function readExport(store: Store, id: LeadId, from: number): Promise<ExportPage | undefined> {
  const known = (await store.listLead(id)).map(({ entity }) => entity)
  const lead = known.find((record) => record.type === 'lead')
  if (lead === undefined || isErased(lead)) return undefined
  const sorted = known
    .filter((record) => record.type !== 'lead')
    .toSorted((one, other) => timeOf(one) - timeOf(other) || (nameOf(one) < nameOf(other) ? -1 : 1))
  const records: ((typeof sorted)[number] | Submission)[] = []
  let size = 0
  let read = from
  for (const record of sorted.slice(from)) {
    const submission = record.type === 'touch' ? await submissionOf(store, record) : undefined
    const more = submission === undefined ? [record] : [record, submission]
    size += JSON.stringify(more).length
    if (size > mostCharacters && read > from) break
    records.push(...more)
    read += 1
  }
  return { lead, records, ...(read < sorted.length ? { next: read } : {}) }
}

async function submissionOf(store: Store, touch: Extract<LeadRecord, { readonly type: 'touch' }>) {
  const key = touch.submission ?? touch.id.slice('touch_'.length)
  return (await store.get({ type: 'submission', key }))?.entity
}

type Known = Exclude<LeadRecord, Lead>

function timeOf(record: Known): Instant {
  switch (record.type) {
    case 'assignment':
      return record.offeredAt
    case 'enrollment':
      return record.startedAt
    case 'opportunity':
      return record.openedAt
    case 'reportEntry':
      return Number.MAX_SAFE_INTEGER
    default:
      return record.at
  }
}

function nameOf(record: Known): string {
  return record.type === 'reportEntry' ? '' : record.id
}
