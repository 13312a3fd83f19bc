import { type ImportAnswer, type LeadRow, leadRow } from '../../contracts/import.ts'
import { type FieldError, fieldErrors } from '../../contracts/problem.ts'
import { parseMoment } from '../../domain/calendar.ts'
import { present } from '../../domain/present.ts'
import type { Mode } from '../../domain/submission.ts'
import type { Ports } from '../ports.ts'
import { currentRules } from '../rules.ts'
import { importRows, type RowResult } from './import-rows.ts'
import { readPerson } from './person.ts'
import { submit } from './submit.ts'
import { badMoment, utmOf } from './web-form.ts'

/**
 * Takes in a batch of imported leads, each on its own: a bad row is rejected with its line and reasons.
 * @param ports store, clock and ids
 * @param batch where the rows come from, whether they are live or history, and the rows as they came
 */
export async function importLeads(
  ports: Ports,
  batch: { readonly source: string; readonly mode: Mode; readonly rows: readonly unknown[] },
): Promise<ImportAnswer> {
  const { workspace } = (await currentRules(ports.store)).playbook
  return importRows(batch.rows, async (raw): Promise<RowResult> => {
    const parsed = leadRow.safeParse(raw)
    if (!parsed.success) return { kind: 'rejected', errors: fieldErrors(parsed.error) }
    const row = parsed.data
    const person = readPerson(row, workspace.country, { extra: row.extra ?? {} })
    if (person.kind === 'invalid') return { kind: 'rejected', errors: person.errors }
    const occurredAt =
      row.occurredAt === undefined ? ports.clock.now() : parseMoment(row.occurredAt, workspace.timezone)
    if (occurredAt === undefined) return { kind: 'rejected', errors: [badMoment] }
    const result = await submit(
      ports,
      {
        source: { kind: 'import', source: batch.source },
        mode: batch.mode,
        occurredAt,
        raw: withoutLine(row),
        profile: person.profile,
        utm: utmOf(row),
        ...present({
          externalId: person.externalId,
          campaign: row.campaign ?? row.utm_campaign,
          message: row.message,
          consent: row.consent,
        }),
      },
      { source: `import:${batch.source}`, id: row.eventId },
      'bulk',
    )
    return result.kind === 'clash' ? { kind: 'rejected', errors: [clash('eventId')] } : { kind: result.kind }
  })
}

/**
 * Says that a row differs from what was imported under its id before.
 * @param path the field that holds the id
 */
export function clash(path: string): FieldError {
  return { path, message: 'was imported before with other values' }
}

/** The line is where a row stands in the file, not part of what it says: a moved row is still the same row. */
function withoutLine(row: LeadRow): Omit<LeadRow, 'line'> {
  const { line: _line, ...rest } = row
  return rest
}
