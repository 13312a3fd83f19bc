import { StartFailure } from '../failure.ts'
import type { RouteModel } from '../template/model.ts'

/** A route that a request goes to. */
export interface RouteMatch {
  readonly route: RouteModel
  /** Values of the path's placeholders, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>
}

interface Compiled {
  readonly route: RouteModel
  readonly method: string
  readonly pattern: RegExp
  readonly names: readonly string[]
  /** The more specific, the higher: fixed segments before placeholders before `{proxy+}`, a method before ANY. */
  readonly rank: string
}

/**
 * Makes a function that finds the route of a request, as API Gateway does.
 * @param routes the API's routes
 * @returns gives undefined when there is none
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function makeRouteTable(
  routes: readonly RouteModel[],
): (method: string, path: string) => RouteMatch | undefined {
  const compiled = routes.map(compile).sort((a, b) => b.rank.localeCompare(a.rank))
  return (method, path) => {
    for (const { route, method: wanted, pattern, names } of compiled) {
      const match = wanted === 'ANY' || wanted === method ? pattern.exec(path) : null
      if (match === null) continue
      const values = names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')])
      return { route, pathParameters: Object.fromEntries(values) }
    }
    return undefined
  }
}

function compile(route: RouteModel): Compiled {
  if (route.routeKey === '$default') return { route, method: 'ANY', pattern: /^/, names: [], rank: '' }
  const [method, path, ...rest] = route.routeKey.split(' ')
  if (method === undefined || path === undefined || rest.length > 0)
    throw new StartFailure(`No route: ${route.routeKey}`)
  const segments = path.split('/').slice(1)
  const names = segments.flatMap((segment) => /^\{(.+?)\+?\}$/.exec(segment)?.[1] ?? [])
  const pattern = new RegExp(`^${segments.map((segment) => `/${patternOf(segment)}`).join('')}$`)
  const rank = segments.map(rankOf).join('') + (method === 'ANY' ? '0' : '1')
  return { route, method, pattern, names, rank }
}

function patternOf(segment: string): string {
  if (/^\{.+\+\}$/.test(segment)) return '(.+)'
  return /^\{.+\}$/.test(segment) ? '([^/]+)' : segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function rankOf(segment: string): string {
  if (/^\{.+\+\}$/.test(segment)) return '2'
  return /^\{.+\}$/.test(segment) ? '3' : '4'
}
