import type { Assignment } from '../assignment.ts'
import { dayOf, instantAt, weekdayOf } from '../calendar.ts'
import type { Decision } from '../decision.ts'
import { mailId } from '../ids.ts'
import { durationBucket } from '../statistics/histogram.ts'
import { hour, type Instant } from '../time.ts'
import { type WorkCalendar, weekdays, workTimeBetween } from '../working-time.ts'
import type { LeadHistory } from './coordinates.ts'
import { type SpeedInstants, type StepDurations, stepDurations } from './speed-to-lead.ts'

/**
 * Counts how fast a lead came to a human: the steps from the source's own timestamp to the first human touch, on the
 * wall clock and in the business time of the rep who first accepted it.
 * @param history of the lead
 * @param calendar when a rep is at work
 * @returns `speed.STEP.BUCKET` and `work.STEP.BUCKET`; nothing of a lead that never was hot
 */
export function speedCounts(
  history: LeadHistory,
  calendar: (rep: string) => WorkCalendar,
): Readonly<Record<string, number>> {
  const instants = speedInstants(history)
  const rep = (history.assignments.find(isAccepted) ?? history.assignments[0])?.rep
  return {
    ...buckets('speed', stepDurations(instants)),
    ...(rep === undefined
      ? {}
      : buckets(
          'work',
          stepDurations(instants, (from, until) => workTimeBetween(calendar(rep), from, until)),
        )),
  }
}

/**
 * Counts how fast a rep was with an offer.
 * @param assignment the offer
 * @param calendar when the rep is at work
 */
export function offerSpeed(assignment: Assignment, calendar: WorkCalendar): Readonly<Record<string, number>> {
  const { state, offeredAt, firstTouchAt } = assignment
  if (state.status !== 'accepted') return {}
  const instants: SpeedInstants = {
    alerted: offeredAt,
    accepted: state.at,
    ...(firstTouchAt === undefined ? {} : { firstTouch: firstTouchAt }),
  }
  return {
    ...buckets('speed', stepDurations(instants)),
    ...buckets(
      'work',
      stepDurations(instants, (from, until) => workTimeBetween(calendar, from, until)),
    ),
  }
}

/**
 * Counts an offer by the hour of the week it was made in, and how long it took to be accepted.
 * @param assignment the offer
 * @param timezone the workspace's
 * @returns the hour, counted from Monday, midnight: `000` to `167`; and `offers`, `accepted`, `took.BUCKET`
 */
export function hourOfWeek(
  { offeredAt, state }: Assignment,
  timezone: string,
): { readonly hour: string; readonly counts: Readonly<Record<string, number>> } {
  const day = dayOf(offeredAt, timezone)
  const sinceMidnight = Math.floor((offeredAt - instantAt(day, '00:00', timezone)) / hour)
  const index = weekdays.indexOf(weekdayOf(day)) * 24 + Math.min(23, sinceMidnight)
  const took =
    state.status === 'accepted' ? { accepted: 1, [`took.${durationBucket(state.at - offeredAt)}`]: 1 } : undefined
  return { hour: String(index).padStart(3, '0'), counts: { offers: 1, ...took } }
}

/** When each moment of a lead's way to a human was; of the touch that first made it hot. */
function speedInstants({ touches, assignments, records }: LeadHistory): SpeedInstants {
  const scored = records
    .filter((record): record is ScoreDecision => record.type === 'decision' && record.kind === 'score')
    .filter(({ score, rejected }) => score.hot && rejected === undefined)
    .reduce<ScoreDecision | undefined>(
      (first, one) => (first === undefined || isBefore(one, first) ? one : first),
      undefined,
    )
  const touch = touches.find(({ id }) => id === scored?.touch)
  const accepted = assignments.find(isAccepted)
  const offer = accepted ?? assignments[0]
  const [first] = assignments
  return known({
    occurred: touch?.at,
    received: touch?.receivedAt,
    scored: scored?.at,
    assigned: first?.offeredAt,
    alerted: offer === undefined ? undefined : alertedAt(offer, records),
    accepted: accepted?.state.status === 'accepted' ? accepted.state.at : undefined,
    firstTouch: accepted?.firstTouchAt,
  })
}

/** Of two at one instant the one with the smaller id, in whatever order they come. */
function isBefore(one: ScoreDecision, other: ScoreDecision): boolean {
  return one.at < other.at || (one.at === other.at && one.id < other.id)
}

type ScoreDecision = Extract<Decision, { readonly kind: 'score' }>

function isAccepted({ state }: Assignment): boolean {
  return state.status === 'accepted'
}

/** When the alert of an offer went out; a claim needs none. */
function alertedAt({ leadId, number, offeredAt, acceptBy }: Assignment, records: LeadHistory['records']) {
  if (acceptBy === offeredAt) return offeredAt
  const id = mailId(leadId, `alert-${number}`)
  const alert = records.find((record) => record.type === 'mail' && record.id === id)
  return alert?.type === 'mail' ? alert.sentAt : undefined
}

function known(instants: { readonly [Moment in keyof SpeedInstants]: Instant | undefined }): SpeedInstants {
  return Object.fromEntries(Object.entries(instants).filter(([, at]) => at !== undefined))
}

function buckets(prefix: 'speed' | 'work', durations: StepDurations): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(durations).map(([step, duration]) => [`${prefix}.${step}.${durationBucket(duration)}`, 1]),
  )
}
