import type { TaskMessage } from '../../contracts/tasks.ts'
import { isErasureNotice } from '../../domain/erasure.ts'
import { isErased, type Lead } from '../../domain/lead.ts'
import type { Mail, MailState } from '../../domain/mail.ts'
import { mayReceiveMarketing } from '../../domain/nurture.ts'
import { present } from '../../domain/present.ts'
import type { LinkSigner } from '../../ports/links.ts'
import type { Mailer, SendResult } from '../../ports/mailer.ts'
import type { Stored, Write } from '../../ports/store.ts'
import type { Ports } from '../ports.ts'
import { currentRules } from '../rules.ts'
import { holderOf, type TaskOutcome, withoutTask } from '../task-work.ts'
import { compose } from './compose.ts'
import { readFacts } from './facts.ts'

/** What sending mail needs. */
export interface MailPorts extends Ports {
  readonly mailer: Mailer
  readonly links: LinkSigner
  /** Where links in mails lead: no slash at the end. */
  readonly publicUrl: string
}

/** The mail certainly did not go out, or an alert may not have: the queue tries it again. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent'
}

/** How often it is tried anew when the tick, an event or another delivery changed the mail meanwhile. */
const maximumConflicts = 10

/**
 * The send stage: claims a mail, hands it to the mail service, and records what became of it. After a crash between
 * the two, a rep's mail is sent again (at least once) and a prospect's is not (at most once; the doubt is recorded
 * and settled when the mail service reports).
 * @param ports store, clock, mailer and link signer
 * @param message names the mail's task
 * @throws MailNotSent when it should be tried again
 */
export async function sendMail(ports: MailPorts, message: TaskMessage): Promise<TaskOutcome> {
  for (let conflicts = 0; conflicts < maximumConflicts; conflicts += 1) {
    const outcome = await trySending(ports, message)
    if (outcome !== 'changed') return outcome
  }
  throw new MailNotSent('the mail or its lead kept changing')
}

/** One try; `changed` when the mail or its lead was changed before it could be claimed. */
async function trySending(ports: MailPorts, message: TaskMessage): Promise<TaskOutcome | 'changed'> {
  const [stored, rules] = await Promise.all([holderOf(ports.store, message, 'mail'), currentRules(ports.store)])
  if (stored === undefined) return 'stale'
  const [lead, facts] = await Promise.all([
    ports.store.get({ type: 'lead', id: stored.entity.leadId }),
    readFacts(ports.store, stored.entity),
  ])
  const now = ports.clock.now()
  if (stored.entity.state.status === 'claimed' && stored.entity.audience.to === 'prospect') {
    return record(ports, stored, { status: 'doubt', at: now })
  }
  const unwanted = lead === undefined ? 'the lead is gone' : reasonNotToSend(stored.entity, lead.entity)
  if (lead === undefined || unwanted !== undefined) {
    return record(ports, stored, { status: 'dropped', at: now, why: unwanted ?? 'the lead is gone' })
  }
  const composed = await compose(ports, { rules, mail: stored.entity, lead: lead.entity, facts })
  if (composed.kind === 'moot') return record(ports, stored, { status: 'dropped', at: now, why: composed.why })
  const claimed = await claim(ports, stored, lead)
  if (claimed === undefined) return 'changed'
  return settle(ports, claimed, await ports.mailer.send(composed.mail))
}

/** Why a mail that was wanted when it was put into the outbox is not wanted now. */
function reasonNotToSend(mail: Mail, lead: Lead): string | undefined {
  const { audience, content } = mail
  if (isErased(lead) && !isErasureNotice(mail)) return 'the lead was erased'
  if (audience.to !== 'prospect') return undefined
  if (lead.optOut === 'bounce' || lead.optOut === 'complaint') return `the address is closed to us: ${lead.optOut}`
  if (audience.purpose === 'service') return undefined
  if (lead.optOut !== undefined) return `opted out: ${lead.optOut}`
  if (!mayReceiveMarketing(lead)) return `the lead is ${lead.state.stage}`
  const current = lead.state.stage === 'nurturing' ? lead.state.enrollment : undefined
  return content.template === 'nurture' && content.enrollment !== current ? 'the lead is in another track' : undefined
}

/**
 * Claims a mail before it is handed over, so that a prospect never gets it twice. The lead must still be as it was
 * when it was decided that marketing mail is welcome. A rep's or manager's mail may go out twice, so it needs no claim.
 */
async function claim(ports: MailPorts, stored: Stored<Mail>, lead: Stored<Lead>): Promise<Stored<Mail> | undefined> {
  const { audience } = stored.entity
  if (audience.to !== 'prospect') return stored
  const entity: Mail = { ...stored.entity, state: { status: 'claimed', at: ports.clock.now() } }
  const writes: Write[] = [{ kind: 'replace', stored, entity }]
  if (audience.purpose === 'marketing') writes.push({ kind: 'require', stored: lead })
  const result = await ports.store.commit(writes)
  return result.kind === 'committed' ? { entity, version: stored.version + 1 } : undefined
}

async function settle(ports: MailPorts, stored: Stored<Mail>, result: SendResult): Promise<TaskOutcome> {
  const at = ports.clock.now()
  switch (result.kind) {
    case 'accepted':
      return record(ports, stored, { status: 'sent', at, messageId: result.messageId })
    case 'refused':
      return record(ports, stored, { status: 'dropped', at, why: result.why })
    case 'unknown':
      if (stored.entity.audience.to === 'prospect') return record(ports, stored, { status: 'doubt', at })
      throw new MailNotSent('the mail service did not answer')
    case 'busy':
      if (stored.entity.state.status === 'claimed') await release(ports, stored)
      throw new MailNotSent('the mail service is busy')
  }
}

/**
 * Takes a claim back after the mail certainly did not go out, so that it can be tried again. Another delivery may
 * have met the claim meanwhile and recorded a doubt: there is none.
 */
async function release(ports: MailPorts, claimed: Stored<Mail>): Promise<void> {
  let current: Stored<Mail> | undefined = claimed
  for (let conflicts = 0; conflicts < maximumConflicts && current !== undefined; conflicts += 1) {
    const { status } = current.entity.state
    if (status !== 'claimed' && status !== 'doubt') return
    const task = current.entity.task ?? claimed.entity.task
    const entity: Mail = { ...current.entity, ...present({ task }), state: { status: 'queued' } }
    if ((await ports.store.commit([{ kind: 'replace', stored: current, entity }])).kind === 'committed') return
    current = await ports.store.get(claimed.entity)
  }
}

/** Records what became of a mail and completes its task; a mail that is known to have gone further stays there. */
async function record(ports: MailPorts, stored: Stored<Mail>, state: MailState): Promise<TaskOutcome> {
  let current: Stored<Mail> | undefined = stored
  for (let conflicts = 0; conflicts < maximumConflicts && current !== undefined; conflicts += 1) {
    if (isFinal(current.entity.state) || (state.status === 'doubt' && current.entity.state.status === 'sent'))
      return 'stale'
    const sentAt = state.status === 'sent' ? { sentAt: state.at } : {}
    const entity: Mail = { ...withoutTask(current.entity), ...sentAt, state }
    if ((await ports.store.commit([{ kind: 'replace', stored: current, entity }])).kind === 'committed') return 'done'
    current = await ports.store.get(stored.entity)
  }
  throw new MailNotSent('what became of the mail could not be recorded')
}

/** States that the mail service's own word has set, or that a mail was dropped for. */
function isFinal({ status }: MailState): boolean {
  return status === 'delivered' || status === 'bounced' || status === 'complained' || status === 'dropped'
}
