import type { EntityType, LeadRecord } from '../domain/entity.ts'
import type { Stored } from '../ports/store.ts'

const types: { readonly [Type in LeadRecord['type']]: true } = {
  lead: true,
  touch: true,
  decision: true,
  assignment: true,
  enrollment: true,
  mail: true,
  notification: true,
  opportunity: true,
  reportEntry: true,
}

/**
 * Tells whether something read belongs in a lead's own partition.
 * @param stored anything read
 */
export function isLeadRecord(stored: Stored): stored is Stored<LeadRecord> {
  const type: EntityType = stored.entity.type
  return Object.hasOwn(types, type)
}
