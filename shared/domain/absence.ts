import { atWork, overCapacity, overDailyCap, switchedOff } from './availability.ts'
import type { Playbook } from './playbook.ts'
import type { Rep, Workload } from './roster.ts'
import type { Instant } from './time.ts'

/**
 * Says why a rep is given no lead now, in the order routing asks.
 * @param rep from the roster; absent when the playbook names somebody who is not on it
 * @param workload what they have; nothing yet when absent
 * @param workspace the playbook's
 * @param now the present
 * @returns `undefined` when they are
 */
export function whyNoLeads(
  rep: Rep | undefined,
  workload: Workload | undefined,
  workspace: Playbook['workspace'],
  now: Instant,
): string | undefined {
  if (rep === undefined) return 'not in the roster'
  const obstacle = switchedOff(rep) ?? overCapacity(rep, workload) ?? overDailyCap(rep, workload, workspace, now)
  if (obstacle !== undefined) return obstacle
  const availability = atWork(rep, workspace, now)
  return availability.kind === 'now' ? undefined : availability.why
}
