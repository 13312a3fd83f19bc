import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import addressparser from 'nodemailer/lib/addressparser'
import type { Mailer, OutgoingMail, SendResult } from '../../ports/mailer.ts'
import { composeMessage, type Sender } from './message.ts'
import { outcomeOf } from './outcome.ts'

/** Name of the SES tag that carries a mail's id: SES's events about the mail carry it back. */
export const mailIdTag = 'mail-id'

/**
 * How the client of a mailer must be set up: one try and no more, because a second could send twice; and an
 * answer within the time a stage has, in milliseconds.
 */
export const sesClientDefaults = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const

/** What the mailer needs. */
export interface SesMailerDependencies {
  /** Made with `sesClientDefaults`. */
  readonly client: SESClient
  /** Who sends: `Baton <baton@example.com>`. */
  readonly from: string
  /** The SES configuration set that reports what becomes of a mail. */
  readonly configurationSet?: string
}

/**
 * Makes the mailer on SES.
 * @param dependencies a client, the sender and the configuration set
 * @throws TypeError when the sender is not one address
 */
export function createSesMailer({ client, from, configurationSet }: SesMailerDependencies): Mailer {
  const sender = senderOf(from)
  return {
    send: async (mail) => {
      await assertOneTry(client)
      if (![mail.to.address, mail.replyTo ?? mail.to.address].every(isPlainAddress)) return invalidAddress
      const command = new SendRawEmailCommand({
        Source: sender.address,
        Destinations: [mail.to.address],
        RawMessage: { Data: await composeMessage(mail, sender) },
        ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
        Tags: [{ Name: mailIdTag, Value: tagValue(mail) }],
      })
      return await hand(client, command)
    },
  }
}

const invalidAddress: SendResult = { kind: 'refused', why: 'InvalidAddress' }

async function hand(client: SESClient, command: SendRawEmailCommand): Promise<SendResult> {
  try {
    const { MessageId } = await client.send(command)
    return MessageId === undefined ? { kind: 'unknown' } : { kind: 'accepted', messageId: MessageId }
  } catch (error) {
    return outcomeOf(error)
  }
}

async function assertOneTry(client: SESClient): Promise<void> {
  if ((await client.config.maxAttempts()) !== 1) throw new Error('the SES client must try once only')
}

function senderOf(from: string): Sender {
  const [sender, ...more] = addressparser(from, { flatten: true })
  if (sender === undefined || more.length > 0 || !isPlainAddress(sender.address)) {
    throw new TypeError('the sender must be one mail address, such as Baton <baton@example.com>')
  }
  return sender
}

/** One address and nothing else: no list, no name, no line break. SES judges the rest. */
function isPlainAddress(address: string): boolean {
  return /^[^\s<>,;:"()[\]\\@]+@[^\s<>,;:"()[\]\\@]+$/.test(address)
}

/** SES takes letters, digits, dashes and underscores in a tag. */
function tagValue({ id }: OutgoingMail): string {
  if (!/^[A-Za-z0-9_-]{1,256}$/.test(id)) throw new RangeError('a mail id must be fit for an SES tag')
  return id
}
