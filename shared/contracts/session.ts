import * as z from 'zod'
import { roles } from '../domain/access.ts'

/** What the console asks the provider for: a token that says who somebody is, with name and address. */
export const signInScopes = ['openid', 'email', 'profile'] as const

/**
 * Where people sign in (OpenID Connect, code flow with PKCE). Everything else about the provider stands at
 * `{issuer}/.well-known/openid-configuration`. Null: nobody can sign in here, there are only machine tokens.
 */
export const signInAnswer = z
  .object({
    issuer: z.string(),
    /** The console, as the provider knows it: a public client without a secret. */
    clientId: z.string(),
    /** What the console asks for: the ID token must say who it is. */
    scopes: z.array(z.string()),
  })
  .nullable()

/** Who is calling, as the bearer token says. */
export const sessionAnswer = z.object({
  role: z.enum(roles),
  /** Null for a machine token. */
  name: z.string().nullable(),
  /** Null for a machine token. */
  email: z.string().nullable(),
  /** Id on the roster of a person with the role `rep`; absent when the roster has nobody with that address. */
  rep: z.string().optional(),
})

/** Where people sign in, as the API says it. */
export type SignInAnswer = z.infer<typeof signInAnswer>

/** Who is calling, as the API says it. */
export type SessionAnswer = z.infer<typeof sessionAnswer>
