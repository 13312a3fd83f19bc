import type { ClientRequest, IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { rootCertificates } from 'node:tls'
import { isChannelPort } from '../../contracts/channels.ts'
import { addressIn, isPublicAddress } from '../../domain/public-address.ts'
import { type Duration, second } from '../../domain/time.ts'
import type { OutgoingPost, Poster, PostResult } from '../../ports/poster.ts'
import { guardedLookup, type Resolve, systemResolve } from './guarded-lookup.ts'
import { faultOf, resultOf, TimeOver } from './outcome.ts'

/** What may be other than on AWS: tests and trials on one machine reach receivers that nobody else can. */
export interface PosterOptions {
  /** Tells whether an address may be connected to; by default those of the public internet. */
  readonly mayConnect?: (address: string) => boolean
  /** Finds the addresses of a name; by default the system's resolver. */
  readonly resolve?: Resolve
  /** Certificates (PEM) to trust besides those of the well-known authorities. */
  readonly trust?: string
  /** How long one post may take from the lookup to the end of the answer. */
  readonly timeLimit?: Duration
}

/** How long a post may take: receivers are to answer at once and work afterwards. */
const usualTimeLimit: Duration = 5 * second

/** Bytes of an answer that are read before the connection is closed: its status tells all that is needed. */
const mostRead = 64 * 1024

/** Bytes of an answer's header. */
const longestHeader = 16 * 1024

/**
 * Makes the poster: https only, no redirects, no proxy, no address that is not on the public internet, and an end to
 * time and size.
 * @param options how a test or a trial differs
 */
export function createHttpPoster(options: PosterOptions = {}): Poster {
  const mayConnect = options.mayConnect ?? isPublicAddress
  const agent = new Agent({
    keepAlive: false,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    lookup: guardedLookup(options.resolve ?? systemResolve, mayConnect),
    ...(options.trust === undefined ? {} : { ca: [...rootCertificates, options.trust] }),
  })
  return {
    post: async (post) => {
      const url = URL.canParse(post.url) ? new URL(post.url) : undefined
      if (url === undefined || !isPostable(url)) return { kind: 'refused', fault: 'address' }
      // Nothing is looked up for an address, so it is checked here.
      const address = addressIn(url.hostname)
      if (address !== undefined && !mayConnect(address)) return { kind: 'refused', fault: 'private-address' }
      return await send(agent, url, post, options.timeLimit ?? usualTimeLimit)
    },
  }
}

function isPostable(url: URL): boolean {
  return url.protocol === 'https:' && url.username === '' && url.password === '' && isChannelPort(url.port)
}

function send(agent: Agent, url: URL, post: OutgoingPost, timeLimit: Duration): Promise<PostResult> {
  return new Promise((settle) => {
    let result: PostResult | undefined
    const sent = request(url, { method: 'POST', agent, headers: headersOf(post), maxHeaderSize: longestHeader })
    const timer = setTimeout(() => sent.destroy(new TimeOver('no answer in time')), timeLimit)
    const end = (): void => {
      clearTimeout(timer)
      settle(result ?? { kind: 'unavailable', fault: 'unreachable' })
    }
    sent.on('response', (response) => {
      // What the receiver says after its status changes nothing, so that a slow rest is no failure.
      result = resultOf(response.statusCode ?? 0, response.headers['retry-after'], Date.now())
      drain(sent, response, end)
    })
    sent.on('error', (error) => {
      result ??= faultOf(error)
    })
    sent.on('close', end)
    sent.end(post.body)
  })
}

function headersOf({ body, headers }: OutgoingPost) {
  return {
    ...headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Baton',
    accept: '*/*',
  }
}

/** Reads the answer's body away, as far as the limit. */
function drain(sent: ClientRequest, response: IncomingMessage, end: () => void): void {
  let read = 0
  response.on('data', (chunk: Buffer) => {
    read += chunk.length
    if (read > mostRead) sent.destroy()
  })
  response.on('error', end)
  response.on('end', end)
}
