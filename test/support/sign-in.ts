import { createHash, randomBytes } from 'node:crypto'
import * as z from 'zod'
import { signInAnswer } from '../../shared/contracts/session.ts'

const discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  end_session_endpoint: z.string(),
})

const tokens = z.object({
  id_token: z.string(),
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('Bearer'),
})

/** What the provider issues to the console. */
export type Tokens = z.infer<typeof tokens>

/** A browser as far as signing in needs one: it follows redirects by hand and keeps cookies. */
export class Browser {
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>()

  /**
   * Asks for a page.
   * @param url where
   * @param init as for `fetch`
   */
  async visit(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url)
    const sent = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path))
    const cookie = sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  /**
   * Follows redirects for as long as they stay on one origin.
   * @param url where it begins
   * @param init as for `fetch`
   * @returns the last answer, and where it points when it points elsewhere
   */
  async follow(url: string, init: RequestInit = {}): Promise<{ readonly response: Response; readonly url: string }> {
    let response = await this.visit(url, init)
    let at = url
    for (let hop = 0; hop < 10; hop += 1) {
      const location = response.headers.get('location')
      if (location === null) return { response, url: at }
      at = new URL(location, at).href
      if (new URL(at).origin !== new URL(url).origin) return { response, url: at }
      response = await this.visit(at)
    }
    throw new Error('redirected without end')
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const name = pair.slice(0, pair.indexOf('='))
    const value = pair.slice(pair.indexOf('=') + 1)
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice('path='.length) ?? '/'
    if (value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, { value, path })
  }
}

/** A sign-in that waits for somebody to choose who they are. */
export interface Beginning {
  readonly browser: Browser
  readonly place: z.infer<typeof discovery>
  readonly clientId: string
  readonly redirectUri: string
  readonly verifier: string
  readonly state: string
  /** Where the browser is: the page that asks, or the console when nobody had to be asked. */
  readonly url: string
  readonly page: string
}

/**
 * Goes where the console sends people to sign in.
 * @param baseUrl where the stack is
 * @param browser one that may know somebody already
 * @param changes what the request has instead
 */
export async function beginSignIn(
  baseUrl: string,
  browser = new Browser(),
  changes: Readonly<Record<string, string>> = {},
): Promise<Beginning> {
  const where = signInAnswer.parse(await (await fetch(new URL('/v1/sign-in', baseUrl))).json())
  if (where === null) throw new Error('nobody can sign in')
  const place = discovery.parse(await (await fetch(`${where.issuer}/.well-known/openid-configuration`)).json())
  const redirectUri = `${baseUrl}/`
  const [verifier, state] = [randomBytes(32).toString('base64url'), randomBytes(8).toString('hex')]
  const asked = new URL(place.authorization_endpoint)
  const parameters = {
    client_id: where.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: where.scopes.join(' '),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
    ...changes,
  }
  for (const [name, value] of Object.entries(parameters)) if (value !== '') asked.searchParams.set(name, value)
  const { response, url } = await browser.follow(asked.href)
  return { browser, place, clientId: where.clientId, redirectUri, verifier, state, url, page: await response.text() }
}

/**
 * Asks the provider for tokens.
 * @param place where
 * @param parameters what is sent
 * @param origin which page asks
 */
export function askForTokens(
  place: Beginning['place'],
  parameters: Readonly<Record<string, string>>,
  origin: string,
): Promise<Response> {
  return fetch(place.token_endpoint, { method: 'POST', headers: { origin }, body: new URLSearchParams(parameters) })
}

/**
 * Signs somebody in.
 * @param baseUrl where the stack is
 * @param person their id among the demo's people
 */
export async function signIn(baseUrl: string, person: string): Promise<Tokens> {
  const begun = await beginSignIn(baseUrl)
  const chosen = await begun.browser.follow(begun.url, { method: 'POST', body: new URLSearchParams({ person }) })
  return redeem(begun, chosen.url)
}

/**
 * Turns the code that came back to the console into tokens.
 * @param begun the sign-in
 * @param url where the browser was sent
 */
export async function redeem(begun: Beginning, url: string): Promise<Tokens> {
  const { searchParams } = new URL(url)
  if (searchParams.get('state') !== begun.state) throw new Error('the state is another one')
  const answer = await askForTokens(
    begun.place,
    {
      grant_type: 'authorization_code',
      client_id: begun.clientId,
      code: searchParams.get('code') ?? '',
      redirect_uri: begun.redirectUri,
      code_verifier: begun.verifier,
    },
    new URL(begun.redirectUri).origin,
  )
  return tokens.parse(await answer.json())
}
