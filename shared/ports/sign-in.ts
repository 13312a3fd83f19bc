import type { Instant } from '../domain/time.ts'

/** What a person's token says of them. */
export interface SignedIn {
  /** Groups they are in, as the provider names them. */
  readonly groups: readonly string[]
  /** Their address, when the provider has verified it. */
  readonly email?: string
  readonly name?: string
}

/** What became of reading a token. `invalid` says nothing more: whoever forged it learns nothing. */
export type TokenCheck =
  | { readonly kind: 'valid'; readonly person: SignedIn }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' }

/** Reads what people's tokens say, once it is sure that the provider issued them to the console. */
export interface TokenReader {
  /**
   * @param token as it came
   * @param now the present
   * @throws SignInUnavailable when the provider's keys can't be had
   */
  read(token: string, now: Instant): Promise<TokenCheck>
}

/** The sign-in provider's keys can't be had: nobody knows whether a token is good. Retry. */
export class SignInUnavailable extends Error {
  override readonly name = 'SignInUnavailable'
}
