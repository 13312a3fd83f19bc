import type { IncomingMessage } from 'node:http'

/** The largest body API Gateway takes, in bytes. */
export const maximumBody = 10 * 1024 * 1024

/**
 * Reads a request's body.
 * @param request the request
 * @returns undefined when it is larger than API Gateway takes
 * @throws when the client breaks off
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maximumBody) return undefined
  const chunks: Buffer[] = []
  let size = 0
  // A body too large is left unread, but the connection is still needed for the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > maximumBody) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
