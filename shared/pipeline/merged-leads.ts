import type { EntityType, LeadRecord } from '../domain/entity.ts'
import type { Lead } from '../domain/lead.ts'
import { isStored, type Ref, type Store, type Stored } from '../ports/store.ts'

/**
 * Makes a store in which a lead that was merged into another reads as that one, and everything known of a lead is what
 * lies with it and with all leads that were merged into it. So whoever has the id of either, in a link, an offer, a deal
 * or an identity, finds the one lead there is, and no use case has to look where a lead went. `load` reads what stands
 * at a key, as ever. What it asks in addition is of the kind that was asked: whoever lists no lead needs no right to.
 * @param raw where leads are
 */
export function readingWholeLeads(raw: Store): Store {
  return {
    ...raw,
    get: async <R extends Ref>(ref: R) => followed<R['type']>(raw, await raw.get(ref), ref.type),
    listLead: async (id) => {
      const own = await raw.listLead(id)
      const lead = leadIn(own)
      if (lead?.entity.merged === undefined) return withAbsorbed(raw, own, lead?.entity)
      const survivor = await survivorOf(raw, lead)
      if (survivor === undefined) return []
      const records = await raw.listLead(survivor.entity.id)
      return withAbsorbed(raw, records, leadIn(records)?.entity)
    },
  }
}

async function followed<Type extends EntityType>(raw: Store, stored: Stored | undefined, type: Type) {
  const found = isStored(stored, 'lead') ? await survivorOf(raw, stored) : stored
  return isStored(found, type) ? found : undefined
}

/** A lead may have been merged into one that was merged itself since; when the last is gone, so is the person. */
async function survivorOf(raw: Store, stored: Stored<Lead>): Promise<Stored<Lead> | undefined> {
  let lead: Stored<Lead> | undefined = stored
  while (lead?.entity.merged !== undefined) lead = await raw.get({ type: 'lead', id: lead.entity.merged.into })
  return lead
}

function leadIn(records: readonly Stored<LeadRecord>[]): Stored<Lead> | undefined {
  for (const record of records) if (isStored(record, 'lead')) return record
  return undefined
}

/** In the order of one partition: of records that stand at one place, the survivor's comes first. */
async function withAbsorbed(
  raw: Store,
  records: readonly Stored<LeadRecord>[],
  lead: Lead | undefined,
): Promise<readonly Stored<LeadRecord>[]> {
  if (lead?.absorbed === undefined) return records
  const others = await Promise.all(lead.absorbed.map((id) => raw.listLead(id)))
  const placed = [records, ...others].flat().map((record) => ({ record, sort: raw.keyOf(record.entity).sort }))
  return placed
    .toSorted((one, other) => (one.sort < other.sort ? -1 : Number(one.sort > other.sort)))
    .map(({ record }) => record)
}
