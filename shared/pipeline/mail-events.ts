import { parseMailId } from '../domain/ids.ts'
import type { MailState } from '../domain/mail.ts'
import { commitFresh } from './fresh.ts'
import { optOut } from './opt-out.ts'
import type { Ports } from './ports.ts'

/** What the mail service reported of a mail. A transient bounce is not one: the service tries again itself. */
export interface MailEvent {
  readonly mail: string
  readonly kind: 'delivered' | 'bounced' | 'complained'
}

/**
 * Takes in what the mail service reports: settles a mail whose sending was in doubt, and stops marketing mail after
 * a hard bounce or a complaint.
 * @param ports store, clock
 * @param event which mail, and what became of it; a mail nobody knows is ignored
 */
export async function takeMailEvent(ports: Ports, event: MailEvent): Promise<void> {
  const parsed = parseMailId(event.mail)
  if (parsed === undefined) return
  const prospect = await commitFresh(ports.store, async () => {
    const stored = await ports.store.get({ type: 'mail', ...parsed })
    if (stored === undefined) return { result: false, writes: [] }
    const toProspect = stored.entity.audience.to === 'prospect'
    if (!advances(stored.entity.state, event.kind)) return { result: toProspect, writes: [] }
    const { task: _send, ...mail } = stored.entity
    const state = { status: event.kind, at: ports.clock.now() }
    return { result: toProspect, writes: [{ kind: 'replace', stored, entity: { ...mail, state } }] }
  })
  if (!prospect) return
  if (event.kind === 'bounced') await optOut(ports, parsed.leadId, 'bounce')
  if (event.kind === 'complained') await optOut(ports, parsed.leadId, 'complaint')
}

/** Events come in any order: a complaint outranks a bounce, which outranks a delivery. */
function advances(state: MailState, kind: MailEvent['kind']): boolean {
  const rank = { delivered: 1, bounced: 2, complained: 3 } as const
  const current =
    state.status === 'delivered' || state.status === 'bounced' || state.status === 'complained' ? rank[state.status] : 0
  return rank[kind] > current
}
