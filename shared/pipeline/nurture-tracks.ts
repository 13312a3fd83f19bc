import type { z } from 'zod'
import type { NurtureAnswer, nurtureQuery } from '../contracts/nurture.ts'
import { describeCondition } from '../domain/condition-words.ts'
import type { NurtureStep, Playbook, Track } from '../domain/playbook.ts'
import { present } from '../domain/present.ts'
import { shortened } from '../domain/reports/coordinates.ts'
import { countsUnder, type NamedCounts, sumByValue } from '../domain/reports/counts.ts'
import { monthAfter } from '../domain/reports/quick-ratio-cohorts.ts'
import { nurtureVariables, renderMail } from '../mail/index.ts'
import type { Store } from '../ports/store.ts'
import { examplePerson } from './mail/example-person.ts'
import { currentRules } from './rules.ts'

type TrackAnswer = NurtureAnswer['tracks'][number]
type StepAnswer = TrackAnswer['steps'][number]

const results = [
  'sent',
  'delivered',
  'clicked',
  'returned',
  'hot',
  'unsubscribed',
  'bounced',
  'complained',
  'dropped',
  'doubt',
] as const satisfies readonly (keyof StepAnswer)[]

/**
 * Says who is in each step of the nurture tracks, and what each mail brought. What it costs depends on months and
 * tracks, not on leads.
 * @param store where playbook and counters are
 * @param months in which leads entered, both inclusive; all when absent
 */
export async function readNurture(store: Store, { from, to }: z.infer<typeof nurtureQuery>): Promise<NurtureAnswer> {
  const [{ playbook }, counters] = await Promise.all([
    currentRules(store),
    store.listCounters('nurture', from, to === undefined ? undefined : monthAfter(to)),
  ])
  const sums = new Map(sumByValue(counters))
  const current = playbook.nurture.tracks.map((track) => {
    const counts = sums.get(shortened(track.id)) ?? {}
    sums.delete(shortened(track.id))
    return trackAnswer({ ...track, steps: track.steps.map((step) => subjectFilled(playbook, step)) }, counts, true)
  })
  const gone = [...sums].map(([id, counts]) => trackAnswer({ id, steps: [] }, counts, false))
  return { tracks: [...current, ...gone] }
}

/** A subject reads better with its blanks filled: with somebody made up, as the mail's preview has them. */
function subjectFilled({ workspace }: Playbook, step: NurtureStep): NurtureStep {
  const variables = nurtureVariables(examplePerson, workspace.name)
  const { subject } = renderMail({
    template: 'nurture',
    workspace,
    step,
    variables,
    trackedLinks: new Map(),
    unsubscribeUrl: '',
  })
  return { ...step, subject }
}

function trackAnswer(track: Track, counts: NamedCounts, current: boolean): TrackAnswer {
  const ids = track.steps.map(({ id }) => id)
  const counted = results.flatMap((result) => Object.keys(countsUnder(counts, result)))
  const removed = [...new Set(counted)].filter((id) => id !== '(start)' && !ids.includes(id))
  const waiting = waitingBy(track, countsUnder(counts, 'waiting'))
  return {
    id: track.id,
    takes: track.when === undefined ? null : describeCondition(track.when),
    ...present({ campaign: track.campaign }),
    current,
    entered: counts.entered ?? 0,
    waiting: Object.values(countsUnder(counts, 'waiting')).reduce((sum, count) => sum + count, 0),
    hot: Object.values(countsUnder(counts, 'hot')).reduce((sum, count) => sum + count, 0),
    left: countsUnder(counts, 'left'),
    steps: [
      ...track.steps.map((step) => stepAnswer(step, counts, waiting.get(step.id) ?? 0, true)),
      ...removed.map((id) => stepAnswer({ id, after: 0, subject: id }, counts, 0, false)),
    ],
  }
}

/** Counters know which step somebody had last; who waits for a step has had the one before. */
function waitingBy(track: Track, byLast: NamedCounts): ReadonlyMap<string, number> {
  const before = (index: number): string => track.steps[index - 1]?.id ?? '(start)'
  return new Map(track.steps.map(({ id }, index) => [id, byLast[before(index)] ?? 0]))
}

function stepAnswer(
  { id, subject, after }: Pick<NurtureStep, 'id' | 'subject' | 'after'>,
  counts: NamedCounts,
  waiting: number,
  current: boolean,
): StepAnswer {
  const of = (result: string): number => counts[`${result}.${id}`] ?? 0
  return {
    id,
    current,
    subject,
    after,
    waiting,
    sent: of('sent'),
    delivered: of('delivered'),
    clicked: of('clicked'),
    returned: of('returned'),
    hot: of('hot'),
    unsubscribed: of('unsubscribed'),
    bounced: of('bounced'),
    complained: of('complained'),
    dropped: of('dropped'),
    doubt: of('doubt'),
  }
}
