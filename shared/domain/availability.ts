import { dayOf } from './calendar.ts'
import { fullDeadline } from './local-time.ts'
import type { Playbook } from './playbook.ts'
import type { Rep, Workload } from './roster.ts'
import { day, type Instant } from './time.ts'
import { standingAt, type WorkCalendar } from './working-time.ts'

/** Whether a rep can take a lead. `later`: they will be at work soon enough to wait for. */
export type Availability =
  | { readonly kind: 'now' }
  | { readonly kind: 'later'; readonly startsAt: Instant; readonly why: string }
  | { readonly kind: 'no'; readonly why: string }

/** Longest that a lead waits for somebody who is off: over a long weekend, but not over a vacation. */
const longestWait = 4 * day

/**
 * Says when a rep is at work: their own hours, or else the workspace's, without anybody's holidays and their time off.
 * @param rep from the roster
 * @param workspace the playbook's
 */
export function calendarOf(rep: Rep, workspace: Playbook['workspace']): WorkCalendar {
  const hours = rep.workingHours ?? workspace.workingHours
  return {
    timezone: timezoneOf(rep, workspace),
    holidays: [...(workspace.holidays ?? []), ...(rep.holidays ?? [])],
    timeOff: rep.timeOff,
    ...(hours === undefined ? {} : { hours }),
  }
}

/**
 * Names the time zone a rep's day is in.
 * @param rep from the roster
 * @param workspace the playbook's
 */
export function timezoneOf(rep: Rep, workspace: Playbook['workspace']): string {
  return rep.timezone ?? workspace.timezone
}

/** What was found of a rep, as long as it holds: finding it again for every lead would cost more than routing. */
interface Found {
  readonly workspace: Playbook['workspace']
  readonly from: Instant
  readonly until: Instant
  readonly availability: Availability
}

const found = new WeakMap<Rep, Found>()

/**
 * Says whether a rep is at work.
 * @param rep from the roster
 * @param workspace the playbook's
 * @param now the present
 */
export function atWork(rep: Rep, workspace: Playbook['workspace'], now: Instant): Availability {
  const known = found.get(rep)
  if (known !== undefined && known.workspace === workspace && known.from <= now && now < known.until)
    return known.availability
  const standing = standingAt(calendarOf(rep, workspace), now)
  const availability = standing.atWork ? ({ kind: 'now' } as const) : away(rep, workspace, standing.until, now)
  const validUntil = availability.kind === 'no' ? Math.min(now + 1, standing.until) : standing.until
  found.set(rep, { workspace, from: now, until: validUntil, availability })
  return availability
}

function away(rep: Rep, workspace: Playbook['workspace'], startsAt: Instant, now: Instant): Availability {
  const isOff = rep.timeOff.some(({ from, until }) => from <= now && now < until)
  if (startsAt === Number.POSITIVE_INFINITY) return { kind: 'no', why: isOff ? 'off' : 'has no working hours' }
  const why = `${isOff ? 'off' : 'not at work'} until ${fullDeadline(startsAt, timezoneOf(rep, workspace))}`
  return startsAt - now <= longestWait ? { kind: 'later', startsAt, why } : { kind: 'no', why }
}

/**
 * Says why a rep takes no leads at all, whatever the time.
 * @param rep from the roster
 * @returns `undefined` when they do
 */
export function switchedOff(rep: Rep): string | undefined {
  if (!rep.active) return 'switched off in the roster'
  return rep.paused === undefined ? undefined : `taken off rotation: ${rep.paused.reason}`
}

/**
 * Says why a rep's plate is full.
 * @param rep from the roster
 * @param workload what they have; nothing yet when absent
 * @returns `undefined` when it is not
 */
export function overCapacity(rep: Rep, workload: Workload | undefined): string | undefined {
  const open = workload?.open ?? 0
  if (rep.capacity === undefined || open < rep.capacity) return undefined
  return `full: ${open} open ${open === 1 ? 'lead' : 'leads'}, capacity ${rep.capacity}`
}

/**
 * Says why a rep gets no more leads today.
 * @param rep from the roster
 * @param workload what they have; nothing yet when absent
 * @param workspace the playbook's
 * @param now the present
 * @returns `undefined` when they do
 */
export function overDailyCap(
  rep: Rep,
  workload: Workload | undefined,
  workspace: Playbook['workspace'],
  now: Instant,
): string | undefined {
  if (rep.dailyCap === undefined) return undefined
  const today = workload?.day === dayOf(now, timezoneOf(rep, workspace)) ? workload.today : 0
  return today < rep.dailyCap ? undefined : `was given ${today} today, at most ${rep.dailyCap} a day`
}
