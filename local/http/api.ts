import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { LambdaFunction } from '../lambda/lambda-function.ts'
import type { ApiModel } from '../template/model.ts'
import { answerValue } from './answer.ts'
import { maximumBody, readBody } from './body.ts'
import { applyCors } from './cors.ts'
import { toPayload } from './payload.ts'
import { answerProblem } from './problem.ts'
import { makeRouteTable, type RouteMatch } from './route-table.ts'

/** What serving the API needs. */
export interface ApiOptions {
  readonly model: ApiModel
  /** Functions by ARN. */
  readonly functions: ReadonlyMap<string, LambdaFunction>
  /** The stack's clock, in milliseconds since the epoch. */
  readonly now: () => number
  /** Requests that only the local runtime answers: says whether it did. */
  readonly localRoutes: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
}

/** The HTTP API as API Gateway serves it. */
export class Api {
  readonly #options: ApiOptions
  readonly #find: ReturnType<typeof makeRouteTable>
  #busy = 0

  /** @param options what it needs */
  constructor(options: ApiOptions) {
    this.#options = options
    this.#find = makeRouteTable(options.model.routes)
  }

  /** How many requests are being answered; those that only the runtime serves don't count. */
  get busy(): number {
    return this.#busy
  }

  /** Answers requests. */
  readonly listener: RequestListener = (request, response) => {
    // A client that went away needs no answer.
    response.on('error', () => undefined)
    this.#serve(request, response).catch((error: unknown) => this.#fail(response, error))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await this.#options.localRoutes(request, response)) return
    this.#busy += 1
    try {
      if (applyCors(this.#options.model.cors, request, response)) return
      const match = this.#match(request)
      if (match === 'malformed') return answerProblem(response, 400, 'Bad Request', 'The path is not valid.')
      if (match === undefined) return answerProblem(response, 404, 'Not Found', 'There is nothing at this address.')
      const body = await readBody(request)
      if (body === undefined) return refuseBody(request, response)
      await this.#invoke(match, request, body, response)
    } finally {
      this.#busy -= 1
    }
  }

  #match(request: IncomingMessage): RouteMatch | undefined | 'malformed' {
    try {
      return this.#find(request.method ?? 'GET', (request.url ?? '/').split('?')[0] ?? '/')
    } catch (error) {
      if (error instanceof URIError) return 'malformed'
      throw error
    }
  }

  async #invoke(match: RouteMatch, request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const { functions, model, now } = this.#options
    const target = functions.get(match.route.functionArn)
    if (target === undefined) throw new Error(`${match.route.routeKey} has no function`)
    const event = toPayload({ request, body, match, apiId: model.id, now: now() })
    const waited = new AbortController()
    const result = await Promise.race([
      target.invoke(event),
      pause(match.route.timeout, 'late' as const, { signal: waited.signal, ref: false }),
    ])
    waited.abort()
    if (result === 'late' || result.kind === 'timedOut') {
      answerProblem(response, 503, 'Service Unavailable', 'It took too long to answer; try again.')
    } else if (result.kind === 'succeeded') {
      answerValue(response, result.value)
    } else {
      answerProblem(response, 500, 'Internal Server Error', 'The request could not be handled.')
    }
  }

  #fail(response: ServerResponse, error: unknown): void {
    if (response.headersSent || response.destroyed) return
    answerProblem(response, 500, 'Internal Server Error', 'The request could not be handled.')
    console.error(error)
  }
}

/** The rest of the body is not read: the connection ends with the answer. */
function refuseBody(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('connection', 'close')
  answerProblem(response, 413, 'Content Too Large', `The body is larger than ${maximumBody} bytes.`)
  request.resume()
}
