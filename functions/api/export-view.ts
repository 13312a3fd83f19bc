import { exportFormat } from '../../shared/contracts/privacy.ts'
import type { Assignment } from '../../shared/domain/assignment.ts'
import type { Mail } from '../../shared/domain/mail.ts'
import type { Enrollment } from '../../shared/domain/nurturing.ts'
import type { Submission } from '../../shared/domain/submission.ts'
import { type Instant, toIso } from '../../shared/domain/time.ts'
import type { Touch } from '../../shared/domain/touch.ts'
import type { ExportPage } from '../../shared/pipeline/export-lead.ts'
import { decisionView, leadView, opportunityView } from './views.ts'

type ExportedRecord = ExportPage['records'][number]

/**
 * All that is known of a person, or a part of it, as the API hands it out.
 * @param page what was read
 * @param now the present
 */
export function exportView({ lead, records, next }: ExportPage, now: Instant) {
  const ofType = <Type extends ExportedRecord['type']>(type: Type) =>
    records.filter((record): record is Extract<ExportedRecord, { readonly type: Type }> => record.type === type)
  return {
    format: exportFormat,
    exportedAt: toIso(now),
    lead: leadView(lead),
    stages: lead.history.map(({ stage, at }) => ({ stage, at: toIso(at) })),
    submissions: ofType('submission').map(submissionView),
    touches: ofType('touch').map(touchView),
    decisions: ofType('decision').map(decisionView),
    mails: ofType('mail').map(mailView),
    alerts: ofType('notification').map(({ id, at, channel, audience, state }) => ({
      id,
      at: toIso(at),
      channel,
      to: audience.to === 'rep' ? audience.rep : audience.team,
      status: state.status,
    })),
    enrollments: ofType('enrollment').map(enrollmentView),
    offers: ofType('assignment').map(offerView),
    deals: ofType('opportunity').map(opportunityView),
    cursor: next === undefined ? undefined : String(next),
  }
}

function submissionView({ id, source, occurredAt, receivedAt, raw, consent, state }: Submission) {
  return {
    id,
    source,
    occurredAt: toIso(occurredAt),
    receivedAt: toIso(receivedAt),
    sent: raw,
    consent,
    status: state.status,
  }
}

function touchView({ id, at, kind, event, campaign, summary, by }: Touch) {
  return { id, at: toIso(at), kind, event, campaign, words: summary, by }
}

function mailView({ id, at, audience, content, state, sentAt }: Mail) {
  const { template, ...about } = content
  return {
    id,
    at: toIso(at),
    to: audience.to === 'rep' ? audience.rep : audience.to === 'manager' ? `manager of ${audience.team}` : 'the person',
    about: { template, ...about },
    status: state.status,
    sentAt: sentAt === undefined ? undefined : toIso(sentAt),
  }
}

function enrollmentView({ id, track, startedAt, sent, ended }: Enrollment) {
  return { id, track, startedAt: toIso(startedAt), sent, ended: ended?.why }
}

function offerView({ id, rep, offeredAt, state }: Assignment) {
  return {
    id,
    rep,
    offeredAt: toIso(offeredAt),
    status: state.status,
    reason: 'reason' in state ? state.reason : undefined,
  }
}
