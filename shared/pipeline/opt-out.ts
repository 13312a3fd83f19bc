import type { LeadId } from '../domain/ids.ts'
import { isErased, type OptOut } from '../domain/lead.ts'
import { commitFresh } from './fresh.ts'
import type { Ports } from './ports.ts'

/**
 * Stops all marketing mail to a lead, at once and for good. Stopping it again changes nothing.
 * @param ports store
 * @param id the lead's
 * @param why it is stopped
 * @returns false when there is no such lead
 */
export function optOut(ports: Pick<Ports, 'store'>, id: LeadId, why: OptOut): Promise<boolean> {
  return commitFresh(ports.store, async () => {
    const lead = await ports.store.get({ type: 'lead', id })
    const settled = lead === undefined || lead.entity.optOut !== undefined || isErased(lead.entity)
    if (settled) return { result: lead !== undefined, writes: [] }
    return { result: true, writes: [{ kind: 'replace', stored: lead, entity: { ...lead.entity, optOut: why } }] }
  })
}
