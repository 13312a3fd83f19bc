import { isLeadId, type LeadId } from '../../shared/domain/ids.ts'
import type { Lead } from '../../shared/domain/lead.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { findLead } from '../../shared/pipeline/identities.ts'
import { type MergeResult, mergeLeads } from '../../shared/pipeline/merge.ts'
import { openOpportunity } from '../../shared/pipeline/opportunities.ts'
import { respond } from '../../shared/pipeline/respond.ts'
import type { Store } from '../../shared/ports/store.ts'
import type { MemoryStack } from './memory-stack.ts'

/** What makes a complete business lead, in New York unless said otherwise. */
export const business = { company: 'Engines', jobTitle: 'Director', employees: '60', state: 'NY' }

type Fields = Readonly<Record<string, string>>

/**
 * Takes in a lead with an e-mail address or a phone number of its own, and lets the pipeline do its work.
 * @param stack the pipeline
 * @param form `demo-request` or `newsletter`
 * @param fields the form's
 */
export async function come(stack: MemoryStack, form: string, fields: Fields): Promise<LeadId> {
  const { email, phone } = fields
  await submitForm(stack.ports, { formId: form, fields })
  await stack.settle()
  const found =
    email === undefined ? findLead(stack.store, 'phone', phone ?? '') : findLead(stack.store, 'email', email)
  const lead = await found
  if (lead === undefined) throw new Error('there is no such lead')
  return lead.entity.id
}

/** A lead that was offered to a rep. */
export const hot = (stack: MemoryStack, name: string, more: Fields = {}): Promise<LeadId> =>
  come(stack, 'demo-request', { email: `${name}@${name}.example`, ...business, ...more })

/** A lead in nurture. */
export const cool = (stack: MemoryStack, name: string, more: Fields = {}): Promise<LeadId> =>
  come(stack, 'newsletter', { email: `${name}@${name}.example`, ...more })

/** A lead as its id reads now. */
export async function leadAt({ store }: MemoryStack, id: string): Promise<Lead> {
  const lead = isLeadId(id) ? await store.get({ type: 'lead', id }) : undefined
  if (lead === undefined) throw new Error('there is no such lead')
  return lead.entity
}

/** The offer a lead is with. */
export async function offerOf(stack: MemoryStack, id: string): Promise<string> {
  const { state } = await leadAt(stack, id)
  if (!('assignment' in state)) throw new Error(`it is ${state.stage}`)
  return state.assignment
}

/** Has the rep accept a lead. */
export async function accept(stack: MemoryStack, id: string): Promise<void> {
  const answer = await respond(stack.ports, await offerOf(stack, id), { kind: 'accept' })
  if (answer.kind !== 'done') throw new Error(answer.kind)
}

/** Opens a deal of 100.00 from a lead. */
export async function sell(stack: MemoryStack, id: LeadId, name = 'Looms'): Promise<string> {
  const opened = await openOpportunity(stack.ports, id, { name, amountMinor: 100_00, currency: 'USD' })
  if (opened.kind !== 'done') throw new Error(opened.kind)
  await stack.settle()
  return opened.opportunity.id
}

/** Merges, which must work. */
export async function merged(stack: MemoryStack, survivor: LeadId, absorbed: LeadId): Promise<Lead> {
  const result = await mergeLeads(stack.ports, survivor, absorbed)
  if (result.kind !== 'done') throw new Error(result.kind)
  await stack.settle()
  return result.lead
}

/**
 * Makes a store in which a merge happens at the worst moment: after a use case has read, before it commits.
 * @param stack the pipeline
 * @param survivor the lead that stays
 * @param absorbed the lead that is merged into it
 */
export function mergingMeanwhile(stack: MemoryStack, survivor: LeadId, absorbed: LeadId) {
  const results: MergeResult[] = []
  const store: Store = {
    ...stack.store,
    commit: async (writes) => {
      if (results.length === 0) results.push(await mergeLeads(stack.ports, survivor, absorbed))
      return stack.store.commit(writes)
    },
  }
  return { ports: { ...stack.ports, store }, results }
}
