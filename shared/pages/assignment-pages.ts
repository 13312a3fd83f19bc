import { declineReasons } from '../domain/decline-reasons.ts'
import { fullDeadline } from '../domain/local-time.ts'
import { oneLine } from '../domain/text.ts'
import type { Instant } from '../domain/time.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'

/** The lead that is offered, as a page shows it. */
export interface OfferedLead {
  /** IANA time zone of `acceptBy`. */
  readonly workspace: { readonly name: string; readonly timezone: string }
  readonly lead: {
    readonly name?: string
    readonly company?: string
    readonly jobTitle?: string
    readonly score: number
  }
  readonly acceptBy: Instant
}

/** An offer with the address its answer is posted to: path and query of the page itself, token included. */
export interface OfferView extends OfferedLead {
  readonly action: string
}

/** One line of the facts, when there is something to say. */
function fact(label: string, value: string | undefined): Html | undefined {
  return value === undefined || value.trim() === '' ? undefined : html`<dt>${label}</dt><dd>${oneLine(value)}</dd>\n`
}

/** What is offered. */
function factsOf({ lead, acceptBy, workspace }: OfferedLead): Html {
  return html`<dl>
${fact('Name', lead.name)}${fact('Company', lead.company)}${fact('Job title', lead.jobTitle)}<dt>Score</dt><dd class="score">${lead.score}</dd>
<dt>Accept by</dt><dd>${fullDeadline(acceptBy, workspace.timezone)}</dd>
</dl>`
}

/**
 * Asks a rep before the lead becomes theirs: opening a link changes nothing.
 * @param view the offer
 */
export function confirmAccept(view: OfferView): string {
  return page({
    title: 'Accept this lead?',
    workspace: view.workspace.name,
    body: html`${factsOf(view)}
<form method="post" action="${view.action}">
<button type="submit">Accept this lead</button>
</form>`,
  })
}

/**
 * Asks a rep why, before the lead goes on to somebody else.
 * @param view the offer; the form posts `reason` and `note`
 */
export function confirmDecline(view: OfferView): string {
  const choices = declineReasons.map(
    (reason) =>
      html`<label class="choice"><input type="radio" name="reason" value="${reason.value}" required> ${reason.label}</label>\n`,
  )
  return page({
    title: 'Decline this lead?',
    workspace: view.workspace.name,
    body: html`${factsOf(view)}
<form method="post" action="${view.action}">
<fieldset>
<legend>Why?</legend>
${choices}</fieldset>
<label class="field">Anything to add? <textarea name="note" maxlength="500" rows="3"></textarea></label>
<button type="submit">Decline this lead</button>
</form>`,
  })
}

/** What a rep answered, and how to reach the lead once it is theirs. */
export type RespondedView = { readonly workspace: { readonly name: string }; readonly lead: OfferedLead['lead'] } & (
  | { readonly answer: 'accepted'; readonly firstTouchBy: Instant; readonly timezone: string }
  | { readonly answer: 'declined' }
)

/**
 * Tells a rep that their answer has been recorded, and what comes next.
 * @param view their answer
 */
export function responded(view: RespondedView): string {
  const who = oneLine(view.lead.name ?? view.lead.company ?? 'The lead')
  const body =
    view.answer === 'accepted'
      ? html`<p>${who} is yours. Please get in touch by <strong>${fullDeadline(view.firstTouchBy, view.timezone)}</strong>; how to reach them is in the mail you got.</p>
<p>Then record the call, meeting or note, so that everybody knows where the lead stands.</p>`
      : html`<p>Thank you. ${who} goes on to somebody else; there is nothing more for you to do.</p>`
  return page({
    title: view.answer === 'accepted' ? 'The lead is yours' : 'You declined the lead',
    workspace: view.workspace.name,
    body,
  })
}

/** How an offer stands that can't be answered any more. */
export interface AnsweredView {
  readonly workspace: { readonly name: string }
  readonly state: 'accepted' | 'declined' | 'expired' | 'withdrawn'
  /** Whether the reader's own answer made it so. */
  readonly byReader: boolean
}

const standings: Readonly<Record<AnsweredView['state'], readonly [own: string, other: string]>> = {
  accepted: ['You accepted this lead already. It is yours.', 'This lead was accepted already.'],
  declined: [
    'You declined this lead already. It went on to somebody else.',
    'This lead was declined already. It went on to somebody else.',
  ],
  expired: [
    'The time to accept this lead ran out. It went on to somebody else.',
    'The time to accept this lead ran out. It went on to somebody else.',
  ],
  withdrawn: ['This lead went on to somebody else.', 'This lead went on to somebody else.'],
}

/**
 * Tells a rep that the offer has its answer (the body of a 409).
 * @param view how it stands
 */
export function alreadyAnswered(view: AnsweredView): string {
  const [own, other] = standings[view.state]
  return page({
    title: 'This offer is closed',
    workspace: view.workspace.name,
    body: html`<p>${view.byReader ? own : other}</p>`,
  })
}
