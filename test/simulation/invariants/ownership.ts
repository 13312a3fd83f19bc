import type { Assignment } from '../../../shared/domain/assignment.ts'
import type { Lead } from '../../../shared/domain/lead.ts'
import { ofType } from '../core/journal.ts'
import { type Evidence, type Invariant, lastOf, remembered, stored } from './evidence.ts'

/** At every moment a lead with Sales has one owner, and the offer it is with agrees. */
export const oneOwner: Invariant = {
  name: 'promise 4: one owner at any version, single-winner answers',
  *check(evidence: Evidence) {
    const leads = new Map<string, Lead>()
    const into = new Map<string, string>()
    const survivor = (id: string): string => lastOf(into, id)
    const assignments = new Map<string, Assignment>()
    for (const { changes, sequence, by } of evidence.world.journal.commits) {
      const entities = changes.flatMap(({ after }) => (after === undefined ? [] : [after]))
      const touched = new Set<string>()
      for (const lead of ofType(entities, 'lead')) {
        leads.set(lead.id, lead)
        if (lead.merged !== undefined) into.set(lead.id, lead.merged.into)
        touched.add(lead.id)
      }
      for (const assignment of ofType(entities, 'assignment')) {
        const before = assignments.get(assignment.id)?.state.status ?? 'offered'
        const { status } = assignment.state
        if (before !== 'offered' && status !== before && !(before === 'accepted' && status === 'withdrawn')) {
          yield `${assignment.id} went from ${before} to ${status} (${by}, ${sequence})`
        }
        assignments.set(assignment.id, assignment)
        touched.add(assignment.leadId)
      }
      for (const id of touched) {
        const own = [...assignments.values()].filter(({ leadId }) => leadId === id)
        const whole = [...assignments.values()].filter(({ leadId }) => survivor(leadId) === survivor(id))
        const wrong = miscountedOffers(leads.get(id), own) ?? disagreement(leads.get(survivor(id)), whole)
        if (wrong !== undefined) yield `${id}: ${wrong} (${by}, ${sequence})`
      }
    }
    yield* severalWinners(evidence)
    yield* miscounted(evidence)
  },
}

function miscountedOffers(lead: Lead | undefined, own: readonly Assignment[]): string | undefined {
  if (lead === undefined) return 'has assignments but is not there'
  const numbers = new Set(own.map(({ number }) => number))
  return numbers.size === lead.counts.assignments
    ? undefined
    : `counts ${lead.counts.assignments} of ${numbers.size} assignments`
}

/** What does not go together of a lead and its offers, those of leads that were merged into it among them. */
function disagreement(lead: Lead | undefined, own: readonly Assignment[]): string | undefined {
  if (lead === undefined) return 'was merged into a lead that is not there'
  const { state } = lead
  const open = own.filter((assignment) => assignment.state.status === 'offered' && assignment.task !== undefined)
  if (state.stage === 'assigned' || state.stage === 'working') {
    const current = own.find(({ id }) => id === state.assignment)
    const expected = state.stage === 'assigned' ? 'offered' : 'accepted'
    if (current?.state.status !== expected) return `is ${state.stage}, but its offer is ${current?.state.status}`
    if (current.rep !== state.owner) return `is with ${state.owner}, but its offer is with ${current.rep}`
  }
  if (state.stage === 'new' || state.stage === 'pool') {
    const left = hadDeal(lead) ? undefined : open[0]
    return left === undefined ? undefined : `is ${state.stage}, but ${left.id} is still open`
  }
  return undefined
}

/** A deal ends an offer; the offer's own timer finds that out later. */
function hadDeal({ history }: Lead): boolean {
  return history.some(({ stage }) => stage === 'opportunity' || stage === 'won' || stage === 'lost')
}

function* severalWinners({ world }: Evidence) {
  const done = world.acks.answers.filter(({ kind }) => kind === 'done')
  for (const [assignment, winners] of Map.groupBy(done, (ack) => ack.assignment)) {
    if (winners.length > 1)
      yield `${assignment} was answered ${winners.length} times: ${winners.map(({ answer }) => answer).join(', ')}`
  }
}

/** A lead's counts number what it has had: a number given twice would be one thing written over another. */
function* miscounted(evidence: Evidence) {
  const enrollments = Map.groupBy(remembered(evidence, 'enrollment'), ({ leadId }) => leadId)
  const deals = Map.groupBy(stored(evidence, 'opportunity'), ({ leadId }) => leadId)
  for (const { id, counts } of stored(evidence, 'lead')) {
    const [entered, opened] = [enrollments.get(id)?.length ?? 0, deals.get(id)?.length ?? 0]
    if (entered !== counts.enrollments) yield `${id} counts ${counts.enrollments} of ${entered} enrollments`
    if (opened !== counts.opportunities) yield `${id} counts ${counts.opportunities} of ${opened} deals`
  }
}
