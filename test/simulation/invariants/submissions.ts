import { type Lead, stages } from '../../../shared/domain/lead.ts'
import { mayReceiveMarketing } from '../../../shared/domain/nurture.ts'
import type { Submission } from '../../../shared/domain/submission.ts'
import type { Touch } from '../../../shared/domain/touch.ts'
import {
  type Evidence,
  historyOf,
  type Invariant,
  isHistory,
  livingLeads,
  remembered,
  stored,
  survivorsOf,
} from './evidence.ts'

/** Every submission that was acknowledged is there and has come to an end that can be seen. */
export const submissionsEnd: Invariant = {
  name: 'promise 1: an acknowledged submission is durable and ends in a visible state',
  *check(evidence: Evidence) {
    yield* lost(evidence)
    const leads = new Map<string, Lead>(stored(evidence, 'lead').map((lead) => [lead.id, lead]))
    const touches = Map.groupBy(stored(evidence, 'touch'), ({ id }) => id)
    for (const submission of stored(evidence, 'submission')) {
      const own = touches.get(`touch_${submission.id.slice('sub_'.length)}`) ?? []
      const wrong = unfinished(submission, own, leads)
      if (wrong !== undefined) yield `${submission.id} ${wrong}`
    }
    for (const { id, state, history } of leads.values()) {
      if (!stages.includes(state.stage)) yield `${id} is in no stage: ${state.stage}`
      if (history.at(-1)?.stage !== state.stage) yield `${id} is ${state.stage}, but its history does not say so`
    }
    yield* overlooked(evidence)
  },
}

/** What was acknowledged, but is not there. */
function* lost(evidence: Evidence) {
  const submissions = remembered(evidence, 'submission')
  const ids = new Set<string>(submissions.map(({ id }) => id))
  const events = new Set(submissions.map(({ profile }) => profile.extra.event))
  for (const { event, kind, id } of evidence.world.acks.submissions) {
    if (kind === 'clash') continue
    if (id !== undefined && !ids.has(id)) yield `${event} was ${kind} as ${id}, which is not there`
    if (!events.has(event)) yield `${event} was ${kind}, but nothing of it is there`
  }
}

function unfinished(
  { state }: Submission,
  own: readonly Touch[],
  leads: ReadonlyMap<string, Lead>,
): string | undefined {
  if (state.status === 'pending') return 'is still pending'
  if (state.status === 'rejected' && state.reason === '') return 'is rejected without a reason'
  if (!('lead' in state)) return own.length === 0 ? undefined : 'was erased, but left a touch'
  if (!leads.has(state.lead)) return `is ${state.status}, but its lead ${state.lead} is not there`
  const [touch] = own
  if (touch === undefined || own.length > 1) return `left ${own.length} touches`
  return touch.leadId === state.lead ? undefined : 'left its touch at another lead'
}

/** Who was last heard of in the present and is not for Sales is in a track, if they can get mail. */
function* overlooked(evidence: Evidence) {
  const qualified = [...historyOf(evidence, 'submission', ({ key }) => key).values()].flatMap((versions) =>
    versions.slice(1),
  )
  const survivor = survivorsOf(evidence)
  const latest = new Map<string, Submission>()
  for (const { entity } of qualified.toSorted((one, other) => one.sequence - other.sequence)) {
    if ('lead' in entity.state) latest.set(survivor(entity.state.lead), entity)
  }
  const tracked = new Set(stored(evidence, 'enrollment').map(({ leadId }) => survivor(leadId)))
  for (const lead of livingLeads(evidence)) {
    const last = latest.get(lead.id)
    if (last === undefined || isHistory(last) || tracked.has(lead.id)) continue
    if (mayReceiveMarketing(lead)) yield `${lead.id} is nurtured, but in no track`
  }
}

/** One event of a source is one submission, whatever clients repeat. */
export const oneSubmissionPerEvent: Invariant = {
  name: 'promise 2: one submission per source event',
  *check(evidence: Evidence) {
    const submissions = Map.groupBy(remembered(evidence, 'submission'), ({ profile }) => profile.extra.event ?? '')
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
  const deals = Map.groupBy(remembered(evidence, 'opportunity'), ({ name }) => name)
  const outcomes = new Map(remembered(evidence, 'outcome').map((outcome) => [outcome.deal.name, outcome]))
  for (const { deal } of evidence.world.acks.outcomes) {
    const outcome = outcomes.get(deal)
    const made = deals.get(deal)?.map(({ id }) => id) ?? []
    if (outcome === undefined) yield `${deal} was taken in, but is not there`
    else if (made.length > 1) yield `${deal} became ${made.join(' and ')}`
    else if (made[0] !== outcome.opportunity) yield `${deal} became ${made[0]}, but says ${outcome.opportunity}`
  }
}
