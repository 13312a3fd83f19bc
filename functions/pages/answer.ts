import { type HttpAnswer, type HttpEvent, header } from '../../shared/lambda/http.ts'
import { securityHeaders } from '../../shared/pages/index.ts'

/**
 * Answers with a page.
 * @param statusCode HTTP status
 * @param html the page
 * @param headers its security headers
 */
export function htmlAnswer(
  statusCode: number,
  html: string,
  headers: Readonly<Record<string, string>> = securityHeaders,
): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: html }
}

/**
 * Tells whether a person's browser asks, rather than a program.
 * @param event the request
 */
export function wantsHtml(event: HttpEvent): boolean {
  return (header(event, 'accept') ?? '').includes('text/html')
}

/**
 * Reads the token of a signed link.
 * @param event the request
 */
export function tokenOf(event: HttpEvent): string {
  return event.queryStringParameters?.token ?? ''
}

/**
 * Says where the page itself is, token included, for its form to post to.
 * @param event the request
 */
export function ownAddress(event: HttpEvent): string {
  return `${event.rawPath}?token=${encodeURIComponent(tokenOf(event))}`
}
