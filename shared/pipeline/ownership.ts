import { parseNumberedId, publicPool } from '../domain/ids.ts'
import type { Lead } from '../domain/lead.ts'
import type { Store } from '../ports/store.ts'

/**
 * Reads the lead that a deal was opened from.
 * @param store where it is
 * @param id the deal's, as a URL has it
 * @returns undefined for an id that names no lead's deal
 */
export async function readLeadOfDeal(store: Store, id: string): Promise<Lead | undefined> {
  const parsed = parseNumberedId('opp', id)
  return parsed === undefined ? undefined : (await store.get({ type: 'lead', id: parsed.leadId }))?.entity
}

/**
 * Tells whether somebody claimed a lead from the public pool and has it since: everybody could see it there, so that who
 * comes too late may learn who was faster.
 * @param store where its assignment is
 * @param lead the lead
 */
export async function wasClaimed(store: Store, lead: Lead): Promise<boolean> {
  const { state } = lead
  const offer = state.stage === 'working' ? parseNumberedId('asg', state.assignment) : undefined
  const last = offer === undefined ? undefined : await store.get({ type: 'assignment', ...offer })
  return last?.entity.pool === publicPool
}
