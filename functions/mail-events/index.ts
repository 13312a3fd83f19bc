import * as z from 'zod'
import { mailIdTag } from '../../shared/adapters/ses/mailer.ts'
import { log } from '../../shared/lambda/log.ts'
import { queueFunction } from '../../shared/lambda/queue-function.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { type MailEvent, takeMailEvent } from '../../shared/pipeline/mail-events.ts'
import { readConfiguration } from './config.ts'

const ports = awsPorts(readConfiguration(process.env).table)

/**
 * What SES publishes to EventBridge about a mail, as far as it is read.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const sesEvent = z.object({
  detail: z.object({
    eventType: z.string(),
    mail: z.object({ tags: z.record(z.string(), z.array(z.string())).optional() }),
    bounce: z.object({ bounceType: z.string() }).optional(),
  }),
})

/** Takes in what SES reports of mails. */
export const handler = queueFunction(async (record) => {
  const { detail } = sesEvent.parse(JSON.parse(record.body))
  const mail = detail.mail.tags?.[mailIdTag]?.[0]
  const kind = kindOf(detail.eventType, detail.bounce?.bounceType)
  if (mail === undefined || kind === undefined) return
  await takeMailEvent(ports, { mail, kind })
  log('mail.event', { mail, kind })
})

/** A transient bounce and a delay are not final: SES tries again itself. */
function kindOf(eventType: string, bounceType: string | undefined): MailEvent['kind'] | undefined {
  if (eventType === 'Delivery') return 'delivered'
  if (eventType === 'Complaint') return 'complained'
  return (eventType === 'Bounce' && bounceType === 'Permanent') || eventType === 'Reject' ? 'bounced' : undefined
}
