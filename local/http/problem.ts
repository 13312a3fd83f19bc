import type { ServerResponse } from 'node:http'

/**
 * Answers with an error (RFC 9457).
 * @param response where
 * @param status the HTTP status
 * @param title the kind of error
 * @param detail what happened this time, for the caller to read
 */
export function answerProblem(response: ServerResponse, status: number, title: string, detail: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify({ type: 'about:blank', title, status, detail }))
}
