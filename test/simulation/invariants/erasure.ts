import type { Entity } from '../../../shared/domain/entity.ts'
import type { LeadId } from '../../../shared/domain/ids.ts'
import { isErased, type Lead } from '../../../shared/domain/lead.ts'
import { identitiesOf } from '../../../shared/pipeline/erase/release.ts'
import { type Evidence, historyOf, type Invariant, remembered, stored } from './evidence.ts'

/** Who was erased is gone: from their lead, from what they sent, from what others told of them, and from every mailing. */
export const trulyErased: Invariant = {
  name: 'promise 11: nothing of an erased person is left, and nothing brings them back',
  *check(evidence: Evidence) {
    const leads = new Map<string, Lead>(stored(evidence, 'lead').map((lead) => [lead.id, lead]))
    for (const { lead } of evidence.world.acks.erasures)
      if (leads.get(lead)?.erased === undefined) yield `${lead} was erased, but is there`
    const erased = [...leads.values()].filter(isErased)
    for (const lead of erased) {
      yield* leftOf(evidence, lead)
      yield* broughtBack(evidence, lead)
    }
  },
}

/** What a person was ever known by. */
function wordsOf(evidence: Evidence, id: LeadId): readonly string[] {
  const versions = historyOf(evidence, 'lead', (lead) => lead.id).get(id) ?? []
  const sent = remembered(evidence, 'submission').filter(({ state }) => 'lead' in state && state.lead === id)
  const profiles = [...versions.map(({ entity }) => entity.profile), ...sent.map(({ profile }) => profile)]
  const ids = [...versions.flatMap(({ entity }) => entity.externalIds), ...sent.map(({ externalId }) => externalId)]
  const words = [...profiles.flatMap(({ email, phone, lastName }) => [email, phone, lastName]), ...ids]
  return [...new Set(words.filter((word) => word !== undefined))].flatMap((word) => [`"${word}"`, `:${word}"`])
}

function* leftOf(evidence: Evidence, lead: Lead) {
  const family = [lead.id, ...(lead.absorbed ?? [])]
  const words = [...family.flatMap((id) => wordsOf(evidence, id)), '"variant 0"', '"variant 1"', '"Deal"']
  for (const { entity } of evidence.content.entities) {
    if (!family.some((id) => isOf(entity, id))) continue
    const text = JSON.stringify(entity)
    const found = words.find((word) => text.includes(word))
    if (found !== undefined) yield `${entity.type} of ${lead.id}, which was erased, has ${found}`
  }
}

function isOf(entity: Entity, id: LeadId): boolean {
  if (entity.type === 'lead') return entity.id === id
  if (entity.type === 'submission') return 'lead' in entity.state && entity.state.lead === id
  if (entity.type === 'identity') return entity.lead === id
  if (entity.type === 'outcome') return entity.opportunity?.startsWith(`opp_${id.slice('lead_'.length)}-`) ?? false
  return 'leadId' in entity && entity.leadId === id
}

/** What comes later under one of their names: an import and a deal don't make a lead, and nothing is mailed unasked. */
function* broughtBack(evidence: Evidence, { id, erased }: Lead) {
  if (erased === undefined) return
  const since = evidence.world.journal.commits.find(({ changes }) =>
    changes.some(({ after }) => after?.type === 'lead' && after.id === id && isErased(after)),
  )
  const known = remembered(evidence, 'submission').filter(({ state }) => 'lead' in state && state.lead === id)
  const own = new Set(
    known.flatMap(({ profile, externalId }) =>
      identitiesOf(profile, externalId === undefined ? [] : [externalId]).map(
        ({ kind, digest }) => `${kind} ${digest}`,
      ),
    ),
  )
  const alive = new Set(stored(evidence, 'identity').map(({ kind, digest }) => `${kind} ${digest}`))
  for (const { id: outcome, deal, task } of stored(evidence, 'outcome')) {
    const { emailDigest } = deal
    const waits = emailDigest !== undefined && own.has(`email ${emailDigest}`) && !alive.has(`email ${emailDigest}`)
    if (waits && task === undefined) yield `${outcome} still says whose it is, who was erased`
  }
  const born = new Map(
    evidence.world.journal.commits.flatMap(({ sequence, changes }) =>
      changes.flatMap(({ before, after }) =>
        before === undefined && after?.type === 'lead' ? [[after.id, sequence] as const] : [],
      ),
    ),
  )
  const returned = stored(evidence, 'lead').filter((lead) => (born.get(lead.id) ?? 0) > (since?.sequence ?? 0))
  for (const lead of returned) {
    const first = remembered(evidence, 'submission').find(
      ({ state, profile }) => 'lead' in state && state.lead === lead.id && profile.email !== undefined,
    )
    const { email } = lead.profile
    if (first === undefined || email === undefined) continue
    const [address] = identitiesOf({ ...lead.profile }, [])
    if (address === undefined || !own.has(`${address.kind} ${address.digest}`)) continue
    const asked = remembered(evidence, 'submission').some(
      ({ state, consent }) => 'lead' in state && state.lead === lead.id && consent === true,
    )
    if (lead.optOut === undefined && !asked) yield `${lead.id} gets mail, and was erased as ${id}`
  }
}
