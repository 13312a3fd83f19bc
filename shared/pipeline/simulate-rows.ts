import { leadRow } from '../contracts/import.ts'
import { type FieldError, fieldErrors } from '../contracts/problem.ts'
import { parseMoment } from '../domain/calendar.ts'
import type { Playbook } from '../domain/playbook.ts'
import { mergeProfile, type Profile } from '../domain/profile.ts'
import type { SimulatedLead, SimulatedStep } from '../domain/simulate-replay.ts'
import type { Instant } from '../domain/time.ts'
import { readPerson } from './capture/person.ts'
import { badMoment } from './capture/web-form.ts'

/** A row, read as an import reads it. */
export interface ReadRow {
  readonly eventId: string
  readonly at: Instant
  readonly profile: Profile
  readonly externalId?: string
}

/** A row, or why it can't be taken. */
export type RowReading =
  | { readonly kind: 'row'; readonly row: ReadRow }
  | { readonly kind: 'rejected'; readonly errors: readonly FieldError[] }

/**
 * Reads a row of a lead import as importing it would.
 * @param raw the row as it would be sent
 * @param workspace of the playbook in force: its country and time zone
 * @param now for rows that don't say when
 */
export function readRow(raw: unknown, workspace: Playbook['workspace'], now: Instant): RowReading {
  const parsed = leadRow.safeParse(raw)
  if (!parsed.success) return { kind: 'rejected', errors: fieldErrors(parsed.error) }
  const { eventId, occurredAt, extra = {}, ...fields } = parsed.data
  const person = readPerson(fields, workspace.country, { extra })
  if (person.kind === 'invalid') return { kind: 'rejected', errors: person.errors }
  const at = occurredAt === undefined ? now : parseMoment(occurredAt, workspace.timezone)
  if (at === undefined) return { kind: 'rejected', errors: [badMoment] }
  const { profile, externalId } = person
  return { kind: 'row', row: { eventId, at, profile, ...(externalId === undefined ? {} : { externalId }) } }
}

/**
 * Makes leads of rows: rows with the same e-mail, external id or phone are one lead, and each later one adds to what
 * is known, as in production. A row whose event id came before is the same row.
 * @param rows in any order
 * @param event what each counts as, such as `import.trade-show` or `form.demo-request`
 * @returns leads named by the event id of their first row
 */
export function leadsOfRows(rows: readonly ReadRow[], event: string): readonly SimulatedLead[] {
  const leads: { readonly id: string; readonly steps: SimulatedStep[] }[] = []
  const owners = new Map<string, (typeof leads)[number]>()
  const taken = new Set<string>()
  for (const row of rows.toSorted((one, other) => one.at - other.at)) {
    if (taken.has(row.eventId)) continue
    taken.add(row.eventId)
    const identities = identitiesOf(row)
    const owner = identities.map((identity) => owners.get(identity)).find((found) => found !== undefined)
    const lead = owner ?? { id: row.eventId, steps: [] }
    if (owner === undefined) leads.push(lead)
    for (const identity of identities) if (!owners.has(identity)) owners.set(identity, lead)
    lead.steps.push(stepOf(row, lead.steps.at(-1), event))
  }
  return leads
}

/** Strongest first, as in `findByIdentities`. */
function identitiesOf({ profile: { email, phone }, externalId }: ReadRow): readonly string[] {
  const named = [`email ${email ?? ''}`, `externalId ${externalId ?? ''}`, `phone ${phone ?? ''}`]
  return named.filter((identity) => !identity.endsWith(' '))
}

function stepOf({ eventId, at, profile }: ReadRow, before: SimulatedStep | undefined, event: string): SimulatedStep {
  const touch = { type: 'touch', id: `touch_${eventId}`, leadId: 'lead_0', at, kind: 'import', event } as const
  return { at, touch, profile: before === undefined ? profile : mergeProfile(before.profile, profile) }
}
