import { administration, marketing, type Route } from './route.ts'

/** Tasks and jobs. */
export const operationsRoutes = {
  listTasks: {
    method: 'GET',
    path: '/v1/tasks',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Count due and parked tasks; list the parked ones',
  },
  redriveTask: {
    method: 'POST',
    path: '/v1/tasks/redrive',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Drive parked tasks again',
  },
  listJobs: {
    method: 'GET',
    path: '/v1/jobs',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'List long work in the background, newest first',
  },
  getJob: {
    method: 'GET',
    path: '/v1/jobs/{id}',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Read how far a job is, and what it has done',
  },
} as const satisfies Record<string, Route>
