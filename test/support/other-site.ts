import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Somebody's own site, on another origin than Baton. */
export interface OtherSite {
  /** Where its pages are; a query is passed over. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Serves one page from another origin, under a policy of its own.
 * @param body HTML of the page's body
 * @param policy its content security policy
 */
export async function startOtherSite(body: string, policy: string): Promise<OtherSite> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
    response.end(`<!doctype html><html lang="en"><title>Shop</title><body><h1>Shop</h1>\n${body}</body></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the site listens on no port')
  return address.port
}
