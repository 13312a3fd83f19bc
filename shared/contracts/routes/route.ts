/** The functions that answer HTTP: public capture, the bearer API, and pages people open from a mail. */
export type HttpFunction = 'capture' | 'api' | 'pages'

/** Who may call: `anyone`, a call center's `key`, a signed provider, a `bearer` token, or a signed `link`. */
export type Access = 'anyone' | 'key' | 'signature' | 'bearer' | 'link' | 'bearer-or-link'

/**
 * How far a role reaches with a route: to everything, or to what is a rep's own.
 * - `visible-leads`: a list, of own leads or of the pool.
 * - `visible-lead`, `visible-deal`: own, or in the pool.
 * - `own-lead`, `own-deal`: owned, or offered and not answered yet.
 * - `pool-lead`: one that the rep may claim, for themselves.
 * - `own-offer`: an assignment made to the rep, whatever became of it.
 * - `self`: the rep's own entry on the roster.
 */
export type Reach =
  | 'all'
  | 'visible-leads'
  | 'visible-lead'
  | 'visible-deal'
  | 'own-lead'
  | 'own-deal'
  | 'pool-lead'
  | 'own-offer'
  | 'self'

/** Who may call a route, and how far they reach; a role that is not named is refused. An admin reaches everything. */
export interface Grants {
  readonly admin: 'all'
  readonly marketer?: 'all'
  readonly rep?: Reach
}

interface Described {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with `{name}` placeholders, as HTTP API and OpenAPI write it. */
  readonly path: string
  readonly function: HttpFunction
  readonly summary: string
}

/** One route of the public contract. A route that takes a bearer token says which roles may call it. */
export type Route =
  | (Described & { readonly access: 'bearer' | 'bearer-or-link'; readonly roles: Grants })
  | (Described & { readonly access: Exclude<Access, 'bearer' | 'bearer-or-link'>; readonly roles?: never })

/** Whoever is signed in. */
export const everyone = { admin: 'all', marketer: 'all', rep: 'all' } as const
/** A marketer reads everything, and changes what is marketing's. */
export const marketing = { admin: 'all', marketer: 'all' } as const
/** What decides over leads, people and money is an admin's. */
export const administration = { admin: 'all' } as const

/** What a marketer reads all of, and a rep as far as it is theirs. */
export const reading = <To extends Reach>(rep: To) => ({ admin: 'all', marketer: 'all', rep }) as const
/** What is a rep's work. */
export const selling = <To extends Reach>(rep: To) => ({ admin: 'all', rep }) as const
