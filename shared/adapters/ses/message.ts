import MailComposer from 'nodemailer/lib/mail-composer'
import type { OutgoingMail } from '../../ports/mailer.ts'

/** A sender: a name to show when the mail brings none, and an address. */
export interface Sender {
  readonly name: string
  readonly address: string
}

/**
 * Composes the MIME message of a mail: text and HTML side by side, and the headers good senders set. Names,
 * subjects and addresses are encoded by the composer; none of them can begin a header of its own.
 * @param mail what is to be sent
 * @param sender who sends it
 * @returns the whole message
 * @see RFC 2369 and 8058 for unsubscribing, RFC 3834 for Auto-Submitted
 */
export async function composeMessage(mail: OutgoingMail, sender: Sender): Promise<Uint8Array> {
  const composer = new MailComposer({
    from: { name: oneLine(mail.fromName) || sender.name, address: sender.address },
    to: { name: oneLine(mail.to.name ?? ''), address: mail.to.address },
    ...(mail.replyTo === undefined ? {} : { replyTo: { name: '', address: mail.replyTo } }),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${sender.address.split('@')[1]}>`,
    headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(mail) },
    // A mail's words come from people: they must not make the composer read files or fetch pages.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return await composer.compile().build()
}

function unsubscribeHeaders({ unsubscribeUrl }: OutgoingMail) {
  if (unsubscribeUrl === undefined) return {}
  return {
    // Prepared: not folded or encoded, which some receivers fail to undo. A parsed URL has no space and no bracket.
    'List-Unsubscribe': { prepared: true, value: `<${new URL(unsubscribeUrl).href}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

/** Names and subjects are one line, whatever people typed. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
}
