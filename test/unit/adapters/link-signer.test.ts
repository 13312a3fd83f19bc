import fc from 'fast-check'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { createLinkSigner } from '../../../shared/adapters/jose/link-signer.ts'
import type { LinkClaim } from '../../../shared/ports/links.ts'

const key = Buffer.alloc(32, 7)
const signer = createLinkSigner(key.toString('base64url'))
const now = Date.UTC(2026, 2, 1)

const unique = fc.string({ minLength: 1 })

const claims: fc.Arbitrary<LinkClaim> = fc.oneof(
  fc.record({
    act: fc.constant('respond' as const),
    assignment: unique.map((id) => `asg_${id}` as const),
    rep: unique,
  }),
  fc.record({ act: fc.constant('unsubscribe' as const), lead: unique.map((id) => `lead_${id}` as const) }),
  fc.record({
    act: fc.constant('click' as const),
    lead: unique.map((id) => `lead_${id}` as const),
    mail: unique.map((id) => `mail_${id}` as const),
    url: fc.webUrl(),
  }),
)

describe('a signed link', () => {
  it('says what it was made to say, until it expires', async () => {
    await fc.assert(
      fc.asyncProperty(claims, fc.nat(1e9), async (claim, life) => {
        const expiresAt = now + 1_000 + life
        const token = await signer.sign(claim, expiresAt)
        expect(token).toMatch(/^[\w.-]+$/)
        expect(await signer.check(token, now)).toEqual({ kind: 'valid', claim })
        expect(await signer.check(token, expiresAt)).toEqual({ kind: 'expired' })
        const forever = await signer.sign(claim)
        expect(await signer.check(forever, now + 1e12)).toEqual({ kind: 'valid', claim })
      }),
    )
  })

  it('is invalid once anything about it is changed', async () => {
    const token = await signer.sign({ act: 'unsubscribe', lead: 'lead_1' })
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...'Ab0-_.~'), async (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1)
        // The last letter of a signature holds bits that are not read.
        fc.pre(changed !== token && at !== token.length - 1)
        expect(await signer.check(changed, now)).toEqual({ kind: 'invalid' })
      }),
    )
  })

  it('never throws for what is no token', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((text) => `${text}.${text}.${text}`),
        ),
        async (text) => {
          expect(await signer.check(text, now)).toEqual({ kind: 'invalid' })
        },
      ),
    )
  })

  it('is invalid under another key, without a signature, and for claims that are not ours', async () => {
    const other = createLinkSigner(Buffer.alloc(32, 8).toString('base64url'))
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"a":"u","l":"lead_1"}').toString('base64url')}.`
    const foreign = await new SignJWT({ a: 'x', l: 'lead_1' }).setProtectedHeader({ alg: 'HS256' }).sign(key)
    const mixed = await new SignJWT({ a: 'u', l: 'asg_1' }).setProtectedHeader({ alg: 'HS256' }).sign(key)
    const tokens = [await other.sign({ act: 'unsubscribe', lead: 'lead_1' }), unsigned, foreign, mixed]
    for (const token of tokens) expect(await signer.check(token, now)).toEqual({ kind: 'invalid' })
  })

  it('is invalid under another algorithm, with the same key', async () => {
    const long = Buffer.alloc(64, 7)
    const token = await new SignJWT({ a: 'u', l: 'lead_1' }).setProtectedHeader({ alg: 'HS512' }).sign(long)
    expect(await createLinkSigner(long.toString('base64url')).check(token, now)).toEqual({ kind: 'invalid' })
  })

  it('wants a key that is long enough', () => {
    expect(() => createLinkSigner(Buffer.alloc(31).toString('base64url'))).toThrow(RangeError)
  })
})
