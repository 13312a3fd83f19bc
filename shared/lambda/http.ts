import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

/** An HTTP event as the API hands it to a function. */
export type HttpEvent = APIGatewayProxyEventV2

/** What a function answers. */
export type HttpAnswer = APIGatewayProxyStructuredResultV2

/**
 * Answers with JSON.
 * @param statusCode 2xx
 * @param body anything JSON can write
 */
export function json(statusCode: number, body: unknown): HttpAnswer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  }
}

/**
 * Reads a request's header.
 * @param event the request
 * @param name lower-case, as the API hands it over
 */
export function header(event: HttpEvent, name: string): string | undefined {
  return event.headers[name]
}

/**
 * Reads a part of the path.
 * @param event the request
 * @param name the placeholder's
 */
export function pathPart(event: HttpEvent, name: string): string {
  const part = event.pathParameters?.[name] ?? ''
  try {
    return decodeURIComponent(part)
  } catch (error) {
    if (error instanceof URIError) return part
    throw error
  }
}

/**
 * Reads the body as bytes.
 * @param event the request
 */
export function bodyBytes(event: HttpEvent): Buffer {
  return Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
}
