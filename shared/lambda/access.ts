import type { KeyRole } from '../domain/access.ts'
import { tokenDigest } from '../pipeline/digest.ts'
import type { Store } from '../ports/store.ts'
import { type HttpAnswer, type HttpEvent, header } from './http.ts'
import { problem } from './problem.ts'

/** Allowed, or the answer that says why not. */
export type Access = { readonly ok: true } | { readonly ok: false; readonly answer: HttpAnswer }

/**
 * Checks a bearer token (RFC 6750).
 * @param store where tokens' digests are
 * @param event the request
 */
export function checkBearer(store: Store, event: HttpEvent): Promise<Access> {
  const match = /^Bearer ([A-Za-z0-9._~+/=-]+)$/.exec(header(event, 'authorization') ?? '')
  return checkToken(store, match?.[1], 'admin', 'Send a bearer token: Authorization: Bearer TOKEN')
}

/**
 * Checks a call center's key.
 * @param store where keys' digests are
 * @param event the request
 */
export function checkCallCenter(store: Store, event: HttpEvent): Promise<Access> {
  return checkToken(store, header(event, 'x-api-key'), 'call-center', "Send the call center's key: x-api-key: KEY")
}

async function checkToken(store: Store, token: string | undefined, role: KeyRole, hint: string): Promise<Access> {
  if (token === undefined || token === '') return { ok: false, answer: problem('unauthorized', hint) }
  const key = await store.get({ type: 'accessKey', digest: tokenDigest(token) })
  if (key === undefined) return { ok: false, answer: problem('unauthorized', 'The token is not known') }
  return key.entity.role === role
    ? { ok: true }
    : { ok: false, answer: problem('forbidden', 'The token does not open this') }
}
