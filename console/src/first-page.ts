import type { QueryClient } from '@tanstack/react-query'
import type { Api } from './api/client.ts'
import { playbookOptions } from './api/workspace.ts'
import { latestLeadsOptions } from './pages/now/latest-leads.ts'
import { router } from './routes.tsx'

/** Where most people begin; reps, who begin elsewhere, load some small files in vain. */
const home = '/now'

/**
 * Loads the scripts of the page that will show, while it is still being found out who is there: they are many small files,
 * and to begin with them only then cost more than all else.
 * @param path as the address will have it, with its search
 */
export function loadFirstPage(path: string): void {
  // A page that could not be loaded ahead is loaded when it shows, and says so when it can't be.
  router.preloadRoute({ to: placeOf(path) }).catch(() => undefined)
}

/**
 * Reads what the first page shows, while the API is asked who is there.
 * @param queries where answers are kept
 * @param api as whom
 * @param path as the address will have it
 */
export function readFirstPage(queries: QueryClient, api: Api, path: string): void {
  // What is refused here is asked again by the page, which says what is the matter.
  void queries.prefetchQuery(playbookOptions(api))
  if (placeOf(path) === home) void queries.prefetchQuery(latestLeadsOptions(api))
}

function placeOf(path: string): string {
  const { pathname } = new URL(path, location.origin)
  return pathname === '/' ? home : pathname
}
