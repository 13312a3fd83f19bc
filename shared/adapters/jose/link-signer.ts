import { errors, jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'
import type { AssignmentId, LeadId, MailId } from '../../domain/ids.ts'
import { type Instant, second } from '../../domain/time.ts'
import type { LinkCheck, LinkClaim, LinkSigner } from '../../ports/links.ts'

const algorithm = 'HS256'

/** HS256 wants a key of at least its hash's length, in bytes (RFC 7518, section 3.2). */
const minimumKey = 32

/** The claims on the wire, with short names: they stand in links that people see. */
const wire = z.discriminatedUnion('a', [
  z.object({ a: z.literal('r'), s: idOf<AssignmentId>('asg'), r: z.string() }),
  z.object({ a: z.literal('u'), l: idOf<LeadId>('lead') }),
  z.object({ a: z.literal('c'), l: idOf<LeadId>('lead'), m: idOf<MailId>('mail'), u: z.string() }),
])

/**
 * Makes the signer of links: a claim becomes a compact JWS (RFC 7515) under the workspace's signing key.
 * @param secret at least 32 random bytes, base64url
 * @throws RangeError when the secret is too short to be safe
 */
export function createLinkSigner(secret: string): LinkSigner {
  const key = Buffer.from(secret, 'base64url')
  if (key.length < minimumKey) throw new RangeError(`a signing key has at least ${minimumKey} bytes`)
  return {
    sign: (claim, expiresAt) => {
      const token = new SignJWT(toWire(claim)).setProtectedHeader({ alg: algorithm })
      if (expiresAt !== undefined) token.setExpirationTime(Math.floor(expiresAt / second))
      return token.sign(key)
    },
    check: (token, now) => check(key, token, now),
  }
}

async function check(key: Uint8Array, token: string, now: Instant): Promise<LinkCheck> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: [algorithm], currentDate: new Date(now) })
    const parsed = wire.safeParse(payload)
    return parsed.success ? { kind: 'valid', claim: fromWire(parsed.data) } : { kind: 'invalid' }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: 'expired' }
    if (error instanceof errors.JOSEError) return { kind: 'invalid' }
    throw error
  }
}

function toWire(claim: LinkClaim): z.infer<typeof wire> {
  switch (claim.act) {
    case 'respond':
      return { a: 'r', s: claim.assignment, r: claim.rep }
    case 'unsubscribe':
      return { a: 'u', l: claim.lead }
    case 'click':
      return { a: 'c', l: claim.lead, m: claim.mail, u: claim.url }
  }
}

function fromWire(claim: z.infer<typeof wire>): LinkClaim {
  switch (claim.a) {
    case 'r':
      return { act: 'respond', assignment: claim.s, rep: claim.r }
    case 'u':
      return { act: 'unsubscribe', lead: claim.l }
    case 'c':
      return { act: 'click', lead: claim.l, mail: claim.m, url: claim.u }
  }
}

function idOf<Id extends `${string}_${string}`>(prefix: string) {
  return z.custom<Id>((value) => typeof value === 'string' && value.startsWith(`${prefix}_`))
}
