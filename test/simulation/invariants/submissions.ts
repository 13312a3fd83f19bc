import { stages } from '../../../shared/domain/lead.ts'
import { type Evidence, type Invariant, stored } from './evidence.ts'

/** Every submission that was acknowledged is there and has come to an end that can be seen. */
export const submissionsEnd: Invariant = {
  name: 'promise 1: an acknowledged submission is durable and ends in a visible state',
  *check(evidence: Evidence) {
    const submissions = stored(evidence, 'submission')
    const leads = new Map(stored(evidence, 'lead').map((lead) => [lead.id, lead]))
    const touches = Map.groupBy(stored(evidence, 'touch'), ({ id }) => id)
    const ids = new Set<string>(submissions.map(({ id }) => id))
    const events = new Set(submissions.map(({ profile }) => profile.extra.event))
    for (const ack of evidence.world.acks.submissions) {
      if (ack.kind === 'clash') continue
      if (ack.id !== undefined && !ids.has(ack.id))
        yield `${ack.event} was ${ack.kind} as ${ack.id}, which is not there`
      if (!events.has(ack.event)) yield `${ack.event} was ${ack.kind}, but nothing of it is there`
    }
    for (const { id, state } of submissions) {
      if (state.status === 'pending') yield `${id} is still pending`
      else if (leads.get(state.lead) === undefined)
        yield `${id} is ${state.status}, but its lead ${state.lead} is not there`
      const own = touches.get(`touch_${id.slice('sub_'.length)}`) ?? []
      if (own.length !== 1) yield `${id} left ${own.length} touches`
      const [touch] = own
      if (touch !== undefined && 'lead' in state && touch.leadId !== state.lead)
        yield `${id} left its touch at another lead`
    }
    for (const { id, state, history } of leads.values()) {
      if (!stages.includes(state.stage)) yield `${id} is in no stage: ${state.stage}`
      if (history.at(-1)?.stage !== state.stage) yield `${id} is ${state.stage}, but its history does not say so`
    }
  },
}

/** One event of a source is one submission, whatever clients repeat. */
export const oneSubmissionPerEvent: Invariant = {
  name: 'promise 2: one submission per source event',
  *check(evidence: Evidence) {
    const submissions = Map.groupBy(stored(evidence, 'submission'), ({ profile }) => profile.extra.event ?? '')
    const acks = Map.groupBy(evidence.world.acks.submissions, ({ event }) => event)
    for (const [event, told] of acks) {
      if (!told.every(({ keyed }) => keyed)) continue
      const own = submissions.get(event) ?? []
      if (own.length !== 1) yield `${event} is ${own.length} submissions`
      const ids = new Set(told.flatMap(({ id }) => (id === undefined ? [] : [id])))
      if (ids.size > 1) yield `${event} was answered with several ids: ${[...ids].join(', ')}`
      if (told.filter(({ kind }) => kind === 'accepted').length > 1) yield `${event} was accepted more than once`
      const kept = own[0]?.message
      for (const { variant, kind } of told) {
        const same = kept === `variant ${variant}`
        if (same === (kind === 'clash')) yield `${event}: variant ${variant} was answered ${kind}, kept is ${kept}`
      }
    }
    yield* doubledDeals(evidence)
  },
}

/** A deal that another system reported is one deal here, however often it was told. */
function* doubledDeals(evidence: Evidence) {
  const deals = Map.groupBy(stored(evidence, 'opportunity'), ({ name }) => name)
  const outcomes = new Map(stored(evidence, 'outcome').map((outcome) => [outcome.deal.name, outcome]))
  for (const { deal } of evidence.world.acks.outcomes) {
    const outcome = outcomes.get(deal)
    const made = deals.get(deal)?.map(({ id }) => id) ?? []
    if (outcome === undefined) yield `${deal} was taken in, but is not there`
    else if (made.length > 1) yield `${deal} became ${made.join(' and ')}`
    else if (made[0] !== outcome.opportunity) yield `${deal} became ${made[0]}, but says ${outcome.opportunity}`
  }
}
