import type { Assignment } from '../domain/assignment.ts'
import type { NoticeOf } from '../domain/mail.ts'
import type { Instant } from '../domain/time.ts'
import type { Store, Write } from '../ports/store.ts'
import { mailWrite } from './outbox.ts'

/**
 * Tells a rep, or the manager of their team, how an assignment goes. Who has no team, or a team without a manager, has
 * nobody to be told.
 * @param store where the roster is
 * @param assignment the rep's
 * @param of what is told
 * @param whom who is told
 * @param now the present
 */
export async function noticeWrites(
  store: Store,
  assignment: Assignment,
  of: NoticeOf,
  whom: readonly ('rep' | 'manager')[],
  now: Instant,
): Promise<readonly Write[]> {
  const lead = { id: assignment.leadId }
  const content = { template: 'notice', assignment: assignment.id, of } as const
  const cause = `${of}-${assignment.number}-${now}`
  const team = whom.includes('manager') ? await managedTeam(store, assignment) : undefined
  return [
    ...(whom.includes('rep') ? [mailWrite(lead, cause, { to: 'rep', rep: assignment.rep }, content, now, 'live')] : []),
    ...(team === undefined ? [] : [mailWrite(lead, `${cause}-manager`, { to: 'manager', team }, content, now, 'live')]),
  ]
}

async function managedTeam(store: Store, assignment: Assignment) {
  const rep = await store.get({ type: 'rep', id: assignment.rep })
  if (rep?.entity.team === undefined) return undefined
  const team = await store.get({ type: 'team', id: rep.entity.team })
  return team?.entity.manager === undefined ? undefined : team.entity.id
}
