import { bearerAnswers } from '../../functions/api/answers.ts'
import type { Caller } from '../../shared/domain/permissions.ts'
import { guarded, refusal } from '../../shared/lambda/authorisation.ts'
import { httpFunction } from '../../shared/lambda/http-function.ts'
import { httpEvent } from './http-event.ts'
import type { MemoryStack } from './memory-stack.ts'

/** The bearer API over a stack in memory, and what it was asked. */
export interface MemoryApi {
  readonly fetch: typeof fetch
  /** Calls so far, such as `PUT /v1/roster/sally`. */
  readonly calls: readonly string[]
}

/**
 * Answers the bearer API as the function does, without tokens and without a server.
 * @param stack where everything is kept
 * @param caller who calls; the roles are checked as the function checks them
 */
export function memoryApi({ ports }: MemoryStack, caller: Caller = { role: 'admin' }): MemoryApi {
  const handler = httpFunction<'api'>(
    guarded(bearerAnswers(ports), async (route, event) => {
      const answer = await refusal(ports.store, route, caller, event)
      return answer === undefined ? { ok: true, caller } : { ok: false, answer }
    }),
  )
  const calls: string[] = []
  return {
    calls,
    fetch: async (input, init) => {
      const { pathname, searchParams } = new URL(String(input))
      const method = init?.method ?? 'GET'
      calls.push(`${method} ${pathname}`)
      const event = httpEvent({}, init?.body === undefined ? undefined : JSON.parse(String(init.body)))
      const http = { ...event.requestContext.http, method, path: pathname }
      const { statusCode, headers, body } = await handler(
        {
          ...event,
          rawPath: pathname,
          headers: { ...event.headers, ...Object.fromEntries(new Headers(init?.headers)) },
          queryStringParameters: Object.fromEntries(searchParams),
          requestContext: { ...event.requestContext, http },
        },
        context,
      )
      const sent = Object.entries(headers ?? {}).map(([name, value]): [string, string] => [name, String(value)])
      return new Response(body ?? null, { status: statusCode ?? 200, headers: sent })
    },
  }
}

const context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'api',
  functionVersion: '1',
  invokedFunctionArn: 'arn',
  memoryLimitInMB: '1024',
  awsRequestId: 'request',
  logGroupName: 'group',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => 20_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
}
