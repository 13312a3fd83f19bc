import type { Duration } from '../domain/time.ts'

/** A message to an address that somebody put on the roster. */
export interface OutgoingPost {
  /** Where to; may itself be a secret. */
  readonly url: string
  /** JSON. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** Why a post came to nothing. None of them repeats the address or what the receiver said. */
export type PostFault =
  /** No https address that may be posted to. */
  | 'address'
  /** The name leads to an address that is not on the public internet. */
  | 'private-address'
  | 'unknown-host'
  | 'unreachable'
  | 'certificate'
  | 'timeout'
  | 'redirect'
  | 'status'

/**
 * What became of a post. `refused`: it will not be taken, however often it is tried; `unavailable`: perhaps later, and
 * it may have been taken although no answer came.
 */
export type PostResult =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'refused'; readonly fault: PostFault; readonly status?: number }
  | {
      readonly kind: 'unavailable'
      readonly fault: PostFault
      readonly status?: number
      /** The wait the receiver asked for, in milliseconds. */
      readonly retryAfter?: Duration
    }

/** Posts to addresses that people put on the roster, which are not to be trusted. */
export interface Poster {
  /** Posts once. Never throws: what goes wrong is a result. */
  post(post: OutgoingPost): Promise<PostResult>
}
