import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { selfSigned } from './certificate.ts'

/** A request as the receiver got it. */
export interface ReceivedPost {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A receiver of channels on this machine, with a certificate of its own for `hooks.example`. */
export interface HttpsReceiver {
  readonly port: number
  /** The certificate (PEM), to be trusted by whoever is to reach it. */
  readonly certificate: string
  /** What came, oldest first. */
  readonly received: readonly ReceivedPost[]
  /** How it answers from now on; 200 at first. */
  answerWith(answer: (response: ServerResponse, request: IncomingMessage) => void): void
  stop(): Promise<void>
}

/** Starts a receiver on loopback. */
export async function startHttpsReceiver(): Promise<HttpsReceiver> {
  const { key, certificate } = selfSigned('hooks.example', 'localhost')
  const received: ReceivedPost[] = []
  let answer = (response: ServerResponse, _request: IncomingMessage): void => void response.end('ok')
  const server = createServer({ key, cert: certificate }, (request, response) => {
    void bodyOf(request).then((body) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      received.push({ method: request.method ?? '', path: request.url ?? '', headers, body })
      answer(response, request)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    port: portOf(server),
    certificate,
    received,
    answerWith: (next) => {
      answer = next
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port')
  return address.port
}
