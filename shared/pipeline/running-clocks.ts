import type { Assignment } from '../domain/assignment.ts'
import type { ServiceLevel } from '../domain/playbook.ts'
import { type Duration, day, type Instant } from '../domain/time.ts'
import { isStored, type Store, type TaskEntry } from '../ports/store.ts'
import type { Ports } from './ports.ts'
import { rulesOfVersion } from './rules.ts'
import { awaitsFirstTouch, holds } from './sla.ts'

/** How many tasks are looked through for timers at the most: keys of an index. */
const mostListed = 2_000
/** How many timers are read at the most, each with its lead. */
const mostRead = 100

/** The SLA clocks that run: reps have been promised about, and the promise is open. */
export interface RunningClocks {
  /** Offers that wait for an answer. */
  readonly offers: number
  /** Accepted leads that wait for the first touch. One that was missed waits on, but no clock runs for it any more. */
  readonly firstTouches: number
  /** How many of both are over their time. */
  readonly overdue: number
  /** True when there may be more: 100 timers are read at the most, those that run out first. */
  readonly more: boolean
}

/**
 * Counts the SLA clocks that run.
 * @param ports store and clock
 */
export async function countClocks({ store, clock }: Pick<Ports, 'store' | 'clock'>): Promise<RunningClocks> {
  const current = await store.get({ type: 'currentPlaybook' })
  if (current === undefined) return { offers: 0, firstTouches: 0, overdue: 0, more: false }
  const { playbook } = await rulesOfVersion(store, current.entity.version)
  const now = clock.now()
  const tasks = await store.listDue(now + longestOf(playbook.sla), mostListed)
  const timers = tasks.filter(({ kind }) => kind === 'sla')
  const read = await Promise.all(timers.slice(0, mostRead).map(({ key }) => heldAt(store, key)))
  const assignments = read.filter((assignment) => assignment !== undefined)
  const offers = assignments.filter(({ state }) => state.status === 'offered')
  const firstTouches = assignments.filter((one) => one.state.status === 'accepted' && awaitsFirstTouch(one))
  return {
    offers: offers.length,
    firstTouches: firstTouches.length,
    overdue: [...offers, ...firstTouches].filter((one) => isOverdue(one, now)).length,
    more: timers.length > mostRead || tasks.length === mostListed,
  }
}

/** The assignment at a key, unless its lead went elsewhere: its timer then has nothing to do when it comes. */
async function heldAt(store: Store, key: TaskEntry['key']): Promise<Assignment | undefined> {
  const stored = await store.load(key)
  if (!isStored(stored, 'assignment')) return undefined
  const lead = await store.get({ type: 'lead', id: stored.entity.leadId })
  return lead !== undefined && holds(lead.entity, stored.entity) ? stored.entity : undefined
}

function isOverdue({ state, acceptBy, firstTouchBy }: Assignment, now: Instant): boolean {
  const by = state.status === 'offered' ? acceptBy : firstTouchBy
  return by !== undefined && by < now
}

/**
 * How far ahead a clock that runs now may run out: reviews of accepted leads, which are timers too, mostly lie behind that.
 * A clock waits for the rep's morning, and over a long weekend; a business clock runs a seventh of the time at the least.
 */
function longestOf({ accept, firstTouch, clock }: ServiceLevel): Duration {
  return 4 * day + Math.max(accept, firstTouch) * (clock === 'business' ? 7 : 1)
}
