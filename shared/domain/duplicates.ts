import { folded } from './finding.ts'
import type { LeadId } from './ids.ts'
import type { Identity, Lead } from './lead.ts'

/**
 * Why two leads may be one person, the likeliest reason first: an identity of one is the other's, one submission named
 * identities of both, or they share a name at one company.
 */
export const duplicateKinds = ['same-identity', 'one-submission', 'same-name'] as const

/** One reason to think that two leads are one person. */
export interface DuplicateReason {
  readonly kind: (typeof duplicateKinds)[number]
  readonly detail: string
}

/** A lead that may be the same person. */
export interface PossibleDuplicate {
  readonly lead: Lead
  readonly reasons: readonly DuplicateReason[]
}

/** Leads to look at, and where each was found. */
export interface DuplicateCandidates {
  /** Owners of identities that the lead's profile names. */
  readonly owners: readonly { readonly kind: Identity['kind']; readonly lead: Lead }[]
  /** Those the lead lists. */
  readonly listed: readonly Lead[]
  /** Others, of which some may have its name. */
  readonly others: readonly Lead[]
}

const identityInWords = { email: 'e-mail address', phone: 'phone number', externalId: 'external id' } as const

/**
 * Says which of some leads may be the same person as one, and why.
 * @param lead the one
 * @param candidates the others; the lead itself among them is passed over
 * @returns the likeliest first
 */
export function possibleDuplicates(lead: Lead, candidates: DuplicateCandidates): readonly PossibleDuplicate[] {
  const found = new Map<LeadId, PossibleDuplicate>()
  const add = (other: Lead, reason: DuplicateReason): void => {
    if (other.id === lead.id) return
    const reasons = found.get(other.id)?.reasons ?? []
    const known = reasons.some(({ kind, detail }) => kind === reason.kind && detail === reason.detail)
    found.set(other.id, { lead: other, reasons: known ? reasons : [...reasons, reason] })
  }
  for (const { kind, lead: owner } of candidates.owners)
    add(owner, { kind: 'same-identity', detail: `This lead's ${identityInWords[kind]} belongs to the other` })
  for (const other of candidates.listed) add(other, { kind: 'one-submission', detail: 'One submission named both' })
  for (const other of [...candidates.owners.map((owner) => owner.lead), ...candidates.listed, ...candidates.others])
    if (areNamesakes(lead, other)) add(other, { kind: 'same-name', detail: 'The same name at the same company' })
  return [...found.values()].toSorted(likeliestFirst)
}

/**
 * Tells whether two leads have one last name, no different first names, and one company.
 * @param lead one
 * @param other another
 */
export function areNamesakes({ profile }: Lead, { profile: other }: Lead): boolean {
  const { company } = profile
  return (
    alike(profile.lastName, other.lastName) === true &&
    alike(profile.firstName, other.firstName) !== false &&
    (alike(company.domain, other.company.domain) ?? alike(company.name, other.company.name)) === true
  )
}

/** Undefined where one of them is not known. */
function alike(one: string | undefined, other: string | undefined): boolean | undefined {
  if (one === undefined || other === undefined) return undefined
  return folded(one) === folded(other)
}

function likeliestFirst(one: PossibleDuplicate, other: PossibleDuplicate): number {
  const rank = ({ reasons }: PossibleDuplicate) => Math.min(...reasons.map(({ kind }) => duplicateKinds.indexOf(kind)))
  return rank(one) - rank(other) || (one.lead.id < other.lead.id ? 1 : -1)
}
