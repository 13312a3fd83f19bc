import type { Reason } from './lead.ts'
import type { Scoring } from './playbook.ts'
import { toHundredths } from './points.ts'
import { type Duration, day, hour, type Instant, minute } from './time.ts'
import type { Touch } from './touch.ts'

/**
 * Finds which of the playbook's events a touch counts as: its own name first, then its family.
 * @param scoring the playbook's scoring
 * @param event such as `form.demo-request`
 * @returns such as `form.*`, or `undefined` when the playbook does not name it
 */
export function countsAs(scoring: Scoring, event: string): string | undefined {
  const { events } = scoring.engagement
  if (Object.hasOwn(events, event)) return event
  const family = `${event.split('.')[0]}.*`
  return Object.hasOwn(events, family) ? family : undefined
}

/**
 * Gives the points of what a lead did, each with its reason, oldest first: points · 2^(−age / halfLife). Of an event
 * with a cap the newest touches count until the cap is reached, and a last line says what was capped.
 * @param scoring the playbook's scoring
 * @param touches in any order; those after `now` are ignored
 * @param now the time the points are as of
 * @returns reasons whose points are hundredths; nothing about touches without points
 */
export function engagementReasons(scoring: Scoring, touches: readonly Touch[], now: Instant): readonly Reason[] {
  const { caps } = scoring.engagement
  const given = touches
    .filter((touch) => touch.at <= now)
    .toSorted((one, other) => one.at - other.at || compareText(one.id, other.id))
    .map((touch) => reasonOf(scoring, touch, now))
    .filter(({ points }) => points !== 0)
  return caps === undefined ? given.map(plain) : capped(caps, given)
}

interface Given extends Reason {
  /** The playbook's name for the event. */
  readonly event: string | undefined
}

function reasonOf(scoring: Scoring, touch: Touch, now: Instant): Given {
  const { events, halfLife } = scoring.engagement
  const event = countsAs(scoring, touch.event)
  const points = event === undefined ? 0 : (events[event] ?? 0)
  return {
    event,
    rule: touch.event,
    points: toHundredths(points * 2 ** (-(now - touch.at) / halfLife)),
    detail: `${touch.event}, ${ago(now - touch.at)}`,
  }
}

function plain({ rule, points, detail }: Given): Reason {
  return { rule, points, detail }
}

/** Lets each event give no more than its cap: what is over is taken from the oldest touches. */
function capped(caps: Readonly<Record<string, number>>, given: readonly Given[]): readonly Reason[] {
  const sums = new Map<string, number>()
  const kept: Reason[] = []
  for (const reason of given.toReversed()) {
    const { event } = reason
    const cap = event !== undefined && Object.hasOwn(caps, event) ? caps[event] : undefined
    if (event === undefined || cap === undefined) {
      kept.push(plain(reason))
      continue
    }
    const before = sums.get(event) ?? 0
    sums.set(event, toHundredths(before + reason.points))
    const points = toHundredths(Math.min(reason.points, cap - Math.min(before, cap)))
    if (points !== 0) kept.push({ ...plain(reason), points })
  }
  const over = [...sums]
    .filter(([event, sum]) => sum > (caps[event] ?? 0))
    .toSorted(([one], [other]) => compareText(one, other))
    .map(([event, sum]) => cappedReason(event, sum, caps[event] ?? 0))
  return [...kept.toReversed(), ...over]
}

function cappedReason(event: string, sum: number, cap: number): Reason {
  return { rule: event, points: 0, detail: `capped: ${event} gives at most ${cap} points, not ${sum}` }
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function ago(age: Duration): string {
  if (age < minute) return 'just now'
  if (age < hour) return `${counted(Math.floor(age / minute), 'minute')} ago`
  if (age < day) return `${counted(Math.floor(age / hour), 'hour')} ago`
  return `${counted(Math.floor(age / day), 'day')} ago`
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
