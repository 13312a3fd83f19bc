import type { RepId } from '../domain/ids.ts'
import type { Caller } from '../domain/permissions.ts'
import type { HttpAnswer } from './http.ts'
import { problem } from './problem.ts'

/** Whom a rep's record names, or the answer that says that it may not. */
export type ActingRep =
  | { readonly ok: true; readonly rep: RepId | undefined }
  | { readonly ok: false; readonly answer: HttpAnswer }

/**
 * Says for whom a caller acts: a rep only for themselves, whether they say so or not.
 * @param caller who asks
 * @param named the rep that the request names, if any
 */
export function actingRep(caller: Caller, named: RepId | undefined): ActingRep {
  if (caller.role !== 'rep') return { ok: true, rep: named }
  if (named === undefined || named === caller.rep) return { ok: true, rep: caller.rep }
  return { ok: false, answer: problem('forbidden', 'A rep acts for nobody else: leave the rep out') }
}

/** No rep has this id. */
const nobody: RepId = ''

/**
 * Says how far a caller sees in a list of leads.
 * @param caller who asks
 * @returns what narrows the search; nothing for who sees all
 */
export function sightOf(caller: Caller): { readonly visibleTo?: RepId } {
  return caller.role === 'rep' ? { visibleTo: caller.rep ?? nobody } : {}
}
