import { dayOf, instantAt, weekdayOf } from '../../../shared/domain/calendar.ts'
import { day, type Instant, minute } from '../../../shared/domain/time.ts'
import type { Random } from './random.ts'

/** The workspace's time zone: people come by day and on weekdays there. */
export const timezone = 'America/New_York'

/**
 * How busy each weekday is. Shares of first contacts of 8,000 real leads: Marketing Funnel by Olist, June 2017 to May
 * 2018, https://www.kaggle.com/datasets/olistbr/marketing-funnel-olist.
 */
const weekdayWeights: Readonly<Record<string, number>> = {
  mon: 0.187,
  tue: 0.182,
  wed: 0.186,
  thu: 0.169,
  fri: 0.144,
  sat: 0.066,
  sun: 0.066,
}

/** How busy each month is, January first. In the same data December has half the leads of the months beside it. */
const monthWeights = [1.1, 1.05, 1.1, 1.1, 1.05, 0.95, 0.85, 0.85, 1.1, 1.1, 1, 0.55]

/** How busy each hour of the day is; most people are at a desk when they fill in a form. */
const hourWeights = [1, 1, 1, 1, 1, 2, 4, 8, 16, 24, 28, 26, 20, 24, 27, 24, 19, 13, 8, 7, 7, 6, 4, 2]

const hours = hourWeights.map((weight, hour) => ({ hour, weight }))

/**
 * Says how busy a day is compared with others.
 * @param date such as `2026-03-01`
 */
export function busyness(date: string): number {
  return (weekdayWeights[weekdayOf(date)] ?? 0) * (monthWeights[Number(date.slice(5, 7)) - 1] ?? 1)
}

/**
 * Picks a moment of a day, by how busy its hours are.
 * @param random chance
 * @param date the day, such as `2026-03-01`
 */
export function momentOf(random: Random, date: string): Instant {
  const { hour } = random.weighted(hours)
  const time = `${String(hour).padStart(2, '0')}:${String(random.between(0, 59)).padStart(2, '0')}`
  return instantAt(date, time, timezone) + random.between(0, 59) * 1_000
}

/**
 * Finds a busy hour some time after a moment: somebody comes back when they are at work again.
 * @param random chance
 * @param after not before that, but for a minute
 */
export function laterMoment(random: Random, after: Instant): Instant {
  let date = dayOf(after, timezone)
  // A free day is passed over most of the time.
  if (!random.chance(busyness(date) / 0.2)) date = dayOf(after + day, timezone)
  return Math.max(momentOf(random, date), Math.round(after) + random.between(1, 90) * minute)
}
