import type { Identity, Lead } from '../../../shared/domain/lead.ts'
import { identityDigest } from '../../../shared/pipeline/digest.ts'
import { suppressionDigest } from '../../../shared/pipeline/erase/suppression.ts'
import { type Evidence, type Invariant, livingLeads, stored, survivorsOf } from './evidence.ts'

/** One person is one lead, also when they come twice at the same instant. */
export const oneLeadPerIdentity: Invariant = {
  name: 'promise 3: one lead per identity',
  *check(evidence: Evidence) {
    const survivor = survivorsOf(evidence)
    const leads = new Map<string, Lead>(livingLeads(evidence).map((lead) => [lead.id, lead]))
    const owners = new Map(
      stored(evidence, 'identity').map(({ kind, digest, lead }) => [`${kind} ${digest}`, survivor(lead)]),
    )
    const gone = suppressed(evidence)
    const ownerOf = (kind: 'email' | 'phone' | 'externalId', value: string) =>
      owners.get(`${kind} ${identityDigest(kind, value)}`)
    for (const lead of owners.values()) if (!leads.has(lead)) yield `an identity belongs to ${lead}, which is not there`
    for (const [email, same] of Map.groupBy(leads.values(), ({ profile }) => profile.email)) {
      if (email !== undefined && same.length > 1) yield `${same.map(({ id }) => id).join(' and ')} have one e-mail`
    }
    for (const lead of leads.values()) {
      const { email, phone } = lead.profile
      if (email !== undefined && ownerOf('email', email) !== lead.id) yield `the e-mail of ${lead.id} is not its own`
      if (phone !== undefined && !isKnown(lead, ownerOf('phone', phone), survivor, gone('phone', phone)))
        yield `the phone of ${lead.id} leads elsewhere`
      for (const id of lead.externalIds) {
        if (!isKnown(lead, ownerOf('externalId', id), survivor, gone('externalId', id)))
          yield `${id} of ${lead.id} leads elsewhere`
      }
    }
    yield* splitPeople(evidence)
  },
}

/**
 * Two matches may disagree; then the other lead is on record as a possible duplicate. If that one was erased, the identity
 * is free, and whoever gives it next has it: of a lead that nobody may remember nothing can be on record.
 */
function isKnown(
  lead: Lead,
  owner: string | undefined,
  survivor: (id: string) => string,
  wasSomebodys: boolean,
): boolean {
  if (owner === undefined || wasSomebodys) return wasSomebodys
  return owner === lead.id || lead.possibleDuplicates.map(survivor).includes(owner)
}

/** Tells whether somebody who was erased had an identity. */
function suppressed(evidence: Evidence): (kind: Identity['kind'], value: string) => boolean {
  const secret = stored(evidence, 'erasureKey')[0]?.secret ?? ''
  const listed = new Set(stored(evidence, 'suppression').map(({ digest }) => digest))
  return (kind, value) => listed.has(suppressionDigest(secret, { kind, digest: identityDigest(kind, value) }))
}

/** Whoever gave one e-mail, or nothing but one phone or one external id, is one lead. */
function* splitPeople(evidence: Evidence) {
  const survivor = survivorsOf(evidence)
  const submissions = stored(evidence, 'submission').filter(({ erased }) => erased === undefined)
  const groups = Map.groupBy(submissions, ({ profile: { email, phone }, externalId }) => {
    if (email !== undefined) return `e-mail ${email}`
    if (phone !== undefined && externalId !== undefined) return 'several'
    return `${phone ?? ''} ${externalId ?? ''}`
  })
  for (const [who, same] of groups) {
    const leads = new Set(same.flatMap(({ state }) => ('lead' in state ? [survivor(state.lead)] : [])))
    if (who !== 'several' && leads.size > 1) yield `${who} is ${[...leads].join(' and ')}`
  }
}
