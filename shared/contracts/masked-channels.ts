import type { Channel } from '../domain/channel.ts'
import type { FieldError } from './problem.ts'

/** A channel as it is shown: enough to tell it from others, not enough to send to it. */
export interface MaskedChannel {
  readonly kind: Channel['kind']
  /** Whose address it is; absent for e-mail. */
  readonly host?: string
  /** The last letters of a long address, such as `…c9Xy`. */
  readonly ending?: string
}

/** An address with fewer letters behind its host than this shows none of them. */
const shortestSecret = 12

/**
 * Shows a channel without what would let somebody send to it.
 * @param channel as stored
 */
export function maskChannel(channel: Channel): MaskedChannel {
  if (channel.kind === 'email') return { kind: 'email' }
  const { host, pathname, search } = new URL(channel.url)
  const secret = pathname + search
  return { kind: channel.kind, host, ending: `…${secret.length < shortestSecret ? '' : secret.slice(-4)}` }
}

/** Channels with what was masked put back, and the masked ones that nothing stored answers to. */
export interface RestoredChannels {
  readonly channels: unknown
  readonly errors: readonly FieldError[]
}

/**
 * Puts the stored channel in the place of each that was left as it was shown, so that a rep or team that was read can
 * be written back without its secrets. Alike ones are taken in order, each once.
 * @param written what was sent; anything but a list is left to the schema
 * @param stored the channels there are
 */
export function restoreChannels(written: unknown, stored: readonly Channel[]): RestoredChannels {
  if (!Array.isArray(written)) return { channels: written, errors: [] }
  const left = [...stored]
  const errors: FieldError[] = []
  const channels = written.map((one: unknown, index) => {
    if (!isMasked(one)) return one
    const place = left.findIndex((channel) => isShownAs(channel, one))
    const [found] = place < 0 ? [] : left.splice(place, 1)
    if (found === undefined) errors.push({ path: `channels.${index}`, message: 'is not a stored one: give its url' })
    return found
  })
  return { channels, errors }
}

function isMasked(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && 'host' in value && !('url' in value)
}

function isShownAs(channel: Channel, shown: Readonly<Record<string, unknown>>): boolean {
  const masked = maskChannel(channel)
  return shown.kind === masked.kind && shown.host === masked.host && shown.ending === masked.ending
}
