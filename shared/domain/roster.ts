import type { Channel } from './channel.ts'
import type { PoolId, RepId, TeamId } from './ids.ts'
import type { Instant } from './time.ts'
import type { WorkingHours } from './working-time.ts'

/** A rep. Changes daily, so it is data, not playbook. */
export interface Rep {
  readonly type: 'rep'
  readonly id: RepId
  readonly name: string
  readonly email: string
  /** Shown to prospects: `account executive`. */
  readonly title: string
  readonly active: boolean
  /** Spans in which they get no leads; `until` is exclusive. Sorted, none overlaps another. */
  readonly timeOff: readonly { readonly from: Instant; readonly until: Instant }[]
  /** IANA time zone of their hours and holidays; the workspace's when absent. */
  readonly timezone?: string
  /** When they are at work; always, when absent. */
  readonly workingHours?: WorkingHours
  /** Days they are not at work, such as `2026-12-25`, in their time zone. */
  readonly holidays?: readonly string[]
  /** Most open leads they can have at a time. */
  readonly capacity?: number
  /** Most leads they are given in one day of their time zone. */
  readonly dailyCap?: number
  readonly team?: TeamId
  /** Where alerts go besides or instead of e-mail; e-mail alone when absent. */
  readonly channels?: readonly Channel[]
  /** Taken off every rotation, because offers were not answered; saving the rep again puts them back. */
  readonly paused?: { readonly at: Instant; readonly reason: string }
}

/** Reps with a manager. */
export interface Team {
  readonly type: 'team'
  readonly id: TeamId
  readonly name: string
  /** Who is told when SLAs are missed. */
  readonly manager?: { readonly name: string; readonly email: string }
  /** Where the alerts of the team's reps go too. */
  readonly channels?: readonly Channel[]
}

/** What a rep has on their plate: kept in the transactions that give and take leads, so it never lags behind. */
export interface Workload {
  readonly type: 'workload'
  readonly rep: RepId
  /** Leads they own that are not closed. */
  readonly open: number
  /** The day `today` counts, in the rep's time zone, such as `2026-03-01`. */
  readonly day: string
  /** Leads they were given on that day. */
  readonly today: number
  /** Offers in a row they let pass. */
  readonly missed: number
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
  /** How often it was calibrated by hand; never, when absent. */
  readonly calibrations?: number
}

/** What happened to an offer. */
export type AssignmentState =
  | { readonly status: 'offered' }
  | { readonly status: 'accepted'; readonly at: Instant }
  | { readonly status: 'declined'; readonly at: Instant; readonly reason: string }
  | { readonly status: 'expired'; readonly at: Instant }
  /** Taken back, before or after it was accepted: the rep left, or the lead was merged into one of somebody else's. */
  | { readonly status: 'withdrawn'; readonly at: Instant; readonly reason: string; readonly acceptedAt?: Instant }
