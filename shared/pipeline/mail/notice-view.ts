import { isOpen } from '../../domain/assignment.ts'
import { ownerOf } from '../../domain/lead.ts'
import { present } from '../../domain/present.ts'
import type { Instant } from '../../domain/time.ts'
import { type MailView, prospectOf } from '../../mail/index.ts'
import { progressAt } from '../review.ts'
import type { MailMaterial } from './compose.ts'

/**
 * Says what a notice tells, if it is still so.
 * @param at the present
 * @param material the outbox entry, the lead it is about, and what it tells of
 * @returns `undefined` when it is beside the point by now
 */
export function noticeView(
  at: Instant,
  { rules: { playbook }, mail, lead, facts }: MailMaterial,
): Extract<MailView, { readonly template: 'notice' }> | undefined {
  const { rep, assignment, team, records } = facts
  const { audience, content } = mail
  if (content.template !== 'notice' || rep === undefined || assignment === undefined) return undefined
  if (content.of === 'unanswered' && !isOpen(assignment, lead)) return undefined
  if (content.of === 'paused' && rep.paused === undefined) return undefined
  if (content.of === 'merged' && ownerOf(lead) === rep.id) return undefined
  const moved = content.of === 'review' || content.of === 'released'
  const since = moved ? progressAt(assignment, records) : assignment.offeredAt
  if (content.of === 'review' && since > (assignment.reviewedAt ?? since)) return undefined
  const toManager = audience.to === 'manager'
  return {
    template: 'notice',
    of: content.of,
    toManager,
    reader: { name: (toManager ? team?.manager?.name : undefined) ?? rep.name },
    workspace: playbook.workspace,
    rep,
    prospect: prospectOf(lead.profile),
    at,
    score: { value: lead.score.value },
    since,
    why: rep.paused?.reason ?? '',
    ...present({
      releaseAt: playbook.review === undefined ? undefined : since + playbook.review.release,
      releaseTo: playbook.review?.to,
    }),
  }
}
