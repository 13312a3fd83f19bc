import type { AcceptedMail } from '../engines/mail.ts'
import type { MailReportsModel } from '../template/model.ts'
import { account, region } from '../template/names.ts'
import type { BusEvent } from './event-bus.ts'

/** What became of a mail, in SES's words. */
export type MailFate = 'delivery' | 'bounce' | 'complaint'

const kinds = {
  delivery: { detailType: 'Email Delivered', eventType: 'Delivery' },
  bounce: { detailType: 'Email Bounced', eventType: 'Bounce' },
  complaint: { detailType: 'Email Complaint Received', eventType: 'Complaint' },
} as const

/**
 * Decides what becomes of a mail: it is delivered, unless it goes to SES's mailbox simulator, whose addresses
 * (`bounce@simulator.amazonses.com`) work here as they do on AWS.
 * @param mail the mail
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
export function fateOf(mail: Pick<AcceptedMail, 'to'>): readonly MailFate[] {
  const simulated = mail.to.map(
    (address) => /\b(bounce|complaint)(\+[^@]*)?@simulator\.amazonses\.com/i.exec(address)?.[1],
  )
  if (simulated.includes('bounce')) return ['bounce']
  return simulated.includes('complaint') ? ['delivery', 'complaint'] : ['delivery']
}

/**
 * Makes the reports that SES would put on the event bus for a mail.
 * @param mail the mail
 * @param declared which reports which configuration set sends
 */
export function reportsOn(mail: AcceptedMail, declared: readonly MailReportsModel[]): readonly BusEvent[] {
  const wanted = declared
    .filter(({ configurationSet }) => configurationSet === mail.configurationSet)
    .flatMap(({ eventTypes }) => eventTypes.map((type) => type.toLowerCase()))
  return fateOf(mail)
    .filter((fate) => wanted.includes(fate))
    .map((fate) => reportOn(mail, fate))
}

function reportOn(mail: AcceptedMail, fate: MailFate): BusEvent {
  const timestamp = new Date(mail.acceptedAt).toISOString()
  const configurationSet = mail.configurationSet ?? ''
  return {
    source: 'aws.ses',
    'detail-type': kinds[fate].detailType,
    resources: [`arn:aws:ses:${region}:${account}:configuration-set/${configurationSet}`],
    detail: {
      eventType: kinds[fate].eventType,
      mail: {
        timestamp,
        messageId: mail.messageId,
        source: mail.from,
        destination: mail.to,
        tags: { 'ses:configuration-set': [configurationSet], ...mail.tags },
      },
      [fate]: { timestamp, ...detailsOf(mail, fate) },
    },
  }
}

function detailsOf({ to }: AcceptedMail, fate: MailFate) {
  const recipients = to.map((emailAddress) => ({ emailAddress }))
  switch (fate) {
    case 'bounce':
      return { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: recipients }
    case 'complaint':
      return { complaintFeedbackType: 'abuse', complainedRecipients: recipients }
    case 'delivery':
      return { recipients: to, smtpResponse: '250 2.6.0 Message received', processingTimeMillis: 1 }
  }
}
