import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { assetHeaders, assets, securityHeaders } from '../../shared/pages/index.ts'
import { readBody } from '../http/body.ts'
import { answerProblem } from '../http/problem.ts'
import type { ProviderOptions } from './provider.ts'

/** What sign-in needs: the provider's options, where its secrets are kept, and what it reads for itself. */
export type SignInOptions = Omit<ProviderOptions, 'people' | 'secrets' | 'ahead'> & {
  /** File that keeps the secrets. */
  readonly secretsFile: string
  /** The stack's clock, in milliseconds since the epoch. */
  readonly now: () => number
}

/**
 * Serves sign-in. The provider is loaded with the first request: a stack that nobody signs in to pays nothing for it.
 * @param options where it is, and whom it serves
 */
export function signInListener(options: SignInOptions): RequestListener {
  const { host } = new URL(options.issuer)
  const state: { opened?: Promise<Opened> } = {}
  return (request, response) => {
    response.on('error', () => undefined)
    // A page elsewhere can give its name this machine's address; it can't make the browser send our name.
    if (request.headers.host !== host) {
      return answerProblem(response, 421, 'Misdirected Request', `Sign-in is at ${options.issuer} only.`)
    }
    state.opened ??= open(options)
    state.opened.then((opened) => serve(opened, request, response)).catch((error: unknown) => fail(response, error))
  }
}

type Opened = Awaited<ReturnType<typeof open>>

async function open(options: SignInOptions) {
  const [{ makeProvider, choicePath }, { readPeople }, { signInSecrets }, pages] = await Promise.all([
    import('./provider.ts'),
    import('./people.ts'),
    import('./secrets.ts'),
    import('./pages.ts'),
  ])
  const people = readPeople()
  const secrets = await signInSecrets(options.secretsFile)
  const ahead = () => Math.ceil((options.now() - Date.now()) / 1000)
  const provider = makeProvider({ ...options, people, secrets, ahead })
  return { provider, people, pages, choicePath, callback: provider.callback(), headers: headersFor(options) }
}

/** Chromium holds a form's whole chain of redirects against `form-action`: it ends at the console. */
function headersFor({ consoleOrigins }: SignInOptions): Readonly<Record<string, string>> {
  const policy = securityHeaders['content-security-policy']
  return {
    ...securityHeaders,
    'content-security-policy': policy.replace("form-action 'self'", `form-action 'self' ${consoleOrigins.join(' ')}`),
  }
}

async function serve(opened: Opened, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const asset = assets.find((one) => one.path === path)
  if (asset !== undefined) {
    response.writeHead(200, { 'content-type': asset.contentType, ...assetHeaders }).end(asset.body)
    return
  }
  for (const [name, value] of Object.entries(opened.headers)) response.setHeader(name, value)
  if (path.startsWith(opened.choicePath)) return await choose(opened, path, request, response)
  await opened.callback(request, response)
}

/** Shows who somebody can be; posted, signs them in as the one they chose. */
async function choose(opened: Opened, path: string, request: IncomingMessage, response: ServerResponse) {
  const { provider, people, pages } = opened
  if (!(await isOpen(opened, request, response))) {
    return answerPage(response, 400, pages.errorPage('This sign-in is over, or it was never begun.'))
  }
  if (request.method === 'GET') return answerPage(response, 200, pages.choicePage(people, path))
  const chosen = new URLSearchParams((await readBody(request))?.toString('utf8')).get('person')
  const person = people.find(({ id }) => id === chosen)
  if (person === undefined) return answerPage(response, 400, pages.errorPage('There is nobody of this name.'))
  await provider.interactionFinished(request, response, { login: { accountId: person.id } })
}

async function isOpen({ provider }: Opened, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  try {
    const { prompt } = await provider.interactionDetails(request, response)
    return prompt.name === 'login'
  } catch (error) {
    if (error instanceof Error && error.name === 'SessionNotFound') return false
    throw error
  }
}

function answerPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page)
}

function fail(response: ServerResponse, error: unknown): void {
  console.error(error)
  if (response.headersSent || response.destroyed) return
  answerProblem(response, 500, 'Internal Server Error', 'Signing in did not work.')
}
