import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import * as z from 'zod'
import { readJson, replaceFile } from '../data-directory.ts'

const file = z.object({
  keys: z.array(z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string(), d: z.string() })),
  cookieKeys: z.array(z.string()).min(1),
})

/** What the sign-in service keeps to itself: private keys (JWK) that sign tokens, and what signs its cookies. */
export type SignInSecrets = z.infer<typeof file>

/**
 * Reads the secrets, or makes them: tokens stay good over a restart.
 * @param path the file that keeps them, readable by its owner only
 */
export async function signInSecrets(path: string): Promise<SignInSecrets> {
  const earlier = file.safeParse(readJson(path))
  if (earlier.success) return earlier.data
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const kid = randomBytes(8).toString('hex')
  const made = file.parse({
    keys: [{ ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }],
    cookieKeys: [randomBytes(32).toString('base64url')],
  })
  replaceFile(path, `${JSON.stringify(made)}\n`, 0o600)
  return made
}
