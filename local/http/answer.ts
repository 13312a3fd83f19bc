import type { ServerResponse } from 'node:http'
import * as z from 'zod'
import { answerProblem } from './problem.ts'

const header = z.union([z.string(), z.number(), z.boolean()]).transform(String)

const structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), header).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
})

/**
 * Answers a request with what a function returned, payload format 2.0: with a status code it is the answer,
 * anything else is the body of a 200 in JSON.
 * @param response where
 * @param value what the function returned
 */
export function answerValue(response: ServerResponse, value: unknown): void {
  const isStructured = typeof value === 'object' && value !== null && 'statusCode' in value
  const parsed = structured.safeParse(
    isStructured ? value : { statusCode: 200, headers: { 'content-type': 'application/json' }, body: inferred(value) },
  )
  if (!parsed.success) {
    answerProblem(response, 500, 'Internal Server Error', 'The function’s answer is malformed.')
    return
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data
  for (const [name, text] of Object.entries(headers)) response.setHeader(name.toLowerCase(), text)
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  if (body && !response.hasHeader('content-type')) response.setHeader('content-type', 'text/plain;charset=utf-8')
  response.statusCode = statusCode
  response.end(Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'))
}

function inferred(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}
