import type { Mail } from '../mail.ts'
import type { Enrollment, EnrollmentEnd } from '../nurturing.ts'
import { type Duration, day, type Instant } from '../time.ts'
import { isNews, type Touch } from '../touch.ts'
import { inOrder, type LeadHistory } from './coordinates.ts'

/** Stands for the step in counters of leads that have had no mail of the track yet. */
export const beforeAnyStep = '(start)'

/** How long after a mail what a lead does is put down to it: the days most mails are answered in, with room to spare. */
export const credited: Duration = 30 * day

/** What one stay in a track adds to the track's counters. */
export interface NurtureCounts {
  readonly track: string
  readonly startedAt: Instant
  /**
   * `entered`; `left.WHY`; and by step `waiting.STEP` (the step they had last), `sent.STEP`, `delivered.STEP`,
   * `clicked.STEP`, `returned.STEP`, `hot.STEP`, `unsubscribed.STEP`, `bounced.STEP`, `complained.STEP`,
   * `dropped.STEP`, `doubt.STEP`.
   */
  readonly counts: Readonly<Record<string, number>>
}

/** A mail of a track, with its step. */
interface StepMail {
  readonly step: string
  readonly mail: Mail
  readonly at: Instant
}

/**
 * Counts what became of each stay in a nurture track, and of each of its mails. A click counts for its mail; coming
 * back, going to Sales and unsubscribing count for the last mail before.
 * @param history of a lead
 * @returns one for each stay
 */
export function nurtureCounts(history: LeadHistory): readonly NurtureCounts[] {
  const stays = staysOf(history)
  return stays.map((stay, index) => {
    const until = endOf(stays, index)
    const mails = mailsOf(history, stay)
    const counts = new Map<string, number>()
    const count = (name: string, step: string): unknown =>
      counts.set(`${name}.${step}`, (counts.get(`${name}.${step}`) ?? 0) + 1)
    counts.set('entered', 1)
    const left = leftBecause(history, stay, until)
    if (left === undefined) count('waiting', stay.sent.at(-1) ?? beforeAnyStep)
    else count('left', left)
    for (const { step, mail } of mails) for (const name of outcomesOf(mail)) count(name, step)
    for (const step of clickedSteps(history.touches, mails)) count('clicked', step)
    for (const step of returnedSteps(history.touches, mails, until)) count('returned', step)
    const sales = history.assignments.find(({ offeredAt }) => offeredAt >= stay.startedAt && offeredAt < until)
    if (sales !== undefined) {
      const step = lastBefore(mails, sales.offeredAt)?.step
      if (step !== undefined || mails.length === 0) count('hot', step ?? beforeAnyStep)
    }
    if (index === stays.length - 1 && history.lead.optOut === 'unsubscribed')
      count('unsubscribed', mails.at(-1)?.step ?? beforeAnyStep)
    return { track: stay.track, startedAt: stay.startedAt, counts: Object.fromEntries(counts) }
  })
}

function endOf(stays: readonly Enrollment[], index: number): Instant {
  return stays[index + 1]?.startedAt ?? Number.POSITIVE_INFINITY
}

/**
 * Says why a lead is no longer nurtured, of each stay in a track that has not been told so yet.
 * @param history of a lead
 * @returns each such stay, and why it is over; `undefined` when it is not
 */
export function openStays(
  history: LeadHistory,
): readonly { readonly stay: Enrollment; readonly left: EnrollmentEnd | undefined }[] {
  const stays = staysOf(history)
  return stays.flatMap((stay, index) =>
    stay.ended === undefined ? [{ stay, left: leftBecause(history, stay, endOf(stays, index)) }] : [],
  )
}

function staysOf({ records }: LeadHistory): readonly Enrollment[] {
  return records
    .flatMap((record) => (record.type === 'enrollment' ? [record] : []))
    .toSorted((one, other) => one.startedAt - other.startedAt || inOrder(one, other))
}

/** Why a lead is no longer nurtured in a track; it may be known before its next step is due and says so. */
function leftBecause({ lead, assignments }: LeadHistory, stay: Enrollment, until: Instant): EnrollmentEnd | undefined {
  if (stay.ended !== undefined) return stay.ended.why
  if (lead.optOut !== undefined) return 'opted-out'
  if (lead.state.stage === 'rejected') return 'rejected'
  if (lead.state.stage === 'nurturing' && lead.state.enrollment === stay.id) return undefined
  return assignments.some(({ offeredAt }) => offeredAt >= stay.startedAt && offeredAt < until) ? 'hot' : 'sales'
}

function mailsOf({ records }: LeadHistory, stay: Enrollment): readonly StepMail[] {
  return records
    .flatMap((mail): readonly StepMail[] =>
      mail.type === 'mail' && mail.content.template === 'nurture' && mail.content.enrollment === stay.id
        ? [{ step: mail.content.step, mail, at: mail.at }]
        : [],
    )
    .toSorted((one, other) => one.at - other.at || (one.step < other.step ? -1 : 1))
}

function outcomesOf({ state, sentAt }: Mail): readonly string[] {
  switch (state.status) {
    case 'queued':
    case 'claimed':
      return []
    case 'dropped':
    case 'doubt':
      return [state.status]
    case 'sent':
      return ['sent']
    case 'delivered':
      return ['sent', 'delivered']
    case 'bounced':
      return ['sent', 'bounced']
    case 'complained':
      // Who complains has had the mail.
      return sentAt === undefined ? ['complained'] : ['sent', 'delivered', 'complained']
  }
}

/** A click from before clicks said which mail they were in counts for the last mail before it. */
function clickedSteps(touches: readonly Touch[], mails: readonly StepMail[]): ReadonlySet<string> {
  const clicks = touches.filter(({ kind }) => kind === 'click')
  const clicked = clicks.map(({ at, mail: id }) =>
    id === undefined ? lastBefore(mails, at) : mails.find(({ mail }) => mail.id === id),
  )
  return new Set(clicked.flatMap((one) => (one === undefined ? [] : [one.step])))
}

function returnedSteps(touches: readonly Touch[], mails: readonly StepMail[], until: Instant): ReadonlySet<string> {
  const back = touches.filter((touch) => touch.kind !== 'click' && isNews(touch) && touch.at < until)
  return new Set(back.flatMap(({ at }) => lastBefore(mails, at)?.step ?? []))
}

/** The last mail before a time, if it is not too long ago. */
function lastBefore(mails: readonly StepMail[], at: Instant): StepMail | undefined {
  const before = mails.findLast((one) => one.at <= at && one.mail.state.status !== 'dropped')
  return before !== undefined && at - before.at <= credited ? before : undefined
}
