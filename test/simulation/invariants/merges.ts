import { isErased, type Lead } from '../../../shared/domain/lead.ts'
import { type Evidence, historyOf, type Invariant, livingLeads, stored, survivorsOf, versionAt } from './evidence.ts'

/** Leads that were merged are one lead: all that happens happens to that one, and nobody is asked who said no to either. */
export const oneOfTwo: Invariant = {
  name: 'merges: leads that were merged are one lead',
  *check(evidence: Evidence) {
    const survivor = survivorsOf(evidence)
    const leads = new Map<string, Lead>(stored(evidence, 'lead').map((lead) => [lead.id, lead]))
    for (const { survivor: one, absorbed } of evidence.world.acks.merges)
      if (survivor(one) !== survivor(absorbed)) yield `${absorbed} was merged into ${one}, but they are two`
    for (const { id, merged, absorbed = [] } of leads.values()) {
      if (merged !== undefined && leads.get(survivor(id))?.absorbed?.includes(id) !== true)
        yield `${id} was merged into ${survivor(id)}, which does not know of it`
      for (const other of absorbed)
        if (survivor(other) !== survivor(id)) yield `${id} lists ${other}, which is elsewhere`
      if (new Set(absorbed).size !== absorbed.length) yield `${id} lists a lead twice`
    }
    yield* awake(evidence)
    yield* askedAgain(evidence)
    yield* leftOpen(evidence)
  },
}

/** Nothing is written to a lead that was merged but its erasure, and nothing new lies with it. */
function* awake(evidence: Evidence) {
  const since = new Map<string, number>()
  for (const { sequence, changes, by } of evidence.world.journal.commits) {
    for (const { before, after } of changes) {
      if (after === undefined) continue
      if (after.type === 'lead' && since.has(after.id) && !isErased(after))
        yield `${after.id} was changed after it was merged (${by})`
      if (after.type === 'lead' && after.merged !== undefined && !since.has(after.id)) since.set(after.id, sequence)
      const isNew = before === undefined && 'leadId' in after
      const isOwn = after.type === 'mail' || after.type === 'notification' || after.type === 'reportEntry'
      if (isNew && !isOwn && (since.get(after.leadId) ?? sequence) < sequence)
        yield `a ${after.type} was put with ${after.leadId} after that was merged (${by})`
    }
  }
}

/** Whoever said no as one of them has said no. */
function* askedAgain(evidence: Evidence) {
  const survivor = survivorsOf(evidence)
  const closed = new Set(
    stored(evidence, 'lead').flatMap(({ id, optOut }) =>
      optOut === undefined || optOut === 'erased' ? [] : [survivor(id)],
    ),
  )
  for (const { id, optOut } of livingLeads(evidence))
    if (closed.has(id) && optOut === undefined) yield `${id} may be mailed, though it opted out under another id`
}

/** Right after a merge at most one offer of the person is open. */
function* leftOpen(evidence: Evidence) {
  const offers = historyOf(evidence, 'assignment', ({ id }) => id)
  const leads = historyOf(evidence, 'lead', ({ id }) => id)
  for (const { sequence, changes } of evidence.world.journal.commits) {
    const merged = changes.find(({ after }) => after?.type === 'lead' && after.merged !== undefined)?.after
    if (merged?.type !== 'lead') continue
    const survivor = survivorsOf(evidence, sequence + 1)
    const open = [...offers.values()].flatMap((versions) => {
      const offer = versions.findLast((version) => version.sequence <= sequence)?.entity
      // A deal ends an offer; its own timer finds that out later.
      const was = leads.get(offer?.leadId ?? '')
      const isHeld = [versionAt(was, sequence), versionAt(was, sequence + 1)].some(
        (lead) => lead !== undefined && 'assignment' in lead.state && lead.state.assignment === offer?.id,
      )
      const isOpen = isHeld && offer?.state.status === 'offered' && offer.task !== undefined
      return isOpen && survivor(offer.leadId) === survivor(merged.id) ? [offer.id] : []
    })
    if (open.length > 1) yield `${open.join(' and ')} are open after ${merged.id} was merged`
  }
}
