import type { Channel } from '../../domain/channel.ts'
import { type AssignmentId, mailId, notificationId, parseNumberedId } from '../../domain/ids.ts'
import type { Lead } from '../../domain/lead.ts'
import type { Addressee, Notification, PostedKind } from '../../domain/notification.ts'
import type { Rep, Team } from '../../domain/roster.ts'
import { type TaskLane, taskNow } from '../../domain/task.ts'
import type { Instant } from '../../domain/time.ts'
import type { Store, Write } from '../../ports/store.ts'
import { mailWrite } from '../outbox.ts'

/** A lead offered to a rep. */
export interface Offered {
  /** The one whose number the offer has. */
  readonly lead: Pick<Lead, 'id'>
  readonly assignment: AssignmentId
  readonly rep: Rep
  /** The rep's team, if they have one. */
  readonly team?: Team | undefined
}

/**
 * Puts all alerts of an offer: one notification for each channel of the rep and of their team that is posted to, and
 * the mail, unless the rep has channels of their own and e-mail is not among them. A rep is alerted in any case.
 * @param offered the offer
 * @param now the present
 * @param lane bulk when an import caused it
 */
export function alertWrites(offered: Offered, now: Instant, lane: TaskLane): readonly Write[] {
  const { rep, team } = offered
  const own = postedChannels(rep)
  const mail = own.length === 0 || rep.channels?.some(({ kind }) => kind === 'email') === true
  const toRep = own.map(({ kind }) => notificationWrite(offered, { to: 'rep', rep: rep.id }, kind, now, lane))
  const toTeam =
    team === undefined
      ? []
      : postedChannels(team).map(({ kind }) =>
          notificationWrite(offered, { to: 'team', team: team.id }, kind, now, lane),
        )
  return [...(mail ? [alertMail(offered, rep.id, now, lane)] : []), ...toRep, ...toTeam]
}

/** A channel that is posted to. */
export type PostedChannel = Extract<Channel, { readonly kind: PostedKind }>

/**
 * Lists the channels that are posted to.
 * @param owner a rep or a team
 */
export function postedChannels({ channels = [] }: Pick<Rep | Team, 'channels'>): readonly PostedChannel[] {
  return channels.filter((channel) => channel.kind !== 'email')
}

/**
 * Makes the mail that stands in for a channel that failed, unless the alert mail of that offer is there already.
 * @param store where it would be
 * @param offered the offer
 * @param rep to whom it was made
 * @param now the present
 * @param lane of the notification that failed
 */
export async function fallbackMail(
  store: Store,
  offered: Pick<Offered, 'lead' | 'assignment'>,
  rep: string,
  now: Instant,
  lane: TaskLane,
): Promise<readonly Write[]> {
  const { lead, assignment } = offered
  const there = await store.get({ type: 'mail', leadId: lead.id, id: mailId(lead.id, causeOf(assignment)) })
  return there === undefined ? [alertMail({ lead, assignment }, rep, now, lane)] : []
}

/** What every alert of an offer is derived from, such as `alert-2`. */
function causeOf(assignment: AssignmentId): string {
  return `alert-${parseNumberedId('asg', assignment)?.number ?? 0}`
}

function alertMail(
  { lead, assignment }: Pick<Offered, 'lead' | 'assignment'>,
  rep: string,
  now: Instant,
  lane: TaskLane,
): Write {
  return mailWrite(lead, causeOf(assignment), { to: 'rep', rep }, { template: 'alert', assignment }, now, lane)
}

function notificationWrite(
  { lead, assignment }: Offered,
  audience: Addressee,
  channel: PostedKind,
  now: Instant,
  lane: TaskLane,
): Write {
  const id = notificationId(lead.id, `${causeOf(assignment)}-${audience.to}-${channel}`)
  const notification: Notification = {
    type: 'notification',
    id,
    leadId: lead.id,
    at: now,
    assignment,
    audience,
    channel,
    state: { status: 'queued' },
    tries: 0,
    task: taskNow(`notify:${id}`, 'notify', now, lane),
  }
  return { kind: 'create', entity: notification }
}
