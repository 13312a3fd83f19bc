import {
  type Digest,
  type DigestMoment,
  digestIn,
  digestTask,
  nextDigest,
  waitingDigest,
  weekAfter,
} from '../../domain/digest.ts'
import type { Playbook } from '../../domain/playbook.ts'
import type { Instant } from '../../domain/time.ts'
import type { Store, Stored, Write } from '../../ports/store.ts'

/**
 * Has the first digest of a playbook wait for its time, in the transaction that publishes it. What waits already is
 * moved to where it belongs; a week that has had its digest gets no other. Without digests nothing is written: what
 * waits ends when it is due.
 * @param store where it is
 * @param playbook to be in force
 * @param now the present
 */
export async function firstDigest(
  store: Pick<Store, 'get'>,
  { digest, workspace }: Playbook,
  now: Instant,
): Promise<readonly Write[]> {
  if (digest === undefined) return []
  const next = nextDigest(now, digest, workspace.timezone)
  const inItsWeek = await store.get({ type: 'digest', week: next.week })
  if (inItsWeek?.entity.endedAt === undefined) return waiting(next, inItsWeek)
  const later = digestIn(weekAfter(next.week), digest, workspace.timezone)
  return waiting(later, await store.get({ type: 'digest', week: later.week }))
}

/**
 * Has the digest of the week after wait for its time, in the transaction that ends one: weeks that an outage took are
 * made up for, because their digests are due at once.
 * @param store where it is
 * @param playbook in force
 * @param ended the week whose digest is through
 */
export async function digestAfter(
  store: Pick<Store, 'get'>,
  { digest, workspace }: Playbook,
  ended: string,
): Promise<readonly Write[]> {
  if (digest === undefined) return []
  const next = digestIn(weekAfter(ended), digest, workspace.timezone)
  const there = await store.get({ type: 'digest', week: next.week })
  return there === undefined ? waiting(next, undefined) : []
}

function waiting(moment: DigestMoment, there: Stored<Digest> | undefined): readonly Write[] {
  if (there === undefined) return [{ kind: 'create', entity: waitingDigest(moment) }]
  const { entity } = there
  const isUnderWay = Object.keys(entity.deliveries).length > 0
  const task = digestTask(moment)
  if (entity.endedAt !== undefined || isUnderWay || entity.task?.id === task.id) return []
  return [{ kind: 'replace', stored: there, entity: { ...entity, task } }]
}
