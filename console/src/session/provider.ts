import { ErrorResponse, InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import type { SignInAnswer } from '../../../shared/contracts/session.ts'

/** Says that this tab was signed in, so that a reload goes through the provider without asking; it holds no token. */
const signedInFlag = 'baton.signed-in'

/** Where the provider will lead back to. */
const returnPath = 'baton.return-to'

/** What the page's address said when it was opened. */
export type Arrival =
  | { readonly kind: 'token'; readonly token: string; readonly path: string }
  | { readonly kind: 'returning' }
  | { readonly kind: 'nobody'; readonly why?: string }

/** Says which page a sign-in that is under way leads back to, before it has; undefined when none is. */
export function expectedPath(): string | undefined {
  const query = new URLSearchParams(location.search)
  return query.has('state') && query.has('code') ? (sessionStorage.getItem(returnPath) ?? '/') : undefined
}

/** Signs people in at the OpenID provider: code flow with PKCE, tokens in memory only. */
export class Provider {
  readonly #users: UserManager
  #token: string | undefined
  #renewing: Promise<boolean> | undefined

  /** @param where the provider, as the API names it */
  constructor(where: NonNullable<SignInAnswer>) {
    const home = `${location.origin}/`
    this.#users = new UserManager({
      authority: where.issuer,
      client_id: where.clientId,
      redirect_uri: home,
      post_logout_redirect_uri: home,
      scope: where.scopes.join(' '),
      automaticSilentRenew: false,
      // Tokens live as long as the page. What the redirect needs (state, PKCE verifier) is no token and ends with it.
      userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
      stateStore: new WebStorageStateStore({ store: sessionStorage }),
    })
    this.#users.events.addAccessTokenExpiring(() => void this.renew())
  }

  /** The ID token, which the API takes as bearer. */
  get token(): string | undefined {
    return this.#token
  }

  /** Finishes a sign-in that the provider led back from; or goes there when this tab was signed in. */
  async arrive(): Promise<Arrival> {
    const query = new URLSearchParams(location.search)
    if (query.has('state') && (query.has('code') || query.has('error'))) return this.#finish()
    if (sessionStorage.getItem(signedInFlag) === null) return { kind: 'nobody' }
    await this.signIn()
    return { kind: 'returning' }
  }

  /** Goes to the provider, to come back to the page that is shown now. */
  async signIn(): Promise<void> {
    const path = location.pathname + location.search
    sessionStorage.setItem(returnPath, path)
    await this.#users.signinRedirect({ state: path })
  }

  /** Forgets the tokens, and ends the session at the provider where it can be ended. */
  async signOut(): Promise<void> {
    sessionStorage.removeItem(signedInFlag)
    this.#token = undefined
    const hasEnd = await this.#users.metadataService.getEndSessionEndpoint()
    if (hasEnd === undefined) location.assign('/')
    else await this.#users.signoutRedirect()
  }

  async #finish(): Promise<Arrival> {
    try {
      const user = await this.#users.signinRedirectCallback()
      const path = typeof user.state === 'string' ? user.state : '/'
      // The code leaves the address before anything else is loaded.
      history.replaceState(null, '', path)
      return { kind: 'token', token: this.#keep(user), path }
    } catch (error) {
      sessionStorage.removeItem(signedInFlag)
      history.replaceState(null, '', '/')
      return { kind: 'nobody', why: error instanceof Error ? error.message : String(error) }
    }
  }

  #keep({ id_token }: User): string {
    if (id_token === undefined) throw new Error('The provider gave no ID token')
    this.#token = id_token
    sessionStorage.setItem(signedInFlag, 'yes')
    return id_token
  }

  /** Gets a fresh token where the provider gives refresh tokens, once for all who ask at the same time. */
  renew(): Promise<boolean> {
    this.#renewing ??= this.#refresh().finally(() => {
      this.#renewing = undefined
    })
    return this.#renewing
  }

  async #refresh(): Promise<boolean> {
    const user = await this.#users.getUser()
    if (user?.refresh_token === undefined) return false
    try {
      const renewed = await this.#users.signinSilent()
      if (renewed !== null) this.#keep(renewed)
      return renewed !== null
    } catch (error) {
      // The provider's session is over, too; anything else is a fault.
      if (error instanceof ErrorResponse) return false
      throw error
    }
  }
}
