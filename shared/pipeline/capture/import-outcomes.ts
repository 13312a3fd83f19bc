import { type ImportAnswer, type OutcomeRow, outcomeRow } from '../../contracts/import.ts'
import { type FieldError, fieldErrors } from '../../contracts/problem.ts'
import { parseMoment } from '../../domain/calendar.ts'
import { parseMinor } from '../../domain/money.ts'
import type { Outcome } from '../../domain/opportunity.ts'
import type { Playbook } from '../../domain/playbook.ts'
import { present } from '../../domain/present.ts'
import type { Mode } from '../../domain/submission.ts'
import { taskNow } from '../../domain/task.ts'
import type { Instant } from '../../domain/time.ts'
import { isStored, StoreUnavailable } from '../../ports/store.ts'
import { digestOf, digestOfJson } from '../digest.ts'
import type { Ports } from '../ports.ts'
import { currentRules } from '../rules.ts'
import { clash } from './import-leads.ts'
import { importRows, type RowResult } from './import-rows.ts'

/**
 * Takes in a batch of imported outcomes, each its own task until its lead is there and the deal is recorded.
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
    const deal = readDeal(parsed.data, playbook)
    if ('errors' in deal) return { kind: 'rejected', errors: deal.errors }
    const now = ports.clock.now()
    const id = `out_${digestOf('outcome', batch.source, parsed.data.dealId)}` as const
    const outcome: Outcome = {
      type: 'outcome',
      id,
      source: batch.source,
      mode: batch.mode,
      receivedAt: now,
      payloadDigest: digestOfJson(deal),
      deal,
      task: taskNow(`outcome:${id}`, 'outcome', now, 'bulk'),
    }
    const result = await ports.store.commit([{ kind: 'create', entity: outcome }])
    if (result.kind === 'committed') return { kind: 'accepted' }
    if (result.existing === undefined) throw new StoreUnavailable('the outcome is being worked on: send it again')
    const same = isStored(result.existing, 'outcome') && result.existing.entity.payloadDigest === outcome.payloadDigest
    return same ? { kind: 'known' } : { kind: 'rejected', errors: [clash('dealId')] }
  })
}

function readDeal(row: OutcomeRow, playbook: Playbook): Outcome['deal'] | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = []
  const { currency, timezone } = playbook.workspace
  if (row.currency !== undefined && row.currency !== currency)
    errors.push({ path: 'currency', message: `must be ${currency}, the workspace's currency` })
  const amountMinor = parseMinor(row.amount, currency)
  if (amountMinor === undefined)
    errors.push({ path: 'amount', message: `is not an amount of ${currency}, such as 1234.50` })
  const read = (path: string, text: string | undefined): Instant | undefined => {
    const moment = text === undefined ? undefined : parseMoment(text, timezone)
    if (text !== undefined && moment === undefined) errors.push({ path, message: 'is not a date and time' })
    return moment
  }
  const openedAt = read('openedAt', row.openedAt)
  const closedAt = read('closedAt', row.closedAt)
  const result = readResult(row, closedAt, playbook)
  if ('path' in result) errors.push(result)
  if (openedAt !== undefined && closedAt !== undefined && closedAt < openedAt)
    errors.push({ path: 'closedAt', message: 'must not be before openedAt' })
  if (errors.length > 0 || amountMinor === undefined || 'path' in result) return { errors }
  return {
    externalLeadId: row.externalId,
    name: row.name ?? row.dealId,
    amountMinor,
    currency,
    result,
    ...present({ openedAt }),
  }
}

function readResult(
  row: OutcomeRow,
  closedAt: Instant | undefined,
  playbook: Playbook,
): Outcome['deal']['result'] | FieldError {
  if (row.status === 'open') {
    const stage = row.stage ?? playbook.stages[0] ?? 'open'
    return playbook.stages.includes(stage)
      ? { status: 'open', stage }
      : { path: 'stage', message: `must be one of ${playbook.stages.join(', ')}` }
  }
  if (closedAt === undefined) return { path: 'closedAt', message: `is needed for a deal that is ${row.status}` }
  return row.status === 'won'
    ? { status: 'won', closedAt }
    : { status: 'lost', closedAt, reason: row.reason ?? 'not given' }
}
