import { randomBytes } from 'node:crypto'
import type { Secrets } from '../shared/pipeline/set-up.ts'

/** Makes the tokens and the signing key of a workspace: 32 random bytes each, base64url. */
export function newSecrets(): Secrets {
  return { adminToken: newSecret(), callCenterKey: newSecret(), signingKey: newSecret() }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
