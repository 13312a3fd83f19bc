import type { MailId } from '../domain/ids.ts'

/** A mail ready to go. */
export interface OutgoingMail {
  readonly id: MailId
  readonly to: { readonly name?: string; readonly address: string }
  /** Shown before the sender's address: `Acme`. */
  readonly fromName: string
  readonly replyTo?: string
  readonly subject: string
  readonly html: string
  readonly text: string
  /** Where one POST unsubscribes (RFC 8058); on marketing mail only. */
  readonly unsubscribeUrl?: string
}

/**
 * What became of handing a mail over. `refused`: certainly not sent and never will be; `busy`: certainly not
 * sent, try again later; `unknown`: the answer was lost, it may have been sent.
 */
export type SendResult =
  | { readonly kind: 'accepted'; readonly messageId: string }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'busy'; readonly why?: string }
  | { readonly kind: 'unknown' }

/** Hands mail to the mail service. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<SendResult>
}
