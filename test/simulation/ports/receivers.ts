import { type NotificationId, notificationId, parseNumberedId } from '../../../shared/domain/ids.ts'
import type { Duration } from '../../../shared/domain/time.ts'
import type { OutgoingPost, Poster, PostResult } from '../../../shared/ports/poster.ts'
import type { Invocation, Stage } from '../core/invocation.ts'
import type { Journal } from '../core/journal.ts'

/** A post that a receiver has taken: from here on its readers may see it. */
export interface AcceptedPost {
  /** The notification it was, as the address and the words tell. */
  readonly id: NotificationId
  readonly sequence: number
  readonly elapsed: Duration
  /** The tokens of its links. */
  readonly tokens: readonly string[]
}

/** Everybody who is posted to. */
export interface Receivers {
  readonly accepted: readonly AcceptedPost[]
  /** The receivers as one invocation sees them. */
  posterFor(invocation: Invocation): Poster
}

/**
 * Names the address of a simulated receiver, so that a post tells whose channel it came to.
 * @param to `rep` or `team`
 * @param owner the rep's or the team's id
 * @param kind of the channel
 */
export function receiverUrl(to: 'rep' | 'team', owner: string, kind: string): string {
  return `https://hooks.example.com/${owner}/${to}-${kind}`
}

/**
 * Makes the receivers of all channels.
 * @param stage the world
 * @param journal numbers what happens
 * @param onAccepted told of each post that is taken
 */
export function createReceivers(stage: Stage, journal: Journal, onAccepted: (post: AcceptedPost) => void): Receivers {
  const { faults, scheduler } = stage
  const accepted: AcceptedPost[] = []
  const accept = (post: OutgoingPost): void => {
    const tokens = [...new Set([...post.body.matchAll(/token=(\w+)/g)].map(([, token = '']) => token))]
    const taken = { id: idOf(post), sequence: journal.nextSequence(), elapsed: scheduler.elapsed(), tokens }
    accepted.push(taken)
    onAccepted(taken)
  }
  const apply = async (post: OutgoingPost): Promise<PostResult> => {
    if (faults.strikes('postRefused')) return { kind: 'refused', fault: 'status', status: 404 }
    if (faults.strikes('postBusy')) return { kind: 'unavailable', fault: 'status', status: 429, retryAfter: 90_000 }
    if (faults.strikes('postTimeoutBefore')) return { kind: 'unavailable', fault: 'timeout' }
    accept(post)
    return faults.strikes('postTimeoutAfter') ? { kind: 'unavailable', fault: 'timeout' } : { kind: 'delivered' }
  }
  return {
    accepted,
    posterFor: (invocation) => ({
      post: (post) => invocation.call({ label: `post ${idOf(post)}`, apply: () => apply(post) }),
    }),
  }
}

function idOf({ url, body }: OutgoingPost): NotificationId {
  const offer = parseNumberedId('asg', /asg_\w+-\d+/.exec(body)?.[0] ?? '')
  if (offer === undefined) throw new Error('a post tells of no offer')
  return notificationId(offer.leadId, `alert-${offer.number}-${url.slice(url.lastIndexOf('/') + 1)}`)
}
