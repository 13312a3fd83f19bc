import { fullDeadline, shortDeadline } from '../../domain/local-time.ts'
import type { Notification } from '../../domain/notification.ts'
import { present } from '../../domain/present.ts'
import { oneLine } from '../../domain/text.ts'
import { type Instant, toIso } from '../../domain/time.ts'
import type { AnswerLinks } from '../answer-links.ts'
import type { Card } from './card.ts'
import type { AlertFacts } from './facts.ts'
import type { ChannelMessage, WebhookEvent } from './post.ts'

/** Most characters of a routing reason on a channel; the mail and the decision have all of it. */
const longestReason = 300

/**
 * Writes an alert for a channel: what the mail says, shortly. Of the person it names no more than name and company,
 * because others may read along; how to reach them is in the mail and on the lead.
 * @param notification the alert
 * @param facts what it tells of
 * @param links where the rep answers; absent in a team's channel, because whoever has them answers as the rep
 * @param now the present
 */
export function alertMessage(
  notification: Notification,
  facts: AlertFacts,
  links: AnswerLinks | undefined,
  now: Instant,
): ChannelMessage {
  return { id: notification.id, card: cardOf(facts, links, now), event: eventOf(notification, facts, links) }
}

function cardOf(facts: AlertFacts, links: AnswerLinks | undefined, now: Instant): Card {
  const { lead, assignment, rules, rep } = facts
  const { timezone } = rules.playbook.workspace
  const { value, grade } = lead.score
  const name = oneLine(rep?.name ?? assignment.rep, 80)
  const by = shortDeadline(assignment.acceptBy, now, timezone)
  return {
    title: `Hot lead: ${whoOf(facts)} (score ${value}), accept by ${by}`,
    facts: [
      { label: 'Offered to', value: name },
      { label: 'Score', value: `${value}${grade === undefined ? '' : `, grade ${grade}`}` },
      { label: 'Accept by', value: fullDeadline(assignment.acceptBy, timezone) },
      { label: links === undefined ? `Why ${name}` : 'Why you', value: whyOf(facts) },
    ],
    texts: [],
    links:
      links === undefined
        ? []
        : [
            { label: 'Accept this lead', url: links.acceptUrl },
            { label: 'Decline', url: links.declineUrl },
          ],
  }
}

function whoOf({ lead: { profile } }: AlertFacts): string {
  const parts = [[profile.firstName, profile.lastName].map((part) => part ?? '').join(' '), profile.company.name ?? '']
  const known = parts.map((part) => oneLine(part, 80)).filter((part) => part !== '')
  return known.length === 0 ? 'New lead' : known.join(', ')
}

function whyOf({ reason, assignment }: AlertFacts): string {
  const place = `territory ${oneLine(assignment.territory, 80)}, pool ${oneLine(assignment.pool, 80)}`
  return reason === '' ? place : `${oneLine(reason, longestReason)} (${place})`
}

function eventOf(notification: Notification, facts: AlertFacts, links: AnswerLinks | undefined): WebhookEvent {
  const { lead, assignment, rep, rules } = facts
  const { value, grade } = lead.score
  return {
    type: 'lead.assigned',
    timestamp: toIso(notification.at),
    data: present({
      leadId: lead.id,
      assignmentId: assignment.id,
      rep: present({ id: assignment.rep, name: rep?.name }),
      territory: assignment.territory,
      pool: assignment.pool,
      score: present({ value, grade, hot: rules.playbook.scoring.hot }),
      reason: facts.reason,
      acceptBy: toIso(assignment.acceptBy),
      link: links?.acceptUrl,
    }),
  }
}
