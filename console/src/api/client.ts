import { type ProblemAnswer, Refusal } from './refusal.ts'

/** What is sent with a call. */
export interface Sent {
  readonly query?: Readonly<Record<string, string | number | undefined>>
  /** Sent as JSON. */
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** Where calls are made from, and as whom. */
export interface ApiOptions {
  /** The bearer token, which is kept in memory only. */
  readonly token: () => string | undefined
  /** Gets a fresh token when the API doesn't take the one it was sent any more; says whether there is one. */
  readonly renew?: () => Promise<boolean>
  /** Called when there is none. */
  readonly onSignedOut: () => void
}

/** Calls the API on the console's own origin; answers are typed by the contracts, which a test holds them to. */
export interface Api {
  get<Answer>(path: string, sent?: Omit<Sent, 'body'>): Promise<Answer>
  /** A report as CSV. */
  csv(path: string, sent?: Omit<Sent, 'body'>): Promise<string>
  send<Answer = unknown>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, sent?: Sent): Promise<Answer>
}

/**
 * Makes the client of the API.
 * @param options whose token it sends
 */
export function makeApi({ token, renew = async () => false, onSignedOut }: ApiOptions): Api {
  const reachAs = (bearer: string | undefined, method: string, path: string, sent: Sent, accept: string) => {
    const { query = {}, body, signal } = sent
    return reach(`${path}${queryString(query)}`, {
      method,
      cache: 'no-store',
      headers: {
        accept,
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
  }
  const ask = async (method: string, path: string, sent: Sent, accept: string) => {
    const bearer = token()
    let response = await reachAs(bearer, method, path, sent, accept)
    // Nothing was done for a token that is not taken, so the call may be made again.
    if (response.status === 401 && bearer !== undefined) {
      if (await renew()) response = await reachAs(token(), method, path, sent, accept)
      if (response.status === 401) onSignedOut()
    }
    if (!response.ok) throw new Refusal(await problemOf(response))
    return response
  }
  const call = async (method: string, path: string, sent: Sent) => {
    const response = await ask(method, path, sent, 'application/json')
    return response.status === 204 ? undefined : response.json()
  }
  return {
    get: (path, sent = {}) => call('GET', path, sent),
    csv: async (path, sent = {}) => (await ask('GET', path, sent, 'text/csv')).text(),
    send: (method, path, sent = {}) => call(method, path, sent),
  }
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Refusal({ type: 'about:blank', title: 'Baton can’t be reached', status: 0, detail: 'No answer came' })
  }
}

/** Answers of something before the API, such as a gateway, are no problem documents. */
async function problemOf(response: Response): Promise<ProblemAnswer> {
  const { status } = response
  if (/json/.test(response.headers.get('content-type') ?? '')) return response.json()
  return {
    type: 'about:blank',
    title: response.statusText || `Status ${status}`,
    status,
    detail: 'No reason was given',
  }
}

function queryString(query: NonNullable<Sent['query']>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}
