import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiModel } from '../template/model.ts'

/**
 * Adds the headers that let a foreign page read the answer, and answers a preflight, as API Gateway does when
 * the API declares CORS.
 * @param cors the declaration; undefined leaves all to the functions
 * @param request the request
 * @param response its response
 * @returns whether the request is answered with that
 */
export function applyCors(cors: ApiModel['cors'], request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers
  if (cors === undefined || origin === undefined) return false
  const allowed = cors.AllowOrigins.some((pattern) => matchesOrigin(pattern, origin))
  if (allowed) allow(cors, cors.AllowOrigins.includes('*') ? '*' : origin, response)
  const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
  if (!isPreflight) return false
  if (allowed) allowPreflight(cors, response)
  response.writeHead(204).end()
  return true
}

function matchesOrigin(pattern: string, origin: string): boolean {
  if (pattern === '*' || pattern === origin) return true
  return pattern.endsWith('*') && origin.startsWith(pattern.slice(0, -1))
}

function allow(cors: NonNullable<ApiModel['cors']>, origin: string, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', origin)
  if (cors.AllowCredentials) response.setHeader('access-control-allow-credentials', 'true')
  if (cors.ExposeHeaders.length > 0) response.setHeader('access-control-expose-headers', cors.ExposeHeaders.join(','))
}

function allowPreflight(cors: NonNullable<ApiModel['cors']>, response: ServerResponse): void {
  if (cors.AllowMethods.length > 0) response.setHeader('access-control-allow-methods', cors.AllowMethods.join(','))
  if (cors.AllowHeaders.length > 0) response.setHeader('access-control-allow-headers', cors.AllowHeaders.join(','))
  if (cors.MaxAge !== undefined) response.setHeader('access-control-max-age', cors.MaxAge)
}
