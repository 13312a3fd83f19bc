import { mailId } from '../domain/ids.ts'
import type { Lead } from '../domain/lead.ts'
import type { Audience, Mail, MailContent } from '../domain/mail.ts'
import { type TaskLane, taskNow } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import type { Write } from '../ports/store.ts'

/**
 * Puts a mail into the outbox.
 * @param lead whom it is about; of a mail that is derived from an offer, the lead whose number the offer has
 * @param cause what it is derived from, so that one cause makes one mail
 * @param audience whom it is for
 * @param content what it is about
 * @param now the present
 * @param lane bulk when an import caused it
 */
export function mailWrite(
  lead: Pick<Lead, 'id'>,
  cause: string,
  audience: Audience,
  content: MailContent,
  now: Instant,
  lane: TaskLane,
): Write {
  const id = mailId(lead.id, cause)
  const mail: Mail = {
    type: 'mail',
    id,
    leadId: lead.id,
    at: now,
    audience,
    content,
    state: { status: 'queued' },
    task: taskNow(`send:${id}`, 'send', now, lane),
  }
  return { kind: 'create', entity: mail }
}
