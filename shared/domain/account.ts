import type { RepId } from './ids.ts'
import type { Instant } from './time.ts'

/** A company, by its domain, with the rep who works it: where the playbook says so, its new leads go to them. */
export interface Account {
  readonly type: 'account'
  /** Registrable domain, small letters. */
  readonly domain: string
  readonly owner: RepId
  readonly since: Instant
}
