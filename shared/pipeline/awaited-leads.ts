import type { OutcomeId } from '../domain/ids.ts'
import { isErased, type Lead } from '../domain/lead.ts'
import type { AwaitedLead, Outcome } from '../domain/opportunity.ts'
import { taskNow } from '../domain/task.ts'
import type { Instant } from '../domain/time.ts'
import type { Store, Stored, Write } from '../ports/store.ts'
import { identityDigest } from './digest.ts'

/** Most deals that are listed for somebody who is not known yet; further ones look for their lead now and then. */
const mostAwaiting = 30

type IdentityKey = Pick<AwaitedLead, 'kind' | 'digest'>

/**
 * Lists the identities a deal names its lead by, strongest first.
 * @param deal as reported
 */
export function identitiesOf({ externalLeadId, emailDigest }: Outcome['deal']): readonly IdentityKey[] {
  return [
    ...(externalLeadId === undefined
      ? []
      : [{ kind: 'externalId', digest: identityDigest('externalId', externalLeadId) } as const]),
    ...(emailDigest === undefined ? [] : [{ kind: 'email', digest: emailDigest } as const]),
  ]
}

/**
 * Finds the lead of a deal: by its external id, or else by its e-mail.
 * @param store where identities are
 * @param deal as reported
 */
export async function findAwaited(store: Store, deal: Outcome['deal']): Promise<Stored<Lead> | undefined> {
  const found = await Promise.all(identitiesOf(deal).map((identity) => store.get({ type: 'identity', ...identity })))
  const identity = found.find((one) => one !== undefined)
  const lead = identity === undefined ? undefined : await store.get({ type: 'lead', id: identity.entity.lead })
  return lead === undefined || isErased(lead.entity) ? undefined : lead
}

/**
 * Notes that a deal waits for its lead.
 * @param store where it is noted
 * @param outcome the deal
 */
export async function awaitLead(store: Store, { id, deal }: Outcome): Promise<readonly Write[]> {
  const writes = await Promise.all(
    identitiesOf(deal).map(async (identity): Promise<readonly Write[]> => {
      const stored = await store.get({ type: 'awaitedLead', ...identity })
      if (stored === undefined)
        return [{ kind: 'create', entity: { type: 'awaitedLead', ...identity, outcomes: [id] } }]
      const { outcomes } = stored.entity
      if (outcomes.includes(id) || outcomes.length >= mostAwaiting) return []
      return [{ kind: 'replace', stored, entity: { ...stored.entity, outcomes: [...outcomes, id] } }]
    }),
  )
  return writes.flat()
}

/** Deals that have waited for somebody who appears now. */
export interface Awaiting {
  readonly notes: readonly Stored<AwaitedLead>[]
  readonly outcomes: readonly Stored<Outcome>[]
}

/**
 * Reads the deals that wait for a lead.
 * @param store where they are
 * @param notes one for each identity the lead appears with
 */
export async function readAwaiting(store: Store, notes: readonly Stored<AwaitedLead>[]): Promise<Awaiting> {
  const waiting = notes.filter(({ entity }) => entity.outcomes.length > 0)
  const ids = [...new Set<OutcomeId>(waiting.flatMap(({ entity }) => entity.outcomes))].slice(0, mostAwaiting)
  const outcomes = await Promise.all(ids.map((id) => store.get({ type: 'outcome', id })))
  return { notes: waiting, outcomes: outcomes.filter((outcome) => outcome !== undefined) }
}

/**
 * Has the deals recorded that have waited for a lead, those that were parked too.
 * @param awaiting what waits
 * @param now the present
 */
export function driveAwaiting({ notes, outcomes }: Awaiting, now: Instant): readonly Write[] {
  return [
    ...notes.map((stored): Write => ({ kind: 'replace', stored, entity: { ...stored.entity, outcomes: [] } })),
    ...outcomes.flatMap((stored): readonly Write[] => {
      const { id, task } = stored.entity
      if (task === undefined) return []
      const next = taskNow(`outcome:${id}:${stored.version + 1}`, 'outcome', now, task.lane)
      return [{ kind: 'replace', stored, entity: { ...stored.entity, task: next } }]
    }),
  ]
}
