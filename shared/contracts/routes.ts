import { captureRoutes } from './routes/capture.ts'
import { leadRoutes } from './routes/leads.ts'
import { operationsRoutes } from './routes/operations.ts'
import { pageRoutes } from './routes/pages.ts'
import { playbookRoutes } from './routes/playbook.ts'
import { reportCheckRoutes } from './routes/report-checks.ts'
import { reportRoutes } from './routes/reports.ts'
import { rosterRoutes } from './routes/roster.ts'
import type { Route } from './routes/route.ts'
import { salesRoutes } from './routes/sales.ts'

export type { Access, Grants, HttpFunction, Reach, Route } from './routes/route.ts'

/**
 * Every route Baton serves, declared once: the CDK stack, the functions' routers and the OpenAPI document
 * are all made from this list.
 */
export const routes = {
  ...captureRoutes,
  ...leadRoutes,
  ...salesRoutes,
  ...pageRoutes,
  ...reportRoutes,
  ...reportCheckRoutes,
  ...playbookRoutes,
  ...rosterRoutes,
  ...operationsRoutes,
} as const satisfies Record<string, Route>

/** Name of one route. */
export type RouteId = keyof typeof routes
