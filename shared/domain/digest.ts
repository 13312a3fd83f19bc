import { dayOf, instantAt, weekdayOf } from './calendar.ts'
import type { DigestRules } from './playbook.ts'
import { type Task, taskAt } from './task.ts'
import { day, type Instant, toIso } from './time.ts'
import { weekdays } from './working-time.ts'

/** How far the mail to one address has come; see `MailState`. An address that is not named has had nothing yet. */
export type DigestDelivery =
  | { readonly status: 'claimed'; readonly at: Instant }
  | { readonly status: 'sent'; readonly at: Instant; readonly messageId: string }
  | { readonly status: 'doubt'; readonly at: Instant }
  | { readonly status: 'dropped'; readonly at: Instant; readonly why: string }

/** The digest of one week: what is to be sent in it, its own task, and who has had it. */
export interface Digest {
  readonly type: 'digest'
  /** ISO 8601 week in which it goes out, such as `2026-W10`: its key, so that a week has one digest. */
  readonly week: string
  /** By address. */
  readonly deliveries: Readonly<Record<string, DigestDelivery>>
  /** Set when it is through: everybody has had it, or nobody wanted it any more. */
  readonly endedAt?: Instant
  readonly task?: Task
}

/** When a digest goes out, and in which week that is. */
export interface DigestMoment {
  readonly week: string
  readonly dueAt: Instant
}

/** Two weeks of days that a digest compares; each ends where the next begins. */
export interface DigestDays {
  readonly beforeFrom: string
  readonly from: string
  readonly to: string
}

/**
 * Finds the ISO 8601 week of a day: weeks begin on Monday, and belong to the year that has their Thursday.
 * @param dayText such as `2026-03-02`
 * @returns such as `2026-W10`
 */
export function weekOf(dayText: string): string {
  const thursday = movedBy(mondayOn(dayText), 3)
  const year = thursday.slice(0, 4)
  const number = Math.floor((Date.parse(thursday) - Date.parse(`${year}-01-01`)) / (7 * day)) + 1
  return `${year}-W${String(number).padStart(2, '0')}`
}

/**
 * Finds the Monday of an ISO week.
 * @param week such as `2026-W10`
 * @returns such as `2026-03-02`
 */
export function mondayOf(week: string): string {
  // 4 January is always in the first week.
  return movedBy(mondayOn(`${week.slice(0, 4)}-01-04`), 7 * (Number(week.slice(6)) - 1))
}

/**
 * Finds the week after another.
 * @param week such as `2026-W53`
 */
export function weekAfter(week: string): string {
  return weekOf(movedBy(mondayOf(week), 7))
}

/**
 * Says when the digest of a week goes out. A time that the clocks skip is moved forward by the gap.
 * @param week ISO week
 * @param rules weekday and time
 * @param timezone the workspace's
 */
export function digestIn(week: string, { on, at }: Pick<DigestRules, 'on' | 'at'>, timezone: string): DigestMoment {
  return { week, dueAt: instantAt(movedBy(mondayOf(week), weekdays.indexOf(on)), at, timezone) }
}

/**
 * Finds when the next digest goes out.
 * @param after a moment; the digest is later
 * @param rules weekday and time
 * @param timezone the workspace's
 */
export function nextDigest(after: Instant, rules: Pick<DigestRules, 'on' | 'at'>, timezone: string): DigestMoment {
  const week = weekOf(dayOf(after, timezone))
  const inThis = digestIn(week, rules, timezone)
  return inThis.dueAt > after ? inThis : digestIn(weekAfter(week), rules, timezone)
}

/**
 * Says which days a digest compares: the whole week before the one it goes out in, with the one before that.
 * @param week in which it goes out
 */
export function daysOf(week: string): DigestDays {
  const to = mondayOf(week)
  return { beforeFrom: movedBy(to, -14), from: movedBy(to, -7), to }
}

/**
 * Makes the task of a digest. Its id holds the moment: when that is moved, messages about the old one are stale.
 * @param moment when it is due
 */
export function digestTask({ week, dueAt }: DigestMoment): Task<'digest'> {
  return taskAt(`digest:${week}:${dueAt}`, 'digest', dueAt)
}

/**
 * Makes a digest that waits for its time.
 * @param moment when it is due
 */
export function waitingDigest(moment: DigestMoment): Digest {
  return { type: 'digest', week: moment.week, deliveries: {}, task: digestTask(moment) }
}

function mondayOn(dayText: string): string {
  return movedBy(dayText, -weekdays.indexOf(weekdayOf(dayText)))
}

function movedBy(dayText: string, days: number): string {
  return toIso(Date.parse(dayText) + days * day).slice(0, 'YYYY-MM-DD'.length)
}
