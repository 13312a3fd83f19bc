import type { TaskMessage } from '../../contracts/tasks.ts'
import { type Digest, type DigestDelivery, digestIn, digestTask } from '../../domain/digest.ts'
import type { Playbook } from '../../domain/playbook.ts'
import { minute } from '../../domain/time.ts'
import { type MailWords, renderMail } from '../../mail/index.ts'
import type { Mailer } from '../../ports/mailer.ts'
import type { Stored } from '../../ports/store.ts'
import { digestOf } from '../digest.ts'
import { commitFresh } from '../fresh.ts'
import { MailNotSent } from '../mail/send.ts'
import type { Ports } from '../ports.ts'
import { currentRules } from '../rules.ts'
import { doTask, holderOf, type TaskOutcome, withoutTask } from '../task-work.ts'
import { readDigestNumbers } from './figures.ts'
import { digestAfter } from './schedule.ts'

/** What sending digests needs. */
export interface DigestPorts extends Ports {
  readonly mailer: Mailer
}

/** How long a claim may be somebody's who is sending at this moment: longer than the function may run. */
const claimLasts = 2 * minute

/**
 * The digest stage: sends the numbers of the week before to everybody the playbook names, and has the digest of the week
 * after wait for its time. Each mail is claimed, handed over, and recorded, address by address: nobody gets one twice,
 * and a crash in between leaves the one that was under way in doubt (at most once).
 * @param ports store, clock and mailer
 * @param message names the digest's task
 * @throws MailNotSent when it should be tried again; who has had theirs gets no other
 */
export async function sendDigest(ports: DigestPorts, message: TaskMessage): Promise<TaskOutcome> {
  const { store, clock } = ports
  const [stored, { playbook }] = await Promise.all([holderOf(store, message, 'digest'), currentRules(store)])
  if (stored === undefined) return 'stale'
  const { digest, workspace } = playbook
  const { week, deliveries } = stored.entity
  if (digest === undefined) return end(ports, message)
  const planned = digestIn(week, digest, workspace.timezone)
  // The playbook has another day by now, later in this week.
  if (planned.dueAt > clock.now() && Object.keys(deliveries).length === 0)
    return doTask(store, message, 'digest', async (current) => [
      { kind: 'replace', stored: current, entity: { ...current.entity, task: digestTask(planned) } },
    ])
  const words = await wordsOf(ports, playbook, week)
  for (const address of digest.to) {
    if (await claim(ports, stored.entity, address)) await handOver(ports, stored.entity, address, words, workspace.name)
  }
  return end(ports, message)
}

async function wordsOf({ store }: DigestPorts, playbook: Playbook, week: string): Promise<MailWords> {
  const numbers = await readDigestNumbers(store, playbook, week)
  return renderMail({ template: 'digest', workspace: playbook.workspace, ...numbers })
}

function end({ store, clock }: DigestPorts, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(store, message, 'digest', async (stored, { playbook }) => [
    { kind: 'replace', stored, entity: { ...withoutTask(stored.entity), endedAt: clock.now() } },
    ...(await digestAfter(store, playbook, stored.entity.week)),
  ])
}

/**
 * Claims the mail to one address.
 * @returns whether it is to be handed over now
 */
function claim({ store, clock }: DigestPorts, { week }: Digest, address: string): Promise<boolean> {
  return commitFresh(store, async () => {
    const stored = await store.get({ type: 'digest', week })
    if (stored === undefined || stored.entity.endedAt !== undefined) return { result: false, writes: [] }
    const now = clock.now()
    const current = stored.entity.deliveries[address]
    if (current === undefined)
      return { result: true, writes: [delivered(stored, address, { status: 'claimed', at: now })] }
    if (current.status !== 'claimed') return { result: false, writes: [] }
    if (now < current.at + claimLasts) throw new MailNotSent('another try is sending it')
    return { result: false, writes: [delivered(stored, address, { status: 'doubt', at: now })] }
  })
}

async function handOver(
  ports: DigestPorts,
  digest: Digest,
  address: string,
  words: MailWords,
  fromName: string,
): Promise<void> {
  // No lead's mail has such an id, so that what the mail service reports of it is passed over.
  const id = `mail_digest_${digest.week}_${digestOf(address).slice(0, 12)}` as const
  const result = await ports.mailer.send({ id, to: { address }, fromName, ...words })
  const at = ports.clock.now()
  switch (result.kind) {
    case 'accepted':
      return record(ports, digest, address, { status: 'sent', at, messageId: result.messageId })
    case 'refused':
      return record(ports, digest, address, { status: 'dropped', at, why: result.why })
    case 'unknown':
      return record(ports, digest, address, { status: 'doubt', at })
    case 'busy':
      await record(ports, digest, address, undefined)
      throw new MailNotSent('the mail service is busy')
  }
}

/** Records what became of the mail to one address; nothing, when it certainly did not go out. */
function record(
  { store }: DigestPorts,
  { week }: Digest,
  address: string,
  delivery: DigestDelivery | undefined,
): Promise<void> {
  return commitFresh(store, async () => {
    const stored = await store.get({ type: 'digest', week })
    return { result: undefined, writes: stored === undefined ? [] : [delivered(stored, address, delivery)] }
  })
}

function delivered(stored: Stored<Digest>, address: string, delivery: DigestDelivery | undefined) {
  const { [address]: _before, ...others } = stored.entity.deliveries
  const deliveries = delivery === undefined ? others : { ...others, [address]: delivery }
  return { kind: 'replace', stored, entity: { ...stored.entity, deliveries } } as const
}
