import type { PoolId, RepId } from './ids.ts'
import type { Instant } from './time.ts'

/** A rep. Changes daily, so it is data, not playbook. */
export interface Rep {
  readonly type: 'rep'
  readonly id: RepId
  readonly name: string
  readonly email: string
  /** Shown to prospects: `account executive`. */
  readonly title: string
  readonly active: boolean
  /** Spans in which they get no leads; `until` is exclusive. */
  readonly timeOff: readonly { readonly from: Instant; readonly until: Instant }[]
}

/** How far each rep of a pool is behind (positive) or ahead (negative) of their fair share, in leads. */
export interface Rotation {
  readonly type: 'rotation'
  readonly pool: PoolId
  readonly deficits: Readonly<Record<RepId, number>>
  readonly assigned: Readonly<Record<RepId, number>>
  /** How many leads the pool has given out. */
  readonly total: number
  /** Who got the last one; absent before the first. */
  readonly last?: RepId
  /** Set once the pool, its weights or who was available changed; before that, shares alone say whose turn it is. */
  readonly unsettled?: true
}

/** What happened to an offer. */
export type AssignmentState =
  | { readonly status: 'offered' }
  | { readonly status: 'accepted'; readonly at: Instant }
  | { readonly status: 'declined'; readonly at: Instant; readonly reason: string }
  | { readonly status: 'expired'; readonly at: Instant }
