import { type ImportAnswer, outcomeRow } from '../../contracts/import.ts'
import { fieldErrors } from '../../contracts/problem.ts'
import { present } from '../../domain/present.ts'
import type { Mode } from '../../domain/submission.ts'
import type { Ports } from '../ports.ts'
import { currentRules } from '../rules.ts'
import { readDeal } from './deal.ts'
import { importRows, type RowResult } from './import-rows.ts'
import { takeOutcome } from './take-outcome.ts'

const clash = {
  path: 'dealId',
  message: 'was imported before with other values: say with occurredAt which are newer',
} as const

/**
 * Takes in a batch of imported outcomes, each its own task until its lead is there and the deal is recorded. A row of
 * a deal that is known changes it if its `occurredAt` is newer.
 * @param ports store, clock and ids
 * @param batch where the rows come from, whether they are live or history, and the rows as they came
 */
export async function importOutcomes(
  ports: Ports,
  batch: { readonly source: string; readonly mode: Mode; readonly rows: readonly unknown[] },
): Promise<ImportAnswer> {
  const { playbook } = await currentRules(ports.store)
  return importRows(batch.rows, async (raw): Promise<RowResult> => {
    const parsed = outcomeRow.safeParse(raw)
    if (!parsed.success) return { kind: 'rejected', errors: fieldErrors(parsed.error) }
    const read = readDeal(parsed.data, playbook, ports.clock.now())
    if (read.kind === 'invalid') return { kind: 'rejected', errors: read.errors }
    const { deal, occurredAt } = read
    const { source, mode } = batch
    const { dealId } = parsed.data
    const { kind } = await takeOutcome(ports, { source, mode, deal, dealId, ...present({ occurredAt }) }, 'bulk')
    return kind === 'clash' ? { kind: 'rejected', errors: [clash] } : { kind }
  })
}
