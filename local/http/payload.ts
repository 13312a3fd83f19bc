import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { account } from '../template/names.ts'
import type { RouteMatch } from './route-table.ts'

/** What an event is made from. */
export interface PayloadSource {
  readonly request: IncomingMessage
  readonly body: Buffer
  readonly match: RouteMatch
  readonly apiId: string
  /** The stack's clock, in milliseconds since the epoch. */
  readonly now: number
}

/** Bodies of these types reach the function as text, all others as base64, forms among them. */
const textTypes = /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml))($|[;\s]))/i

/**
 * Makes the event that API Gateway sends to a function, payload format 2.0.
 * @param source the request and its route
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toPayload({ request, body, match, apiId, now }: PayloadSource) {
  const { method = 'GET', url = '/' } = request
  const [rawPath = '/', ...query] = url.split('?')
  const rawQueryString = query.join('?')
  const parameters = joinRepeated(new URLSearchParams(rawQueryString))
  const isText = body.length === 0 || textTypes.test(request.headers['content-type'] ?? 'text/plain')
  const cookies = (request.headers.cookie ?? '').split(/; */).filter((cookie) => cookie !== '')
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers: headersOf(request),
    ...(Object.keys(parameters).length > 0 && { queryStringParameters: parameters }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    requestContext: contextOf(request, { method, rawPath, routeKey: match.route.routeKey, apiId, now }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: !isText,
  }
}

function contextOf(
  request: IncomingMessage,
  about: { method: string; rawPath: string; routeKey: string; apiId: string; now: number },
) {
  const { method, rawPath, routeKey, apiId, now } = about
  return {
    accountId: account,
    apiId,
    domainName: (request.headers.host ?? '').split(':')[0],
    domainPrefix: 'local',
    http: {
      method,
      path: rawPath,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? '',
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey,
    stage: '$default',
    time: new Date(now).toISOString(),
    timeEpoch: now,
  }
}

/** Names are lower case already; cookies travel apart; a name sent twice has its values joined. */
function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  const headers = Object.entries(request.headersDistinct).filter(([name]) => name !== 'cookie')
  const joined = headers.map(([name, values]) => [name, (values ?? []).join(',')])
  return {
    ...Object.fromEntries(joined),
    'x-forwarded-for': request.socket.remoteAddress ?? '',
    'x-forwarded-proto': 'http',
    'x-forwarded-port': String(request.socket.localPort ?? ''),
  }
}

function joinRepeated(query: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]))
}
