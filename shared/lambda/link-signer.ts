import { createLinkSigner } from '../adapters/jose/link-signer.ts'
import type { LinkSigner } from '../ports/links.ts'
import type { Store } from '../ports/store.ts'

/**
 * Makes a link signer whose key is the workspace's, read once when it is first needed.
 * @param store where the key is
 */
export function storedLinkSigner(store: Store): LinkSigner {
  let signer: LinkSigner | undefined
  const loaded = async (): Promise<LinkSigner> => {
    if (signer !== undefined) return signer
    const key = await store.get({ type: 'signingKey' })
    if (key === undefined) throw new Error('The workspace has no signing key: it was never set up')
    signer = createLinkSigner(key.entity.secret)
    return signer
  }
  return {
    sign: async (claim, expiresAt) => (await loaded()).sign(claim, expiresAt),
    check: async (token, now) => (await loaded()).check(token, now),
  }
}
