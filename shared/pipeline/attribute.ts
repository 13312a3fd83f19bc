import type { TaskMessage } from '../contracts/tasks.ts'
import { correctCredits, talliesOf, talliesOfAll } from '../domain/attribution.ts'
import { allCampaigns } from '../domain/campaign.ts'
import type { Basis, Credit, Opportunity } from '../domain/opportunity.ts'
import { taskNow } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { count } from './counting.ts'
import { readLead } from './identities.ts'
import type { Ports } from './ports.ts'
import { nextRecredited } from './recredit.ts'
import { afterCheck, isChecking } from './report-check.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'

/**
 * Most lines written in one transaction. Each is three writes, itself and its campaign's tallies of the day and the
 * month; beside them there are the deal, its successor in a row of deals, the lead's report entry, and the tallies of
 * all campaigns for each of four days at the most: 98 of the 100 writes a transaction holds. A deal of up to seven
 * campaigns always fits.
 */
const mostLines = 29

/**
 * The attribute stage: brings the ledger in line with a deal. Pipeline is credited when it opens and revenue when
 * it is won; what is different now, in the deal or in its lead's touches, is taken back and credited anew. Ledger and
 * counters are written together. A deal of so many campaigns that a transaction can't hold their lines is settled in
 * several: each leaves the task for the next.
 * @param ports store, clock
 * @param message names the opportunity's task
 */
export function attributeDeal(ports: Pick<Ports, 'store' | 'clock'>, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(ports.store, message, 'opportunity', async (stored, { playbook }) => {
    const now = ports.clock.now()
    const [checking, lead, previous] = await Promise.all([
      isChecking(ports.store, now),
      readLead(ports.store, stored.entity.leadId),
      standing(ports.store, stored.entity),
    ])
    if (checking) return [{ kind: 'replace', stored, entity: afterCheck(stored.entity, now) }]
    const { lookback, halfLife } = playbook.attribution
    const { lines, opportunity, isComplete } = correctCredits({
      opportunity: stored.entity,
      touches: lead?.touches ?? [],
      lookback,
      ...(halfLife === undefined ? {} : { halfLife }),
      previous,
      now,
      mostLines,
    })
    const { timezone } = playbook.workspace
    return [
      ...(isComplete
        ? await completion(ports.store, stored, opportunity, now)
        : [{ kind: 'replace', stored, entity: withNextStep(stored, opportunity, now) } as const]),
      ...lines.map((line): Write => ({ kind: 'create', entity: line })),
      ...lines.flatMap((line) => count(timezone, line.campaign, line.at, line.opportunity, talliesOf(line))),
      ...talliesOfAll(lines).flatMap(({ at, counts }) => count(timezone, allCampaigns, at, opportunity.id, counts)),
    ]
  })
}

function withNextStep(stored: Stored<Opportunity>, opportunity: Opportunity, now: Instant): Opportunity {
  const lane = stored.entity.task?.lane ?? 'live'
  return { ...opportunity, task: taskNow(`attribute:${opportunity.id}:${stored.version + 1}`, 'attribute', now, lane) }
}

/** The deal is done; if it is one of a long row that is credited anew, the next one's turn has come. */
async function completion(
  store: Store,
  stored: Stored<Opportunity>,
  opportunity: Opportunity,
  now: Instant,
): Promise<readonly Write[]> {
  const { recreditNext: _next, ...done } = withoutTask(opportunity)
  return [{ kind: 'replace', stored, entity: done }, ...(await nextRecredited(store, stored.entity, now))]
}

const bases = ['pipeline', 'revenue'] as const satisfies readonly Basis[]

/** The lines that stand in the ledger for a deal now. */
async function standing(store: Store, { id, credited }: Opportunity): Promise<readonly Credit[]> {
  const refs = bases.flatMap((basis) => {
    const stands = credited[basis]
    if (stands === undefined) return []
    const { at, round, campaigns } = stands
    return campaigns.map((campaign) => ({ type: 'credit', campaign, opportunity: id, basis, round, at }) as const)
  })
  const lines = await Promise.all(refs.map((ref) => store.get(ref)))
  return lines.flatMap((line) => (line === undefined ? [] : [line.entity]))
}
