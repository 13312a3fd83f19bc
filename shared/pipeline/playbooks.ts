import type { PlaybookError } from '../contracts/playbook.ts'
import type { PlaybookVersion } from '../domain/access.ts'
import type { PlaybookChange } from '../domain/playbook-changes.ts'
import { diffPlaybooks } from '../domain/playbook-diff.ts'
import type { Store } from '../ports/store.ts'
import { readSource } from './lint.ts'
import { currentRules } from './rules.ts'

/** How many versions a page of the history has; each may be some hundred kilobytes to read. */
const historyPage = 20

/** A page of published versions, newest first. */
export interface PlaybookHistory {
  readonly current: number
  readonly versions: readonly PlaybookVersion[]
  /** The version to go on from; absent on the last page. */
  readonly next?: number
}

/**
 * Lists published versions, newest first: their numbers run without a gap.
 * @param store where they are kept
 * @param from the newest to list; absent: the one in force
 * @throws NoPlaybook before the first one is published
 */
export async function playbookHistory(store: Store, from?: number): Promise<PlaybookHistory> {
  const { version: current } = await currentRules(store)
  const newest = Math.min(from ?? current, current)
  const oldest = Math.max(1, newest - historyPage + 1)
  const numbers = Array.from({ length: newest - oldest + 1 }, (_, index) => newest - index)
  const read = await Promise.all(numbers.map((version) => publishedVersion(store, version)))
  const versions = read.filter((version) => version !== undefined)
  return { current, versions, ...(oldest > 1 ? { next: oldest - 1 } : {}) }
}

/**
 * Reads a published version.
 * @param store where it is kept
 * @param version its number
 * @returns `undefined` when there is no such version
 */
export async function publishedVersion(store: Store, version: number): Promise<PlaybookVersion | undefined> {
  return (await store.get({ type: 'playbookVersion', version }))?.entity
}

/** Which playbooks to compare; a version left out is the one in force. */
export interface Comparison {
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** YAML of a draft, in the place of `to`. */
  readonly source?: string | undefined
}

/** What differs between two playbooks. */
export type ComparisonResult =
  | {
      readonly kind: 'compared'
      readonly from: number
      /** Absent for a draft. */
      readonly to?: number
      readonly changes: readonly PlaybookChange[]
    }
  | { readonly kind: 'no-such-version'; readonly version: number }
  | { readonly kind: 'invalid'; readonly errors: readonly PlaybookError[] }

/**
 * Says what differs between two published versions, or between one and a draft.
 * @param store where they are kept
 * @param comparison which ones
 * @throws NoPlaybook before the first one is published
 */
export async function comparePlaybooks(store: Store, { from, to, source }: Comparison): Promise<ComparisonResult> {
  const { version: current } = await currentRules(store)
  const before = await publishedVersion(store, from ?? current)
  if (before === undefined) return { kind: 'no-such-version', version: from ?? current }
  if (source !== undefined) {
    const draft = readSource(source)
    if (draft.kind === 'invalid') return draft
    return { kind: 'compared', from: before.version, changes: diffPlaybooks(before.playbook, draft.playbook) }
  }
  const after = await publishedVersion(store, to ?? current)
  if (after === undefined) return { kind: 'no-such-version', version: to ?? current }
  const changes = diffPlaybooks(before.playbook, after.playbook)
  return { kind: 'compared', from: before.version, to: after.version, changes }
}
