import { decline as declineBody } from '../../shared/contracts/sales.ts'
import { type Assignment, isOpen } from '../../shared/domain/assignment.ts'
import { ownerOf } from '../../shared/domain/lead.ts'
import { present } from '../../shared/domain/present.ts'
import { toIso } from '../../shared/domain/time.ts'
import type { AccessPorts } from '../../shared/lambda/access.ts'
import { admit } from '../../shared/lambda/authorisation.ts'
import { readForm } from '../../shared/lambda/body.ts'
import { type HttpAnswer, type HttpEvent, header, json, pathPart } from '../../shared/lambda/http.ts'
import { check, problem } from '../../shared/lambda/problem.ts'
import { prospectOf } from '../../shared/mail/index.ts'
import {
  alreadyAnswered,
  confirmAccept,
  confirmDecline,
  linkExpired,
  linkInvalid,
  notFound,
  responded,
} from '../../shared/pages/index.ts'
import type { Ports } from '../../shared/pipeline/ports.ts'
import { type RespondResult, type Answer as Response, readOffer, respond } from '../../shared/pipeline/respond.ts'
import { currentRules } from '../../shared/pipeline/rules.ts'
import type { LinkSigner } from '../../shared/ports/links.ts'
import { htmlAnswer, ownAddress, tokenOf, wantsHtml } from './answer.ts'

type LinkPorts = Ports & AccessPorts & { readonly links: LinkSigner }

/** Largest answer, in bytes. */
const largestAnswer = 8 * 1024

/**
 * Makes the answers to a rep's accept and decline: opening a link shows a page, posting acts.
 * @param ports store, clock, link signer
 */
export function assignmentAnswers(ports: LinkPorts) {
  return {
    showAccept: (event: HttpEvent) => show(ports, event, 'accept'),
    showDecline: (event: HttpEvent) => show(ports, event, 'decline'),
    accept: async (event: HttpEvent): Promise<HttpAnswer> => {
      const refused = await refusal(ports, event, 'accept')
      return refused ?? (await answered(ports, event, { kind: 'accept' }))
    },
    decline: async (event: HttpEvent): Promise<HttpAnswer> => {
      const refused = await refusal(ports, event, 'decline')
      if (refused !== undefined) return refused
      const reason = await readReason(event)
      return reason.ok ? answered(ports, event, { kind: 'decline', reason: reason.value }) : reason.answer
    },
  }
}

async function show(ports: LinkPorts, event: HttpEvent, asked: Response['kind']): Promise<HttpAnswer> {
  const refused = await refusal(ports, event, asked)
  if (refused !== undefined) return refused
  const offer = await readOffer(ports.store, pathPart(event, 'id'))
  if (offer === undefined) return htmlAnswer(404, notFound())
  const { workspace } = (await currentRules(ports.store)).playbook
  const { assignment, lead } = { assignment: offer.assignment.entity, lead: offer.lead.entity }
  if (!isOpen(assignment, lead)) {
    return htmlAnswer(200, alreadyAnswered({ workspace, state: closedState(assignment), byReader: true }))
  }
  const { name, company, jobTitle } = prospectOf(lead.profile)
  const view = {
    workspace,
    lead: { score: lead.score.value, ...present({ name, company, jobTitle }) },
    acceptBy: assignment.task?.dueAt ?? assignment.acceptBy,
    action: ownAddress(event),
  }
  return htmlAnswer(200, asked === 'accept' ? confirmAccept(view) : confirmDecline(view))
}

/** Lets in who has a signed link to this offer, or a bearer token that opens it; else says why not. */
async function refusal(ports: LinkPorts, event: HttpEvent, asked: Response['kind']): Promise<HttpAnswer | undefined> {
  if (header(event, 'authorization') !== undefined) {
    const admitted = await admit(ports, asked, event)
    return admitted.ok ? undefined : admitted.answer
  }
  const checked = await ports.links.check(tokenOf(event), ports.clock.now())
  if (checked.kind === 'valid' && checked.claim.act === 'respond' && checked.claim.assignment === pathPart(event, 'id'))
    return undefined
  if (checked.kind === 'expired')
    return wantsHtml(event) ? htmlAnswer(410, linkExpired()) : problem('gone', 'The link has expired')
  return wantsHtml(event)
    ? htmlAnswer(401, linkInvalid())
    : problem('unauthorized', 'Use the link from the mail, or a bearer token')
}

async function readReason(event: HttpEvent) {
  const empty = event.body === undefined || event.body === ''
  const read = empty ? ({ ok: true, value: { fields: {} } } as const) : await readForm(event, largestAnswer)
  if (!read.ok) return read
  const body = check(declineBody, read.value.fields)
  if (!body.ok) return body
  const { reason, note } = body.value
  return {
    ok: true,
    value: [reason ?? 'not given', note].filter((part) => part !== undefined && part !== '').join(': '),
  } as const
}

async function answered(ports: LinkPorts, event: HttpEvent, response: Response): Promise<HttpAnswer> {
  const result = await respond(ports, pathPart(event, 'id'), response)
  if (result.kind === 'not-found')
    return wantsHtml(event) ? htmlAnswer(404, notFound()) : problem('not-found', 'There is no such assignment')
  return wantsHtml(event) ? pageFor(ports, result) : jsonFor(result)
}

/** What a closed offer's page says of it: one that nobody answered went elsewhere. */
function closedState({ state }: Assignment): 'accepted' | 'declined' | 'expired' | 'withdrawn' {
  return state.status === 'offered' ? 'expired' : state.status
}

type Answered = Exclude<RespondResult, { readonly kind: 'not-found' }>

function jsonFor({ kind, assignment, lead }: Answered): HttpAnswer {
  const current = {
    id: assignment.id,
    status: assignment.state.status,
    rep: assignment.rep,
    at: assignment.state.status === 'offered' ? undefined : toIso(assignment.state.at),
    lead: { id: lead.id, stage: lead.state.stage, owner: ownerOf(lead) ?? null },
  }
  if (kind === 'done') return json(200, current)
  return problem(
    'conflict',
    `The offer is closed: it is ${current.status}, and the lead is ${current.lead.stage}`,
    undefined,
    { current },
  )
}

async function pageFor(ports: LinkPorts, { kind, assignment, lead }: Answered): Promise<HttpAnswer> {
  const { workspace, sla } = await currentRules(ports.store).then(({ playbook }) => playbook)
  const { status } = assignment.state
  if (kind === 'answered' || status === 'offered' || status === 'expired' || status === 'withdrawn') {
    return htmlAnswer(409, alreadyAnswered({ workspace, state: closedState(assignment), byReader: true }))
  }
  const { name, company } = prospectOf(lead.profile)
  const shown = { workspace, lead: { score: lead.score.value, ...present({ name, company }) } }
  if (status === 'declined') return htmlAnswer(200, responded({ ...shown, answer: status }))
  const firstTouchBy = assignment.firstTouchBy ?? assignment.state.at + sla.firstTouch
  return htmlAnswer(200, responded({ ...shown, answer: status, firstTouchBy, timezone: workspace.timezone }))
}
