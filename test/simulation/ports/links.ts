import type { Instant } from '../../../shared/domain/time.ts'
import type { LinkClaim, LinkSigner } from '../../../shared/ports/links.ts'

/** Makes a link signer that keeps what it signed; its tokens are words. */
export function createSimulatedLinks(): LinkSigner {
  const signed = new Map<string, { readonly claim: LinkClaim; readonly expiresAt: Instant | undefined }>()
  return {
    sign: async (claim, expiresAt) => {
      const token = `token${signed.size + 1}`
      signed.set(token, { claim, expiresAt })
      return token
    },
    check: async (token, now) => {
      const found = signed.get(token)
      if (found === undefined) return { kind: 'invalid' }
      const expired = found.expiresAt !== undefined && found.expiresAt <= now
      return expired ? { kind: 'expired' } : { kind: 'valid', claim: found.claim }
    },
  }
}
