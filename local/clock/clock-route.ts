import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import { readBody } from '../http/body.ts'
import { answerProblem } from '../http/problem.ts'

const clockRequest = z.strictObject({ advance: z.string() })

/** What the route needs. */
export interface ClockRouteOptions {
  /** The token that may move the clock; undefined while there is none. */
  readonly token: () => string | undefined
  /** @returns the new time; undefined when it is no duration */
  readonly advance: (duration: string) => Promise<Date | undefined>
}

/**
 * Makes the one route that only the local runtime has: `POST /dev/clock {"advance":"P3D"}`.
 * @param options who may, and what it does
 * @returns answers a request, and says whether it did
 */
export function makeClockRoute(options: ClockRouteOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if (request.method !== 'POST' || request.url?.split('?')[0] !== '/dev/clock') return false
    if (!isAllowed(request.headers.authorization, options.token())) {
      response.setHeader('www-authenticate', 'Bearer')
      answerProblem(response, 401, 'Unauthorized', 'Moving the clock needs the admin token as a bearer token.')
      return true
    }
    const body = clockRequest.safeParse(parse(await readBody(request)))
    const now = body.success ? await options.advance(body.data.advance) : undefined
    if (now === undefined) {
      answerProblem(response, 400, 'Bad Request', 'Send {"advance": "P3D"}: an ISO 8601 duration, forward.')
      return true
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ now: now.toISOString() }))
    return true
  }
}

function isAllowed(header: string | undefined, token: string | undefined): boolean {
  if (token === undefined) return false
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`))
}

function parse(body: Buffer | undefined): unknown {
  try {
    return JSON.parse((body ?? '').toString())
  } catch {
    return undefined
  }
}
