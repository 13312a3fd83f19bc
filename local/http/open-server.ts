import { createServer, type RequestListener, type Server } from 'node:http'
import { StartFailure, systemErrorCode } from '../failure.ts'

/** The only address anything listens on. */
export const loopback = '127.0.0.1'

/** A server that has its port already and answers 503 until it is told what to serve. */
export interface OpenServer {
  readonly server: Server
  readonly port: number
  serve(listener: RequestListener): void
}

/**
 * Opens a server on the loopback address.
 * @param port 0 for a free one
 * @param what names the server in the message when the port is taken, such as `the API (PORT)`
 * @throws StartFailure when the port is taken or not allowed
 */
export async function openServer(port: number, what: string): Promise<OpenServer> {
  let serving: RequestListener = (_, response) => response.writeHead(503, { 'retry-after': '1' }).end()
  const server = createServer((request, response) => serving(request, response))
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, loopback, resolve)
  })
  await listening.catch((error: unknown) => {
    throw portFailure(port, what, error)
  })
  const serve = (listener: RequestListener) => {
    serving = listener
  }
  return { server, port: portOf(server), serve }
}

/**
 * Finds a port nobody listens on.
 * @param port the wanted one, or 0 for any
 * @param what names it in the message when it is taken
 * @throws StartFailure when it is taken
 */
export async function freePort(port: number, what: string): Promise<number> {
  const opened = await openServer(port, what)
  await closeServer(opened.server)
  return opened.port
}

/**
 * Stops a server and ends its connections.
 * @param server the server
 */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}

/**
 * Reads which port a server got.
 * @param server a listening server
 */
export function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}

function portFailure(port: number, what: string, error: unknown): unknown {
  switch (systemErrorCode(error)) {
    case 'EADDRINUSE':
      return new StartFailure(`Port ${port} for ${what} is taken: stop what uses it, or choose another (0 picks one)`)
    case 'EACCES':
      return new StartFailure(`Port ${port} for ${what} is not allowed here: choose one above 1023 (0 picks one)`)
    case 'ERR_SOCKET_BAD_PORT':
      return new StartFailure(`${port} is no port for ${what}: it must be 0 to 65535`)
    default:
      return error
  }
}
