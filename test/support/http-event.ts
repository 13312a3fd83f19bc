import type { HttpEvent } from '../../shared/lambda/http.ts'

/**
 * Makes an HTTP event as the API hands it to a function, for answers that look at path and body alone.
 * @param pathParameters the path's placeholders
 * @param body sent as JSON
 */
export function httpEvent(pathParameters: Readonly<Record<string, string>>, body?: unknown): HttpEvent {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    isBase64Encoded: false,
    pathParameters: { ...pathParameters },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    requestContext: {
      accountId: '0',
      apiId: 'api',
      domainName: 'baton.example',
      domainPrefix: 'baton',
      http: { method: 'POST', path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request',
      routeKey: '$default',
      stage: '$default',
      time: '01/Mar/2026:12:00:00 +0000',
      timeEpoch: 0,
    },
  }
}
