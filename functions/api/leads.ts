import { addTouch, claim, leadsQuery, pageQuery } from '../../shared/contracts/sales.ts'
import { isLeadId } from '../../shared/domain/ids.ts'
import { type Lead, ownerOf } from '../../shared/domain/lead.ts'
import type { Caller } from '../../shared/domain/permissions.ts'
import { toIso } from '../../shared/domain/time.ts'
import { readJsonAs } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, json, pathPart } from '../../shared/lambda/http.ts'
import { actingRep, sightOf } from '../../shared/lambda/own.ts'
import { check, invalid, problem } from '../../shared/lambda/problem.ts'
import { type ClaimResult, claimLead } from '../../shared/pipeline/claim.ts'
import { findLeads, type PresentLead, readLeadById, readPresentLead } from '../../shared/pipeline/leads.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { readOffer } from '../../shared/pipeline/respond.ts'
import { readDecisions, readTimeline } from '../../shared/pipeline/timeline.ts'
import { addRepTouch } from '../../shared/pipeline/touches.ts'
import { largestBody } from './limits.ts'
import { leadErased } from './privacy.ts'
import { assignmentView, decisionView, leadView, pathToHotView, presentLeadView, timelineView } from './views.ts'

/** How many lines a page of a timeline has. */
const timelinePage = 200

/**
 * Makes the answers about leads.
 * @param ports store, clock, ids
 */
export function leadAnswers(ports: Ports) {
  return {
    listLeads: async (event: HttpEvent, caller: Caller): Promise<HttpAnswer> => {
      const query = check(leadsQuery, event.queryStringParameters ?? {})
      if (!query.ok) return query.answer
      const { leads, cursor } = await findLeads(ports.store, {
        ...query.value,
        ...sightOf(caller),
      })
      return json(200, { leads: leads.map((lead) => leadView(lead)), cursor })
    },
    getLead: (event: HttpEvent) => withPresent(ports, event, presentLeadView),
    getPathToHot: (event: HttpEvent) => withPresent(ports, event, pathToHotView),
    getTimeline: (event: HttpEvent) => withLead(ports, event, (lead) => timeline(ports, event, lead)),
    getDecisions: (event: HttpEvent) =>
      withLead(ports, event, async (lead) =>
        json(200, { decisions: (await readDecisions(ports.store, lead.id)).map(decisionView) }),
      ),
    getAssignment: async (event: HttpEvent): Promise<HttpAnswer> => {
      const offer = await readOffer(ports.store, pathPart(event, 'id'))
      return offer === undefined
        ? problem('not-found', 'There is no such assignment')
        : json(200, { ...assignmentView(offer.assignment.entity), leadId: offer.lead.entity.id })
    },
    claimLead: async (event: HttpEvent, caller: Caller): Promise<HttpAnswer> => {
      const wanted = readJsonAs(claim, event, largestBody)
      if (!wanted.ok) return wanted.answer
      const acting = actingRep(caller, wanted.value.rep)
      if (!acting.ok) return acting.answer
      if (acting.rep === undefined) return invalid([{ path: 'rep', message: 'is missing: name who claims it' }])
      const id = pathPart(event, 'id')
      if (!isLeadId(id)) return noSuchLead()
      return claimed(await claimLead(ports, id, acting.rep))
    },
    addTouch: async (event: HttpEvent, caller: Caller): Promise<HttpAnswer> => {
      const touch = readJsonAs(addTouch, event, largestBody)
      if (!touch.ok) return touch.answer
      const acting = actingRep(caller, touch.value.rep)
      if (!acting.ok) return acting.answer
      const id = pathPart(event, 'id')
      if (!isLeadId(id)) return noSuchLead()
      const { kind, at, occurredAt, text, notes, campaign } = touch.value
      const { rep } = acting
      const result = await addRepTouch(ports, id, { kind, at: at ?? occurredAt, text: text ?? notes, rep, campaign })
      if (result.kind === 'not-found') return noSuchLead()
      return json(201, { id: result.touch.id, at: toIso(result.touch.at), kind: result.touch.kind })
    },
  }
}

async function withLead(
  ports: Ports,
  event: HttpEvent,
  answer: (lead: Lead) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const lead = await readLeadById(ports.store, pathPart(event, 'id'))
  return lead === undefined ? noSuchLead() : (away(event, lead) ?? answer(lead))
}

async function withPresent(
  ports: Ports,
  event: HttpEvent,
  view: (present: PresentLead) => object,
): Promise<HttpAnswer> {
  const present = await readPresentLead(ports, pathPart(event, 'id'))
  return present === undefined ? noSuchLead() : (away(event, present.lead) ?? json(200, view(present)))
}

/** Of a lead that was erased there is nothing to read. */
function away(event: HttpEvent, lead: Lead): HttpAnswer | undefined {
  return lead.erased === undefined ? moved(event, lead) : leadErased(lead.erased)
}

/** A lead that was merged is read as the one it went to: whoever asks for it is told where that is. */
function moved(event: HttpEvent, lead: Lead): HttpAnswer | undefined {
  const id = pathPart(event, 'id')
  if (id === lead.id) return undefined
  const answer = problem('moved', `This lead was merged into ${lead.id}`, undefined, { mergedInto: lead.id })
  const query = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`
  return { ...answer, headers: { ...answer.headers, location: `${event.rawPath.replace(id, lead.id)}${query}` } }
}

async function timeline(ports: Ports, event: HttpEvent, lead: Lead): Promise<HttpAnswer> {
  const query = check(pageQuery, event.queryStringParameters ?? {})
  if (!query.ok) return query.answer
  const start = Number.parseInt(query.value.cursor ?? '0', 10)
  if (!Number.isSafeInteger(start) || start < 0)
    return problem('invalid-request', 'The cursor is not one of ours', [{ path: 'cursor', message: 'is not a cursor' }])
  const items = await readTimeline(ports.store, lead.id)
  const end = start + timelinePage
  return json(200, {
    items: items.slice(start, end).map(timelineView),
    cursor: end < items.length ? String(end) : undefined,
  })
}

function claimed(result: ClaimResult): HttpAnswer {
  switch (result.kind) {
    case 'done': {
      const { assignment, lead } = result
      return json(201, {
        id: assignment.id,
        status: assignment.state.status,
        rep: assignment.rep,
        lead: leadView(lead),
      })
    }
    case 'not-found':
      return noSuchLead()
    case 'unavailable':
      return invalid([{ path: 'rep', message: `can take no lead: ${result.why}` }])
    case 'taken': {
      const { id, state } = result.lead
      const owner = ownerOf(result.lead) ?? null
      const current = { lead: { id, stage: state.stage, owner } }
      const whose = owner === null ? '' : `, with ${owner}`
      return problem('conflict', `The lead is not in the pool: it is ${state.stage}${whose}`, undefined, { current })
    }
  }
}

function noSuchLead(): HttpAnswer {
  return problem('not-found', 'There is no such lead')
}
