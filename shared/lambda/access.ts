import type { KeyRole } from '../domain/access.ts'
import type { Caller } from '../domain/permissions.ts'
import type { Instant } from '../domain/time.ts'
import type { CallerFinder } from '../pipeline/callers.ts'
import { tokenDigest } from '../pipeline/digest.ts'
import type { TokenReader } from '../ports/sign-in.ts'
import type { Store } from '../ports/store.ts'
import { type HttpAnswer, type HttpEvent, header } from './http.ts'
import { problem } from './problem.ts'

/** Allowed, or the answer that says why not. */
export type Access = { readonly ok: true } | { readonly ok: false; readonly answer: HttpAnswer }

/** Somebody, or the answer that says why nobody. */
export type CallerCheck =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly answer: HttpAnswer }

/** How people sign in; absent where only machines have tokens. */
export interface SignIn {
  readonly tokens: TokenReader
  readonly callers: CallerFinder
}

/** What a token is looked up with. */
export interface AccessPorts {
  readonly store: Store
  readonly clock: { now(): Instant }
  readonly signIn?: SignIn
}

/** Three parts of base64url, the first of them a JSON object: a JWS (RFC 7515). A machine's token has no dots. */
const jwt = /^eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

/**
 * Finds out whose bearer token (RFC 6750) a request has: a person's ID token, or a machine's.
 * @param ports store, clock, and how people sign in
 * @param event the request
 */
export async function findCaller(ports: AccessPorts, event: HttpEvent): Promise<CallerCheck> {
  const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/.exec(header(event, 'authorization') ?? '')?.[1]
  if (ports.signIn !== undefined && token !== undefined && jwt.test(token)) {
    return findPerson(ports.signIn, token, ports.clock.now())
  }
  const hint = 'Send a bearer token: Authorization: Bearer TOKEN'
  const access = await checkToken(ports.store, token, 'admin', hint)
  return access.ok ? { ok: true, caller: { role: 'admin' } } : access
}

async function findPerson({ tokens, callers }: SignIn, token: string, now: Instant): Promise<CallerCheck> {
  const check = await tokens.read(token, now)
  switch (check.kind) {
    case 'expired':
      return { ok: false, answer: problem('unauthorized', 'The token has expired: sign in again') }
    case 'invalid':
      return { ok: false, answer: problem('unauthorized', 'The token is not known') }
    case 'valid': {
      const caller = await callers(check.person)
      if (caller !== undefined) return { ok: true, caller }
      return { ok: false, answer: problem('forbidden', 'You have no role here yet: ask an admin for one') }
    }
  }
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
