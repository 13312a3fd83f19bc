import { channelAnswers } from '../../functions/api/channels.ts'
import { importAnswers } from '../../functions/api/imports.ts'
import { jobAnswers } from '../../functions/api/jobs.ts'
import { leadAnswers } from '../../functions/api/leads.ts'
import { marketingAnswers } from '../../functions/api/marketing.ts'
import { mergeAnswers } from '../../functions/api/merges.ts'
import { playbookAnswers } from '../../functions/api/playbooks.ts'
import { poolAnswers } from '../../functions/api/pools.ts'
import { privacyAnswers } from '../../functions/api/privacy.ts'
import { reportCheckAnswers } from '../../functions/api/report-checks.ts'
import { reportAnswers } from '../../functions/api/reports.ts'
import { rosterAnswers } from '../../functions/api/roster.ts'
import { salesAnswers } from '../../functions/api/sales.ts'
import { sessionAnswers } from '../../functions/api/session.ts'
import { setupAnswers } from '../../functions/api/setup.ts'
import { taskAnswers } from '../../functions/api/tasks.ts'
import { accountAnswers, teamAnswers } from '../../functions/api/teams.ts'
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
  const answers = {
    ...leadAnswers(ports),
    ...privacyAnswers(ports),
    ...mergeAnswers(ports),
    ...salesAnswers(ports),
    ...marketingAnswers(ports),
    ...reportCheckAnswers(ports),
    ...reportAnswers(ports),
    ...importAnswers(ports),
    ...playbookAnswers(ports),
    ...setupAnswers(ports, ports.publicUrl),
    ...rosterAnswers(ports),
    ...teamAnswers(ports),
    ...accountAnswers(ports),
    ...poolAnswers(ports),
    ...channelAnswers(ports),
    ...taskAnswers(ports),
    ...jobAnswers(ports),
    ...sessionAnswers(),
  }
  const handler = httpFunction<'api'>(
    guarded(answers, async (route, event) => {
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
