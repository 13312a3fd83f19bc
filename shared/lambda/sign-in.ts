import { createTokenReader } from '../adapters/jose/token-reader.ts'
import { signInEnvironment } from '../contracts/environment.ts'
import { type SignInAnswer, signInScopes } from '../contracts/session.ts'
import { callerFinder } from '../pipeline/callers.ts'
import type { Store } from '../ports/store.ts'
import type { SignIn } from './access.ts'
import { type Environment, readEnvironment } from './configuration.ts'

/** Every variable about sign-in. */
export const signInNames: readonly string[] = Object.values(signInEnvironment)

function readSignIn(environment: Environment) {
  return signInNames.every((name) => !environment[name]) ? undefined : readEnvironment(environment, signInEnvironment)
}

/**
 * Makes what knows people by their tokens.
 * @param store where the roster is
 * @param environment usually `process.env`, passed in
 * @returns nothing when nobody can sign in: then only machines have tokens
 * @throws MissingEnvironment when only a part of the settings is there
 */
export function signInWith(store: Store, environment: Environment): { readonly signIn?: SignIn } {
  const settings = readSignIn(environment)
  if (settings === undefined) return {}
  return { signIn: { tokens: createTokenReader(settings), callers: callerFinder(store) } }
}

/**
 * Says where people sign in.
 * @param environment usually `process.env`, passed in
 * @returns null when nobody can
 */
export function signInPlace(environment: Environment): SignInAnswer {
  const settings = readSignIn(environment)
  if (settings === undefined) return null
  return { issuer: settings.issuer, clientId: settings.clientId, scopes: [...signInScopes] }
}
