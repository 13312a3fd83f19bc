import { type Reach, type Route, type RouteId, routes } from '../contracts/routes.ts'
import type { RepId } from '../domain/ids.ts'
import type { Lead } from '../domain/lead.ts'
import { type Caller, isTheirs, isVisible } from '../domain/permissions.ts'
import { readLeadById } from '../pipeline/leads.ts'
import { readLeadOfDeal, wasClaimed } from '../pipeline/ownership.ts'
import { readOffer } from '../pipeline/respond.ts'
import type { Store } from '../ports/store.ts'
import { type AccessPorts, type CallerCheck, findCaller } from './access.ts'
import { type HttpAnswer, type HttpEvent, pathPart } from './http.ts'
import type { Answer, Answers, RoutesOf } from './http-function.ts'
import { problem } from './problem.ts'

/**
 * Lets a request through to a route, or says why not: whose token it is, what their role may call, and whether the thing
 * it is about is theirs. The one place where this is decided.
 * @param ports store, clock, and how people sign in
 * @param route which route
 * @param event the request
 */
export async function admit(ports: AccessPorts, route: RouteId, event: HttpEvent): Promise<CallerCheck> {
  const found = await findCaller(ports, event)
  if (!found.ok) return found
  const refused = await refusal(ports.store, route, found.caller, event)
  return refused === undefined ? found : { ok: false, answer: refused }
}

/**
 * Says why a caller may not do something. What is not theirs is answered as if it were not there, so that nobody can find
 * out by trying which ids exist.
 * @param store where things are
 * @param id which route
 * @param caller who asks
 * @param event the request
 * @returns undefined when they may
 */
export async function refusal(
  store: Store,
  id: RouteId,
  caller: Caller,
  event: HttpEvent,
): Promise<HttpAnswer | undefined> {
  const { roles }: Route = routes[id]
  const reach: Reach | undefined = roles?.[caller.role]
  if (reach === undefined) return problem('forbidden', `The role ${caller.role} may not do this`)
  if (caller.role !== 'rep' || reach === 'all') return undefined
  if (caller.rep === undefined) return problem('forbidden', 'No active rep on the roster has your e-mail address')
  const missing = await missingFor(store, reach, caller.rep, pathPart(event, 'id'))
  return missing === undefined ? undefined : problem('not-found', `There is no such ${missing}`)
}

/** What a rep can't reach, by what it is called; undefined when they can. */
async function missingFor(
  store: Store,
  reach: Exclude<Reach, 'all'>,
  rep: RepId,
  id: string,
): Promise<'lead' | 'opportunity' | 'assignment' | 'rep' | undefined> {
  switch (reach) {
    // Lists are narrowed where they are read.
    case 'visible-leads':
      return undefined
    case 'self':
      return id === rep ? undefined : 'rep'
    case 'visible-lead':
    case 'own-lead': {
      const lead = await readLeadById(store, id)
      return lead !== undefined && fits(reach, lead, rep) ? undefined : 'lead'
    }
    case 'pool-lead': {
      const lead = await readLeadById(store, id)
      // Who is too late is told who was faster.
      return lead !== undefined && (isVisible(lead, rep) || (await wasClaimed(store, lead))) ? undefined : 'lead'
    }
    case 'visible-deal':
    case 'own-deal': {
      const lead = await readLeadOfDeal(store, id)
      return lead !== undefined && fits(reach, lead, rep) ? undefined : 'opportunity'
    }
    case 'own-offer':
      return (await readOffer(store, id))?.assignment.entity.rep === rep ? undefined : 'assignment'
  }
}

function fits(reach: 'visible-lead' | 'own-lead' | 'visible-deal' | 'own-deal', lead: Lead, rep: RepId): boolean {
  return reach === 'visible-lead' || reach === 'visible-deal' ? isVisible(lead, rep) : isTheirs(lead, rep)
}

/** Answers one route that takes a bearer token; it is told who calls. */
export type BearerAnswer = (event: HttpEvent, caller: Caller) => Promise<HttpAnswer>

/** An answer for every route of the bearer API. */
export type BearerAnswers = { readonly [Id in RoutesOf<'api'>]: BearerAnswer }

/**
 * Puts the check before every answer of the bearer API.
 * @param open answers that take for granted that the caller may
 * @param check lets a request through, as {@link admit} does
 */
export function guarded(
  open: BearerAnswers,
  check: (route: RouteId, event: HttpEvent) => Promise<CallerCheck>,
): Answers<'api'>
export function guarded(
  open: Readonly<Record<string, BearerAnswer>>,
  check: (route: RouteId, event: HttpEvent) => Promise<CallerCheck>,
): Readonly<Record<string, Answer>> {
  const entries = Object.entries(open).map(([name, answer]): [string, Answer] => [
    name,
    async (event) => {
      const admitted = isRoute(name) ? await check(name, event) : undefined
      if (admitted === undefined) throw new Error(`${name} is not a route`)
      return admitted.ok ? answer(event, admitted.caller) : admitted.answer
    },
  ])
  return Object.fromEntries(entries)
}

function isRoute(name: string): name is RouteId {
  return name in routes
}
