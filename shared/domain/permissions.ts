import { type Role, roles } from './access.ts'
import type { RepId } from './ids.ts'
import { type Lead, ownerOf } from './lead.ts'

/** Who a person is, as their sign-in says. */
interface Named {
  readonly name?: string
  readonly email?: string
}

/** Who calls the API. A machine's token is an admin without a name. */
export type Caller =
  | (Named & { readonly role: 'admin' | 'marketer' })
  /** `rep` is who they are on the roster; absent when they are nobody there, or switched off. */
  | (Named & { readonly role: 'rep'; readonly rep?: RepId })

/**
 * Says which role a person has: of the groups they are in, the one that may do most.
 * @param groups names of groups; those that are no role mean nothing
 * @returns undefined for somebody in none of them
 */
export function roleOf(groups: readonly string[]): Role | undefined {
  return roles.find((role) => groups.includes(role))
}

/**
 * Tells whether a lead is a rep's to work: owned, or offered and not answered yet.
 * @param lead the lead
 * @param rep who asks
 */
export function isTheirs(lead: Lead, rep: RepId): boolean {
  return ownerOf(lead) === rep
}

/**
 * Tells whether a rep may read a lead: their own, and any that waits in the pool for somebody to claim it.
 * @param lead the lead
 * @param rep who asks
 */
export function isVisible(lead: Lead, rep: RepId): boolean {
  return lead.state.stage === 'pool' || isTheirs(lead, rep)
}
