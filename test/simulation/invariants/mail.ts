import type { Assignment } from '../../../shared/domain/assignment.ts'
import { isErased } from '../../../shared/domain/lead.ts'
import type { Mail } from '../../../shared/domain/mail.ts'
import { mayReceiveMarketing } from '../../../shared/domain/nurture.ts'
import type { AcceptedMail } from '../ports/mail-service.ts'
import {
  type Evidence,
  historyOf,
  type Invariant,
  isHistory,
  remembered,
  stored,
  survivorsOf,
  versionAt,
} from './evidence.ts'

/** Nobody gets a mail twice, and nobody gets what they don't want any more. */
export const welcomeMail: Invariant = {
  name: 'promise 7: no prospect mail twice, none that is unwelcome',
  *check(evidence: Evidence) {
    const mails = new Map<string, Mail>(remembered(evidence, 'mail').map((mail) => [mail.id, mail]))
    const toProspects = evidence.world.mail.accepted.flatMap((accepted) => {
      const mail = mails.get(accepted.id)
      return mail?.audience.to === 'prospect' ? [{ accepted, mail, audience: mail.audience }] : []
    })
    for (const accepted of evidence.world.mail.accepted) {
      if (!mails.has(accepted.id)) yield `${accepted.id} went out, but is not in the outbox`
    }
    for (const [id, same] of Map.groupBy(toProspects, ({ accepted }) => accepted.id)) {
      if (same.length > 1) yield `${id} went out ${same.length} times`
    }
    // Who was erased and came back is somebody new: nobody knows which steps they had.
    const gone = new Set<string>(stored(evidence, 'lead').flatMap((lead) => (isErased(lead) ? [lead.id] : [])))
    const steps = toProspects.filter(({ mail }) => mail.content.template === 'nurture' && !gone.has(mail.leadId))
    for (const [step, same] of Map.groupBy(steps, ({ accepted, mail }) => stepOf(accepted, mail))) {
      const ids = new Set(same.map(({ mail }) => mail.id))
      if (ids.size > 1) yield `${step} went out as ${[...ids].join(' and ')}`
    }
    const marketing = toProspects.filter(({ audience }) => audience.purpose === 'marketing')
    yield* unwelcome(
      evidence,
      marketing.map(({ accepted }) => accepted),
      mails,
    )
    yield* mailAboutHistory(evidence, mails)
    yield* thankedAgain(evidence)
    yield* forgottenOptOuts(evidence)
  },
}

function stepOf({ to }: AcceptedMail, { content }: Mail): string {
  return content.template === 'nurture' ? `step ${content.step} of ${content.track} to ${to}` : ''
}

/**
 * Marketing mail is claimed while the lead wants it; what changes between the claim and the mail service's yes
 * comes too late, because the mail is on its way.
 */
function* unwelcome(
  { world, ...rest }: Evidence,
  marketing: readonly AcceptedMail[],
  mails: ReadonlyMap<string, Mail>,
) {
  const evidence = { world, ...rest }
  const leads = historyOf(evidence, 'lead', ({ id }) => id)
  const outbox = historyOf(evidence, 'mail', ({ id }) => id)
  for (const { id, sequence } of marketing) {
    const versions = outbox.get(id) ?? []
    const claim = versions.findLast(
      (version) => version.sequence < sequence && version.entity.state.status === 'claimed',
    )
    const leadId = mails.get(id)?.leadId ?? ''
    if (claim === undefined) {
      yield `${id} went out without a claim`
      continue
    }
    const survivor = survivorsOf(evidence, claim.sequence)
    const lead = versionAt(leads.get(survivor(leadId)), claim.sequence)
    if (lead === undefined || !mayReceiveMarketing(lead)) {
      yield `${id} was claimed while its lead was ${lead?.state.stage}, opt-out ${lead?.optOut ?? 'none'}`
    }
    const stop = world.acks.optOuts.find(
      (ack) => survivor(ack.lead) === survivor(leadId) && ack.sequence < claim.sequence,
    )
    if (stop !== undefined) yield `${id} was claimed after its lead had ${stop.why}`
  }
}

/** Of people known only from history nobody is told, and they are not told anything. */
function* mailAboutHistory(evidence: Evidence, mails: ReadonlyMap<string, Mail>) {
  const survivor = survivorsOf(evidence)
  const lively = new Set<string>(
    remembered(evidence, 'submission').flatMap((one) =>
      !isHistory(one) && 'lead' in one.state ? [survivor(one.state.lead)] : [],
    ),
  )
  for (const { id, leadId } of mails.values()) if (!lively.has(survivor(leadId))) yield `${id} is about history`
}

/** A prospect is thanked when they come to Sales, not again when the lead changes hands. */
function* thankedAgain(evidence: Evidence) {
  const assignments = new Map<string, Assignment>(stored(evidence, 'assignment').map((one) => [one.id, one]))
  for (const { id, content } of stored(evidence, 'mail')) {
    if (content.template !== 'thanks') continue
    const before = assignments.get(content.assignment)?.before ?? []
    if (before.length > 0) yield `${id} thanks again for a lead that ${before.join(' and ')} had`
  }
}

/** Who has once said no is never asked again; who was erased never said so, and may say yes. */
function* forgottenOptOuts(evidence: Evidence) {
  for (const [id, versions] of historyOf(evidence, 'lead', (lead) => lead.id)) {
    const first = versions.findIndex(({ entity }) => entity.optOut !== undefined && entity.optOut !== 'erased')
    const forgotten = first >= 0 && versions.slice(first).some(({ entity }) => entity.optOut === undefined)
    if (forgotten) yield `${id} opted out, and it was forgotten`
  }
}
