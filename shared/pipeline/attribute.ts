import type { TaskMessage } from '../contracts/tasks.ts'
import { settleCredits, talliesOf, talliesOfAll } from '../domain/attribution.ts'
import { allCampaigns } from '../domain/campaign.ts'
import type { Basis, Credit, Opportunity } from '../domain/opportunity.ts'
import type { Store, Write } from '../ports/store.ts'
import { count } from './counting.ts'
import { readLead } from './identities.ts'
import type { Ports } from './ports.ts'
import { doTask, type TaskOutcome, withoutTask } from './task-work.ts'

/**
 * The attribute stage: brings the ledger in line with a deal. Pipeline is credited when it opens and revenue when
 * it is won; what changed since is taken back and credited anew. Ledger and counters are written together.
 * @param ports store
 * @param message names the opportunity's task
 */
export function attributeDeal(ports: Ports, message: TaskMessage): Promise<TaskOutcome> {
  return doTask(ports.store, message, 'opportunity', async (stored, { playbook }) => {
    const [lead, previous] = await Promise.all([
      readLead(ports.store, stored.entity.leadId),
      standing(ports.store, stored.entity),
    ])
    const { lines, opportunity } = settleCredits({
      opportunity: stored.entity,
      touches: lead?.touches ?? [],
      lookback: playbook.attribution.lookback,
      previous,
    })
    const { timezone } = playbook.workspace
    return [
      { kind: 'replace', stored, entity: withoutTask(opportunity) },
      ...lines.map((line): Write => ({ kind: 'create', entity: line })),
      ...lines.map((line) => count(timezone, line.campaign, line.at, line.opportunity, talliesOf(line))),
      ...talliesOfAll(lines).map(({ at, counts }) => count(timezone, allCampaigns, at, opportunity.id, counts)),
    ]
  })
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
