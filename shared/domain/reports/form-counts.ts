import { dayOf } from '../calendar.ts'
import { type LeadHistory, shortened } from './coordinates.ts'

/** What a lead adds to a form's counters of one day. */
export interface FormDay {
  readonly form: string
  /** Of the submissions, in the workspace's time zone. */
  readonly day: string
  /** `submissions`; `people`, on the day the form brought somebody new; `sales`, when they went to Sales later. */
  readonly counts: Readonly<Record<string, number>>
}

/**
 * Most days and forms of one lead that are counted, its first ones: what a lead adds is written in one transaction, and
 * nobody honest sends forms on more days.
 */
const mostDays = 40

/**
 * Counts what came in over forms.
 * @param history of a lead
 * @param timezone the workspace's, for days
 */
export function formCounts({ touches, assignments }: LeadHistory, timezone: string): readonly FormDay[] {
  const first = touches.find(({ by }) => by === undefined)
  const days = Map.groupBy(
    touches.filter(({ kind, event }) => kind === 'form' && event.startsWith('form.')),
    ({ at, event }) => `${dayOf(at, timezone)} ${event.slice('form.'.length)}`,
  )
  return [...days].slice(0, mostDays).map(([key, own]): FormDay => {
    const brought = first !== undefined && own.includes(first)
    const [day, form] = [key.slice(0, 10), shortened(key.slice(11))]
    const went = brought && assignments.length > 0
    return { form, day, counts: { submissions: own.length, people: Number(brought), sales: Number(went) } }
  })
}
