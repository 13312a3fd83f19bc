import type { CampaignId, LeadId, MailId, RepId, TouchId } from './ids.ts'
import type { Mode } from './submission.ts'
import type { Instant } from './time.ts'

/** What kind of interaction a touch was. */
export const touchKinds = ['form', 'call', 'webhook', 'import', 'click', 'note', 'meeting'] as const

/** One kind of interaction. */
export type TouchKind = (typeof touchKinds)[number]

/** One interaction on a lead's timeline. Immutable. */
export interface Touch {
  readonly type: 'touch'
  readonly id: TouchId
  readonly leadId: LeadId
  readonly at: Instant
  /** When it reached us, by our clock; absent on touches that are made here. */
  readonly receivedAt?: Instant
  readonly kind: TouchKind
  /** What scoring looks up: `form.demo-request`, `call.answered`, `email.click`, `import.olist`. */
  readonly event: string
  readonly campaign?: CampaignId
  /** One line a rep can read: the message left, the call's notes, where the click led. */
  readonly summary?: string
  /** Of a click: the mail it was in; absent on clicks from before this was kept. */
  readonly mail?: MailId
  /** Whether an import told of it as news or as history; other touches are news. */
  readonly mode?: Mode
  /** Key of the submission it was made from; absent on what was recorded here, and on touches from before this was kept. */
  readonly submission?: string
  /** The rep who recorded it. */
  readonly by?: RepId
}

/**
 * Tells whether a touch was news from the lead when it was recorded: neither history, nor what a rep wrote down. Of an
 * import from before imports said which they were it is not known: it counts as history.
 * @param touch any touch
 */
export function isNews(touch: Touch): boolean {
  return touch.by === undefined && (touch.kind !== 'import' || touch.mode === 'live')
}

/**
 * Tells whether a touch takes part in attribution: what the prospect did does, with or without a campaign;
 * what a rep recorded does only when it names a campaign.
 * @param touch any touch
 */
export function earnsCredit(touch: Touch): boolean {
  return touch.campaign !== undefined || (touch.by === undefined && touch.kind !== 'click')
}
