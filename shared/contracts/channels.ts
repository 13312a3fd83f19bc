import * as z from 'zod'
import type { Channel } from '../domain/channel.ts'
import { addressIn, isPublicAddress } from '../domain/public-address.ts'

/** Most channels a rep or a team may have; there are fewer kinds, so this is for what is sent, not for what is kept. */
const mostChannels = 5

/** Bytes of a Standard Webhooks secret, from and to. */
const secretBytes = { least: 24, most: 64 } as const

/** What is wrong with an address of a channel, never repeating it: it may be a secret. */
function faultOf(text: string): string | undefined {
  if (!/^https:\/\/[\x21-\x7e]+$/i.test(text) || !URL.canParse(text)) return 'must be an https address'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password'
  if (!isChannelPort(url.port)) return 'must use port 443, or one from 1024 on'
  const address = addressIn(url.hostname)
  if (address !== undefined && !isPublicAddress(address)) return 'must not lead to a private or reserved address'
  return undefined
}

/**
 * Tells whether channels may use a port: those below 1024, but for https's own, belong to other protocols.
 * @param port as `URL.port` gives it: empty for 443
 */
export function isChannelPort(port: string): boolean {
  return port === '' || Number(port) >= 1024
}

/** Where a channel's messages are posted. What its name resolves to is checked each time something is sent. */
const channelUrl = z
  .string()
  .max(2_000)
  .superRefine((text, context) => {
    const message = faultOf(text)
    if (message !== undefined) context.addIssue({ code: 'custom', message })
  })

/** A signing secret as Standard Webhooks write it. */
const webhookSecret = z.string().refine((text) => {
  const match = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)
  const encoded = match?.[1] ?? ''
  const bytes = Math.floor((encoded.replaceAll('=', '').length * 3) / 4)
  return encoded.length % 4 === 0 && bytes >= secretBytes.least && bytes <= secretBytes.most
}, `must be whsec_ and the base64 of ${secretBytes.least} to ${secretBytes.most} random bytes`)

/** One way an alert reaches a rep or a team. */
const channel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('email') }).strict(),
  z.object({ kind: z.literal('slack'), url: channelUrl }).strict(),
  z.object({ kind: z.literal('teams'), url: channelUrl }).strict(),
  z.object({ kind: z.literal('webhook'), url: channelUrl, secret: webhookSecret }).strict(),
]) satisfies z.ZodType<Channel>

/** Where alerts of a rep or a team go: at most one channel of each kind. */
export const channels = z
  .array(channel)
  .max(mostChannels)
  .superRefine((list, context) => {
    list.forEach(({ kind }, index) => {
      if (list.findIndex((other) => other.kind === kind) < index)
        context.addIssue({ code: 'custom', path: [index, 'kind'], message: `there is already a channel ${kind}` })
    })
  })

/** What testing channels answers: whether a sample arrived on each, and if not, why. E-mail is not tested. */
export const channelTests = z.object({
  channels: z.array(
    z.object({
      of: z.enum(['rep', 'team']),
      kind: z.enum(['slack', 'teams', 'webhook']),
      ok: z.boolean(),
      why: z.string().optional(),
    }),
  ),
})
