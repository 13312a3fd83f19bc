import { Webhook } from 'standardwebhooks'
import type { Instant } from '../../domain/time.ts'
import type { OutgoingPost, PostResult } from '../../ports/poster.ts'
import { type Card, slackMessage, teamsMessage } from './card.ts'
import type { PostedChannel } from './put.ts'

/** What a webhook of ours tells: ids and figures, nothing of the person. */
export interface WebhookEvent {
  readonly type: string
  readonly timestamp: string
  readonly data: Readonly<Record<string, unknown>>
}

/** One message in the forms that channels take. */
export interface ChannelMessage {
  /** The same whenever the same message is posted again, so that receivers can tell. */
  readonly id: string
  readonly card: Card
  readonly event: WebhookEvent
}

/**
 * Writes a message for a channel; one for a webhook is signed as Standard Webhooks say.
 * @param channel where it goes
 * @param message what it says
 * @param now the present: receivers refuse signatures that are minutes old
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function postFor(channel: PostedChannel, message: ChannelMessage, now: Instant): OutgoingPost {
  const { url } = channel
  if (channel.kind === 'slack') return { url, body: slackMessage(message.card), headers: {} }
  if (channel.kind === 'teams') return { url, body: teamsMessage(message.card), headers: {} }
  const body = JSON.stringify(message.event)
  const headers = {
    'webhook-id': message.id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': new Webhook(channel.secret).sign(message.id, new Date(now), body),
  }
  return { url, body, headers }
}

/**
 * Says why a post came to nothing, without the address.
 * @param result what became of it
 */
export function faultInWords({ fault, status }: Exclude<PostResult, { readonly kind: 'delivered' }>): string {
  switch (fault) {
    case 'address':
      return 'its address is none that may be posted to'
    case 'private-address':
      return 'its address is not on the public internet'
    case 'unknown-host':
      return 'nobody knows the name in its address'
    case 'unreachable':
      return 'nobody answered at its address'
    case 'certificate':
      return 'the receiver could not prove who it is'
    case 'timeout':
      return 'the receiver took too long to answer'
    case 'redirect':
      return `the receiver answered ${status ?? 'with a redirect'}, and redirects are not followed`
    case 'status':
      return `the receiver answered ${status ?? 'with an error'}`
  }
}
