import middy from '@middy/core'
import httpRouter from '@middy/http-router'
import { type HttpFunction, type RouteId, routes } from '../contracts/routes.ts'
import { Contended } from '../pipeline/task-work.ts'
import { SignInUnavailable } from '../ports/sign-in.ts'
import { InvalidCursor, StoreUnavailable } from '../ports/store.ts'
import type { HttpAnswer, HttpEvent } from './http.ts'
import { errorFields, log } from './log.ts'
import { invalid, problem } from './problem.ts'

/** Answers one route. */
export type Answer = (event: HttpEvent) => Promise<HttpAnswer>

/** Names of the routes a function serves. */
export type RoutesOf<Name extends HttpFunction> = {
  [Id in RouteId]: (typeof routes)[Id]['function'] extends Name ? Id : never
}[RouteId]

/** An answer for every route of a function, no more and no fewer. */
export type Answers<Name extends HttpFunction> = { readonly [Id in RoutesOf<Name>]: Answer }

/**
 * Makes the handler of a function that answers HTTP.
 * @param answers one for every route the contract gives it
 */
export function httpFunction<Name extends HttpFunction>(answers: Answers<Name>) {
  const entries = Object.entries<Answer>(answers)
  const handlers = entries.map(([id, answer]) => {
    const route = Object.entries(routes).find(([name]) => name === id)?.[1]
    if (route === undefined) throw new Error(`${id} is not a route`)
    return { method: route.method, path: route.path, handler: (event: HttpEvent) => guarded(id, answer, event) }
  })
  return middy<HttpEvent, HttpAnswer>().handler(httpRouter(handlers))
}

/** Longest part of a path that can be a name or an id, in characters: longer ones can't even be looked up. */
const longestName = 300

function hasLongName(event: HttpEvent): boolean {
  return Object.values(event.pathParameters ?? {}).some((part) => (part ?? '').length > longestName)
}

/** Turns what is thrown into an answer: try again when the store was busy, and never a stack trace. */
async function guarded(route: string, answer: Answer, event: HttpEvent): Promise<HttpAnswer> {
  try {
    const answered = hasLongName(event) ? problem('not-found', 'There is nothing at this address') : await answer(event)
    if ((answered.statusCode ?? 200) >= 400) log('request.refused', { route, status: answered.statusCode })
    return answered
  } catch (error) {
    if (error instanceof InvalidCursor)
      return invalid([{ path: 'cursor', message: 'is not a cursor that a page gave' }])
    log('request.failed', { route, ...errorFields(error) })
    if (error instanceof StoreUnavailable || error instanceof Contended || error instanceof SignInUnavailable)
      return problem('unavailable', 'Busy: try again in a second')
    return problem('internal-error', 'Something went wrong on our side; it has been recorded')
  }
}
