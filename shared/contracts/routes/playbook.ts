import { administration, everyone, marketing, type Route } from './route.ts'

/** The playbook and its versions. */
export const playbookRoutes = {
  publishPlaybook: {
    method: 'POST',
    path: '/v1/playbook',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Publish a playbook',
  },
  getPlaybook: {
    method: 'GET',
    path: '/v1/playbook',
    function: 'api',
    access: 'bearer',
    roles: everyone,
    summary: 'Read the published playbook',
  },
  listPlaybooks: {
    method: 'GET',
    path: '/v1/playbooks',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'List the published versions, newest first',
  },
  getPlaybookVersion: {
    method: 'GET',
    path: '/v1/playbooks/{version}',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Read a published version',
  },
  rollbackPlaybook: {
    method: 'POST',
    path: '/v1/playbooks/{version}/rollback',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Publish an older version again, as a new one',
  },
  lintPlaybook: {
    method: 'POST',
    path: '/v1/playbook/lint',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Say what is wrong or likely not meant in a playbook, without publishing it',
  },
  diffPlaybook: {
    method: 'POST',
    path: '/v1/playbook/diff',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Say in words what differs between two playbooks',
  },
  simulatePlaybook: {
    method: 'POST',
    path: '/v1/playbook/simulate',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Say what a draft would have decided otherwise about the newest leads; nothing is written',
  },
} as const satisfies Record<string, Route>
