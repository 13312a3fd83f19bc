import { timezoneOf } from './availability.ts'
import { dayOf } from './calendar.ts'
import type { RepId } from './ids.ts'
import type { Lead } from './lead.ts'
import type { Playbook } from './playbook.ts'
import type { Rep, Workload } from './roster.ts'
import type { Instant } from './time.ts'

/**
 * Says on whose plate a lead is: its owner's, until it is closed.
 * @param lead any
 */
export function holderOf({ state }: Lead): RepId | undefined {
  switch (state.stage) {
    case 'assigned':
    case 'working':
    case 'opportunity':
      return state.owner
    case 'new':
    case 'nurturing':
    case 'won':
    case 'lost':
    case 'pool':
    case 'rejected':
      return undefined
  }
}

/**
 * What a rep has who was never given a lead.
 * @param rep who
 */
export function emptyWorkload(rep: RepId): Workload {
  return { type: 'workload', rep, open: 0, day: '', today: 0, missed: 0 }
}

/**
 * Counts a lead that routing gives to a rep on this day of theirs.
 * @param workload as it was
 * @param rep from the roster
 * @param workspace the playbook's
 * @param now the present
 */
export function givenOne(workload: Workload, rep: Rep, workspace: Playbook['workspace'], now: Instant): Workload {
  const today = dayOf(now, timezoneOf(rep, workspace))
  return { ...workload, day: today, today: (workload.day === today ? workload.today : 0) + 1 }
}
