import type { TaskMessage } from '../contracts/tasks.ts'
import { mostPosts, type Notification, type NotificationState, postLease, waitAfter } from '../domain/notification.ts'
import { taskAt } from '../domain/task.ts'
import type { Poster, PostResult } from '../ports/poster.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { type AlertFacts, readAlert } from './alerts/facts.ts'
import { alertMessage } from './alerts/message.ts'
import { faultInWords, postFor } from './alerts/post.ts'
import { fallbackMail } from './alerts/put.ts'
import { answerLinks, type LinkPorts } from './answer-links.ts'
import type { Ports } from './ports.ts'
import { currentRules } from './rules.ts'
import { Contended, holderOf, type TaskOutcome, withoutTask } from './task-work.ts'

/** What posting alerts needs. */
export interface NotifyPorts extends Ports, LinkPorts {
  readonly poster: Poster
}

/** How often it is tried anew when the tick or another delivery changed the notification meanwhile. */
const maximumConflicts = 10

/**
 * The notify stage: claims a notification, posts it, and records what became of it. After a crash between the two it
 * is posted again (at least once), but three times at the most. What can't be posted goes to the rep by mail, in the
 * transaction that says so.
 * @param ports store, clock, poster and link signer
 * @param message names the notification's task
 * @throws Contended or StoreUnavailable when it should be tried again later
 */
export async function sendNotification(ports: NotifyPorts, message: TaskMessage): Promise<TaskOutcome> {
  for (let conflicts = 0; conflicts < maximumConflicts; conflicts += 1) {
    const outcome = await tryPosting(ports, message)
    if (outcome !== 'changed') return outcome
  }
  throw new Contended('the notification kept changing')
}

/** One try; `changed` when the notification was changed before it could be claimed. */
async function tryPosting(ports: NotifyPorts, message: TaskMessage): Promise<TaskOutcome | 'changed'> {
  const { store, clock } = ports
  const [stored, rules] = await Promise.all([holderOf(store, message, 'notification'), currentRules(store)])
  if (stored === undefined) return 'stale'
  const { state, tries } = stored.entity
  const now = clock.now()
  // Somebody is at it; if they died meanwhile, the tick comes back to it.
  if (state.status === 'claimed' && now < state.at + postLease) return 'stale'
  const read = await readAlert(store, rules, stored.entity)
  if (read.kind === 'moot') return settle(ports, stored, { status: 'dropped', at: now, why: read.why })
  const { facts } = read
  if (facts.channel === undefined) return fail(ports, stored, facts, 'the channel was taken away')
  if (tries >= mostPosts) return fail(ports, stored, facts, `nobody knows what became of ${mostPosts} posts`)
  const links = stored.entity.audience.to === 'rep' ? await answerLinks(ports, facts.assignment) : undefined
  const post = postFor(facts.channel, alertMessage(stored.entity, facts, links, now), now)
  const claimed = await claim(store, stored, { status: 'claimed', at: now })
  if (claimed === undefined) return 'changed'
  return conclude(ports, claimed, facts, await ports.poster.post(post))
}

/** Counts a try before it is made: what kills the process again and again comes to an end. */
async function claim(
  store: Store,
  stored: Stored<Notification>,
  state: NotificationState,
): Promise<Stored<Notification> | undefined> {
  const entity: Notification = { ...stored.entity, state, tries: stored.entity.tries + 1 }
  const result = await store.commit([{ kind: 'replace', stored, entity }])
  return result.kind === 'committed' ? { entity, version: stored.version + 1 } : undefined
}

async function conclude(
  ports: NotifyPorts,
  claimed: Stored<Notification>,
  facts: AlertFacts,
  result: PostResult,
): Promise<TaskOutcome> {
  const now = ports.clock.now()
  if (result.kind === 'delivered') return settle(ports, claimed, { status: 'sent', at: now })
  const wait = result.kind === 'refused' ? undefined : waitAfter(claimed.entity.tries, result.retryAfter)
  if (wait === undefined) return fail(ports, claimed, facts, faultInWords(result))
  return change(ports.store, claimed, async (current) => {
    const { id, tries, task } = current
    // Another id, so that a message of the try before can't cut the wait short.
    const next = taskAt(`notify:${id}:${tries + 1}`, 'notify', now + wait, task?.lane)
    return [{ ...current, state: { status: 'queued' }, task: next }]
  })
}

/** Gives the channel up and tells the rep by mail. */
function fail(
  ports: NotifyPorts,
  stored: Stored<Notification>,
  { assignment }: AlertFacts,
  why: string,
): Promise<TaskOutcome> {
  const at = ports.clock.now()
  const offered = { lead: { id: assignment.leadId }, assignment: assignment.id }
  const lane = stored.entity.task?.lane ?? 'live'
  return change(ports.store, stored, async (current) => [
    { ...withoutTask(current), state: { status: 'failed', at, why } },
    ...(await fallbackMail(ports.store, offered, assignment.rep, at, lane)),
  ])
}

function settle(ports: NotifyPorts, stored: Stored<Notification>, state: NotificationState): Promise<TaskOutcome> {
  return change(ports.store, stored, async (current) => [{ ...withoutTask(current), state }])
}

/**
 * Records what became of a notification, with what follows from it. The tick may have driven its task meanwhile, which
 * changes nothing; another delivery may have claimed or finished it, and then that one has the word, unless it is
 * known now that the alert is out.
 */
async function change(
  store: Store,
  stored: Stored<Notification>,
  decide: (current: Notification) => Promise<readonly [Notification, ...Write[]]>,
): Promise<TaskOutcome> {
  let current: Stored<Notification> | undefined = stored
  for (let conflicts = 0; conflicts < maximumConflicts && current !== undefined; conflicts += 1) {
    const [entity, ...more] = await decide(current.entity)
    const others = current.entity.tries !== stored.entity.tries && entity.state.status !== 'sent'
    if (isFinal(current.entity) || others) return 'stale'
    const result = await store.commit([{ kind: 'replace', stored: current, entity }, ...more])
    if (result.kind === 'committed') return 'done'
    current = await store.get(stored.entity)
  }
  if (current === undefined) return 'stale'
  throw new Contended('what became of the notification could not be recorded')
}

function isFinal({ state: { status } }: Notification): boolean {
  return status === 'sent' || status === 'failed' || status === 'dropped'
}
