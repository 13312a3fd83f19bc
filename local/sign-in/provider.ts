import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { signInScopes } from '../../shared/contracts/session.ts'
import { memoryAdapters } from './memory-adapter.ts'
import { errorPage, signedOutPage, signOutPage } from './pages.ts'
import type { Person } from './people.ts'
import type { SignInSecrets } from './secrets.ts'

/** What the provider needs. */
export interface ProviderOptions {
  /** Origin of this provider, on the loopback address. */
  readonly issuer: string
  /** The console's id, as the template declares it. */
  readonly clientId: string
  /** Origins that the console is opened under. */
  readonly consoleOrigins: readonly string[]
  /** How long tokens are good, in seconds. */
  readonly lifetimes: { readonly idToken: number; readonly refreshToken: number }
  readonly people: readonly Person[]
  readonly secrets: SignInSecrets
  /** How far the stack's clock is ahead of this machine's, in seconds. */
  readonly ahead: () => number
}

/** Where a person chooses who they are; the interaction's id follows. */
export const choicePath = '/choose/'

/** Claims of the ID token by scope, as Cognito names them: the API reads one kind of token. */
const claims = {
  openid: ['sub', 'token_use', 'cognito:groups'],
  email: ['email', 'email_verified'],
  profile: ['name'],
}

/**
 * Makes the OpenID provider that stands in for Cognito on this machine: code flow with PKCE for one public client, and no
 * passwords.
 * @param options whom it knows, and where it is
 * @throws RangeError when it would be reachable from elsewhere: whoever reaches it can be anybody
 */
export function makeProvider(options: ProviderOptions): Provider {
  const { hostname, protocol } = new URL(options.issuer)
  if (hostname !== '127.0.0.1' || protocol !== 'http:') {
    throw new RangeError(`Sign-in without passwords is for this machine only, not for ${options.issuer}`)
  }
  return new Provider(options.issuer, configuration(options))
}

function configuration(options: ProviderOptions): Configuration {
  const { secrets, people } = options
  const person = (id: string) => people.find((one) => one.id === id)
  return {
    adapter: memoryAdapters(),
    clients: [consoleOf(options)],
    scopes: [...signInScopes],
    claims,
    // Cognito puts all that it says into the ID token.
    conformIdTokenClaims: false,
    cookies: { keys: secrets.cookieKeys, names: { session: 'baton_sign_in' } },
    jwks: { keys: secrets.keys },
    routes: { authorization: '/authorize', token: '/token', jwks: '/.well-known/jwks.json', end_session: '/logout' },
    interactions: { url: (_, { uid }) => `${choicePath}${uid}` },
    findAccount: (_, id) => accountOf(person(id)),
    loadExistingGrant: grantOf,
    issueRefreshToken: async () => true,
    // As Cognito does by default: two calls that refresh at once both succeed.
    rotateRefreshToken: false,
    clientBasedCORS: (_, origin) => options.consoleOrigins.includes(origin),
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx) => show(ctx, signOutPage(ctx.oidc.urlFor('end_session_confirm'), xsrfOf(ctx))),
        postLogoutSuccessSource: (ctx) => show(ctx, signedOutPage()),
      },
    },
    renderError: (ctx, { error, error_description: why }) => show(ctx, errorPage(why ?? error)),
    ttl: lifetimesOf(options),
  }
}

function consoleOf({ clientId, consoleOrigins }: ProviderOptions) {
  const addresses = consoleOrigins.map((origin) => `${origin}/`)
  return {
    client_id: clientId,
    token_endpoint_auth_method: 'none' as const,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    scope: signInScopes.join(' '),
    redirect_uris: addresses,
    post_logout_redirect_uris: addresses,
  }
}

/**
 * Sign-in itself lives by this machine's clock, so moving the stack's clock ends no session. The one thing that the stack
 * reads is the ID token: it expires by the stack's clock, which only ever is ahead.
 */
function lifetimesOf({ lifetimes, ahead }: ProviderOptions): Configuration['ttl'] {
  const { idToken, refreshToken } = lifetimes
  return {
    AccessToken: idToken,
    AuthorizationCode: 60,
    IdToken: () => idToken + ahead(),
    Interaction: 60 * 60,
    RefreshToken: refreshToken,
    Session: refreshToken,
    Grant: refreshToken,
  }
}

function accountOf(person: Person | undefined) {
  if (person === undefined) return undefined
  const { id, name, email, role } = person
  return {
    accountId: id,
    claims: () => ({ sub: id, name, email, email_verified: true, token_use: 'id', 'cognito:groups': [role] }),
  }
}

/** The console is Baton's own: nobody is asked whether it may know who they are. */
async function grantOf(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const known = session.grantIdFor(client.clientId)
  const earlier = known === undefined ? undefined : await provider.Grant.find(known)
  if (earlier !== undefined) return earlier
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(signInScopes.join(' '))
  await grant.save()
  return grant
}

function xsrfOf(ctx: KoaContextWithOIDC): string {
  return String(ctx.oidc.session?.state?.['secret'] ?? '')
}

function show(ctx: KoaContextWithOIDC, html: string): void {
  ctx.type = 'html'
  ctx.body = html
}
