import type { AssignmentAnswer, LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'

/** A lead with the next thing it waits for. */
export interface WaitingLead {
  readonly lead: LeadAnswer
  /** What is due: accepting, or the first touch; nothing once that was done. */
  readonly due?: { readonly what: 'accept' | 'first touch'; readonly at: string; readonly overdue: boolean }
}

/**
 * Puts leads in the order in which a rep should look at them: overdue first, then what is due next, then the newest.
 * @param leads those on the plate, newest first
 * @param deadlines what each waits for, by lead
 * @param now milliseconds since the epoch
 */
export function inOrderOfUrgency(
  leads: readonly LeadAnswer[],
  deadlines: ReadonlyMap<string, AssignmentAnswer>,
  now: number,
): readonly WaitingLead[] {
  const waiting = leads.map((lead) => withDue(lead, deadlines.get(lead.id), now))
  const rank = ({ due }: WaitingLead) => (due === undefined ? Number.POSITIVE_INFINITY : Date.parse(due.at))
  return waiting.toSorted((one, other) => {
    const [a, b] = [rank(one), rank(other)]
    return a === b ? 0 : a - b
  })
}

function withDue(lead: LeadAnswer, assignment: AssignmentAnswer | undefined, now: number): WaitingLead {
  const at = lead.stage === 'assigned' ? assignment?.acceptBy : assignment?.firstTouchBy
  const touched = lead.stage !== 'assigned' && (assignment?.firstTouchAt !== undefined || lead.stage !== 'working')
  if (at === undefined || touched) return { lead }
  const what = lead.stage === 'assigned' ? 'accept' : 'first touch'
  return { lead, due: { what, at, overdue: Date.parse(at) < now } }
}
