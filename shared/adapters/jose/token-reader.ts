import { createRemoteJWKSet, customFetch, errors, type FetchImplementation, type JWTPayload, jwtVerify } from 'jose'
import * as z from 'zod'
import { present } from '../../domain/present.ts'
import type { Instant } from '../../domain/time.ts'
import { type SignedIn, SignInUnavailable, type TokenCheck, type TokenReader } from '../../ports/sign-in.ts'

/** Which tokens are good. */
export interface TokenReaderSettings {
  /** Who issues them: the `iss` of every token, and where its keys are. */
  readonly issuer: string
  /** Whom they are issued to: the `aud` of every token. */
  readonly clientId: string
  /** Claim that names a person's groups, such as `cognito:groups`. */
  readonly groupsClaim: string
  /** Fetches the provider's keys; the platform's own fetch when absent. */
  readonly fetch?: FetchImplementation
}

/** How far the provider's clock may be from ours, in seconds. */
const leeway = 30

/** What providers sign with that publish their keys. Never HS256: its key would have to be a secret. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']

const claims = z.object({
  // Cognito says of each token what it is for. An access token is no statement about a person.
  token_use: z.literal('id').optional(),
  email: z.string().optional(),
  // Cognito writes a boolean; some providers write the word.
  email_verified: z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]).optional(),
  name: z.string().optional(),
})

const groupNames = z.array(z.string()).catch([])

/**
 * Makes the reader of ID tokens (OpenID Connect Core 1.0, section 3.1.3.7): signature by the provider's published keys,
 * which are fetched once and kept, issuer, audience, expiry and what the token is for.
 * @param settings which tokens are good
 */
export function createTokenReader(settings: TokenReaderSettings): TokenReader {
  const { issuer, fetch } = settings
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), {
    ...(fetch === undefined ? {} : { [customFetch]: fetch }),
  })
  return { read: (token, now) => read(settings, keys, token, now) }
}

async function read(
  { issuer, clientId, groupsClaim }: TokenReaderSettings,
  keys: ReturnType<typeof createRemoteJWKSet>,
  token: string,
  now: Instant,
): Promise<TokenCheck> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms,
      clockTolerance: leeway,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'iat', 'sub'],
    })
    const person = personOf(payload, groupsClaim)
    return person === undefined ? { kind: 'invalid' } : { kind: 'valid', person }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: 'expired' }
    if (isUnavailable(error)) throw new SignInUnavailable('The keys can’t be had', { cause: error })
    if (error instanceof errors.JOSEError) return { kind: 'invalid' }
    throw error
  }
}

function personOf(payload: JWTPayload, groupsClaim: string): SignedIn | undefined {
  const parsed = claims.safeParse(payload)
  if (!parsed.success) return undefined
  const { email, email_verified: verified, name } = parsed.data
  const groups = groupNames.parse(payload[groupsClaim])
  return { groups, ...present({ email: verified === true ? email : undefined, name }) }
}

/** Whether the keys are the trouble and not the token: no connection, no answer in time, or not an answer of keys. */
function isUnavailable(error: unknown): boolean {
  if (error instanceof errors.JOSEError)
    return ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'].includes(error.code)
  return error instanceof TypeError && error.message === 'fetch failed'
}
