import type { RepId } from '../domain/ids.ts'
import { normaliseEmail } from '../domain/normalise.ts'
import { type Caller, roleOf } from '../domain/permissions.ts'
import { present } from '../domain/present.ts'
import type { Rep } from '../domain/roster.ts'
import type { SignedIn } from '../ports/sign-in.ts'
import type { Store } from '../ports/store.ts'

/** Finds out who somebody is here; undefined for a person who is in no group that means a role. */
export type CallerFinder = (person: SignedIn) => Promise<Caller | undefined>

/**
 * Makes what turns a sign-in into a caller: the role by the groups, and for a rep the entry of the roster with the same
 * address. Where a rep was found once, it is looked first: the whole roster is not read at every call.
 * @param store where the roster is
 */
export function callerFinder(store: Store): CallerFinder {
  const known = new Map<string, RepId>()
  return async ({ groups, email, name }) => {
    const role = roleOf(groups)
    if (role === undefined) return undefined
    const person = present({ email, name })
    if (role !== 'rep') return { ...person, role }
    return { ...person, role, ...present({ rep: await repWith(store, known, email) }) }
  }
}

async function repWith(store: Store, known: Map<string, RepId>, given: string | undefined): Promise<RepId | undefined> {
  const email = given === undefined ? undefined : normaliseEmail(given)
  if (email === undefined) return undefined
  const before = known.get(email)
  const rep = before === undefined ? undefined : await store.get({ type: 'rep', id: before })
  if (rep !== undefined && isAt(rep.entity, email)) return rep.entity.id
  known.delete(email)
  const found = (await store.listRoster()).filter(({ entity }) => isAt(entity, email))
  const [only] = found
  // Two with one address: nobody can tell who of them it is.
  if (only === undefined || found.length > 1) return undefined
  known.set(email, only.entity.id)
  return only.entity.id
}

/** A rep who is switched off has left, or does something else now. */
function isAt({ active, email }: Rep, address: string): boolean {
  return active && normaliseEmail(email) === address
}
