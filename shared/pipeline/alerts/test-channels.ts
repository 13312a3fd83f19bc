import type { RepId } from '../../domain/ids.ts'
import type { PostedKind } from '../../domain/notification.ts'
import type { Rep, Team } from '../../domain/roster.ts'
import { oneLine } from '../../domain/text.ts'
import { toIso } from '../../domain/time.ts'
import type { Poster } from '../../ports/poster.ts'
import type { Ports } from '../ports.ts'
import { type ChannelMessage, faultInWords, postFor } from './post.ts'
import { type PostedChannel, postedChannels } from './put.ts'

/** Whether a sample arrived on a channel, and if not, why. Never its address. */
export interface ChannelTest {
  readonly of: 'rep' | 'team'
  readonly kind: PostedKind
  readonly ok: boolean
  readonly why?: string
}

/**
 * Posts a sample to every channel of a rep and of their team, once, all at the same time.
 * @param ports store, clock, ids and poster
 * @param id the rep
 * @returns a line for each channel that is posted to, or `undefined` when there is no such rep
 */
export async function testChannels(
  ports: Ports & { readonly poster: Poster },
  id: RepId,
): Promise<readonly ChannelTest[] | undefined> {
  const rep = (await ports.store.get({ type: 'rep', id }))?.entity
  if (rep === undefined) return undefined
  const team = rep.team === undefined ? undefined : (await ports.store.get({ type: 'team', id: rep.team }))?.entity
  const owners = team === undefined ? [rep] : [rep, team]
  return Promise.all(
    owners.flatMap((owner) => postedChannels(owner).map((channel) => testChannel(ports, owner, channel))),
  )
}

async function testChannel(
  ports: Ports & { readonly poster: Poster },
  owner: Rep | Team,
  channel: PostedChannel,
): Promise<ChannelTest> {
  const now = ports.clock.now()
  const result = await ports.poster.post(postFor(channel, sampleFor(owner, `note_test-${ports.ids.next()}`, now), now))
  const tested = { of: owner.type, kind: channel.kind }
  return result.kind === 'delivered' ? { ...tested, ok: true } : { ...tested, ok: false, why: faultInWords(result) }
}

function sampleFor(owner: Rep | Team, id: string, now: number): ChannelMessage {
  return {
    id,
    card: {
      title: 'A test from Baton',
      facts: [],
      texts: [`This is where alerts for ${oneLine(owner.name, 80)} arrive. There is no lead behind this one.`],
      links: [],
    },
    event: { type: 'channel.test', timestamp: toIso(now), data: { [owner.type]: owner.id } },
  }
}
