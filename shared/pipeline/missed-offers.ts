import type { Assignment } from '../domain/assignment.ts'
import type { ServiceLevel } from '../domain/playbook.ts'
import type { Instant } from '../domain/time.ts'
import { emptyWorkload } from '../domain/workload.ts'
import type { Store, Write } from '../ports/store.ts'
import { noticeWrites } from './notices.ts'
import { workloadWrite } from './workloads.ts'

/**
 * Counts an offer that a rep let pass, and takes the rep off rotation when it was one too many: whoever does not answer
 * would otherwise go on getting leads that nobody works.
 * @param store where rep and workload are
 * @param assignment the offer
 * @param sla the playbook's service level; without `pauseAfter` it is only counted
 * @param now the present
 */
export async function missedWrites(
  store: Store,
  assignment: Assignment,
  { pauseAfter }: ServiceLevel,
  now: Instant,
): Promise<readonly Write[]> {
  const [rep, workload] = await Promise.all([
    store.get({ type: 'rep', id: assignment.rep }),
    store.get({ type: 'workload', rep: assignment.rep }),
  ])
  const before = workload?.entity ?? emptyWorkload(assignment.rep)
  const missed = before.missed + 1
  const counted = workloadWrite(workload, { ...before, missed })
  const goesOn = pauseAfter === undefined || missed < pauseAfter || rep === undefined
  if (goesOn || rep.entity.paused !== undefined) return [counted]
  const reason = `${missed} ${missed === 1 ? 'offer' : 'offers in a row'} without an answer`
  return [
    counted,
    { kind: 'replace', stored: rep, entity: { ...rep.entity, paused: { at: now, reason } } },
    ...(await noticeWrites(store, assignment, 'paused', ['rep', 'manager'], now)),
  ]
}
