/** The functions that answer HTTP: public capture, the bearer API, and pages people open from a mail. */
export type HttpFunction = 'capture' | 'api' | 'pages'

/** Who may call: `anyone`, a call center's `key`, a signed provider, a `bearer` token, or a signed `link`. */
export type Access = 'anyone' | 'key' | 'signature' | 'bearer' | 'link' | 'bearer-or-link'

/** One route of the public contract. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with `{name}` placeholders, as HTTP API and OpenAPI write it. */
  readonly path: string
  readonly function: HttpFunction
  readonly access: Access
  readonly summary: string
}

/**
 * Every route Baton serves, declared once: the CDK stack, the functions' routers and the OpenAPI document
 * are all made from this list.
 */
export const routes = {
  health: { method: 'GET', path: '/v1/health', function: 'pages', access: 'anyone', summary: 'Ready to take leads' },
  openapi: { method: 'GET', path: '/openapi.json', function: 'pages', access: 'anyone', summary: 'This document' },
  submitForm: {
    method: 'POST',
    path: '/v1/forms/{formId}',
    function: 'capture',
    access: 'anyone',
    summary: 'Take in a web lead',
  },
  recordCall: {
    method: 'POST',
    path: '/v1/calls',
    function: 'capture',
    access: 'key',
    summary: 'Take in a call-center lead',
  },
  receiveWebhook: {
    method: 'POST',
    path: '/v1/webhooks/{provider}/{sourceId}',
    function: 'capture',
    access: 'signature',
    summary: 'Take in a lead from another system',
  },
  importLeads: {
    method: 'POST',
    path: '/v1/imports/leads',
    function: 'api',
    access: 'bearer',
    summary: 'Take in a batch of imported leads',
  },
  importOutcomes: {
    method: 'POST',
    path: '/v1/imports/outcomes',
    function: 'api',
    access: 'bearer',
    summary: 'Take in a batch of imported outcomes',
  },
  listLeads: {
    method: 'GET',
    path: '/v1/leads',
    function: 'api',
    access: 'bearer',
    summary: 'Find leads, newest first',
  },
  getLead: { method: 'GET', path: '/v1/leads/{id}', function: 'api', access: 'bearer', summary: 'Read one lead' },
  getTimeline: {
    method: 'GET',
    path: '/v1/leads/{id}/timeline',
    function: 'api',
    access: 'bearer',
    summary: 'Read all that happened to a lead, oldest first',
  },
  getDecisions: {
    method: 'GET',
    path: '/v1/leads/{id}/decisions',
    function: 'api',
    access: 'bearer',
    summary: 'Read why a lead was scored and routed as it was',
  },
  getPathToHot: {
    method: 'GET',
    path: '/v1/leads/{id}/path-to-hot',
    function: 'api',
    access: 'bearer',
    summary: 'Read what would make a lead hot: the fewest missing rules and events',
  },
  addTouch: {
    method: 'POST',
    path: '/v1/leads/{id}/touches',
    function: 'api',
    access: 'bearer',
    summary: "Record a rep's call, meeting or note",
  },
  claimLead: {
    method: 'POST',
    path: '/v1/leads/{id}/claim',
    function: 'api',
    access: 'bearer',
    summary: 'Claim a lead from the public pool for a rep',
  },
  openOpportunity: {
    method: 'POST',
    path: '/v1/leads/{id}/opportunities',
    function: 'api',
    access: 'bearer',
    summary: 'Open an opportunity',
  },
  changeOpportunity: {
    method: 'PATCH',
    path: '/v1/opportunities/{id}',
    function: 'api',
    access: 'bearer',
    summary: "Change an opportunity's stage or amount",
  },
  winOpportunity: {
    method: 'POST',
    path: '/v1/opportunities/{id}/win',
    function: 'api',
    access: 'bearer',
    summary: 'Win an opportunity',
  },
  loseOpportunity: {
    method: 'POST',
    path: '/v1/opportunities/{id}/lose',
    function: 'api',
    access: 'bearer',
    summary: 'Lose an opportunity',
  },
  getOpportunity: {
    method: 'GET',
    path: '/v1/opportunities/{id}',
    function: 'api',
    access: 'bearer',
    summary: 'Read one opportunity',
  },
  showAccept: {
    method: 'GET',
    path: '/v1/assignments/{id}/accept',
    function: 'pages',
    access: 'link',
    summary: 'Page that asks before accepting',
  },
  accept: {
    method: 'POST',
    path: '/v1/assignments/{id}/accept',
    function: 'pages',
    access: 'bearer-or-link',
    summary: 'Accept a lead',
  },
  showDecline: {
    method: 'GET',
    path: '/v1/assignments/{id}/decline',
    function: 'pages',
    access: 'link',
    summary: 'Page that asks why before declining',
  },
  decline: {
    method: 'POST',
    path: '/v1/assignments/{id}/decline',
    function: 'pages',
    access: 'bearer-or-link',
    summary: 'Decline a lead',
  },
  showUnsubscribe: {
    method: 'GET',
    path: '/v1/unsubscribe',
    function: 'pages',
    access: 'link',
    summary: 'Page that asks before unsubscribing',
  },
  unsubscribe: {
    method: 'POST',
    path: '/v1/unsubscribe',
    function: 'pages',
    access: 'link',
    summary: 'Stop all marketing mail (RFC 8058)',
  },
  showClick: {
    method: 'GET',
    path: '/v1/click',
    function: 'pages',
    access: 'link',
    summary: 'Page that leads on to where a mail points',
  },
  click: {
    method: 'POST',
    path: '/v1/click',
    function: 'pages',
    access: 'link',
    summary: 'Record a click and go where the mail points',
  },
  thanks: {
    method: 'GET',
    path: '/thanks/{formId}',
    function: 'pages',
    access: 'anyone',
    summary: "A form's thank-you page",
  },
  home: {
    method: 'GET',
    path: '/',
    function: 'pages',
    access: 'anyone',
    summary: 'Says that Baton is running and where to go',
  },
  asset: {
    method: 'GET',
    path: '/pages/{file}',
    function: 'pages',
    access: 'anyone',
    summary: 'A file that pages ask for',
  },
  putForm: {
    method: 'PUT',
    path: '/v1/forms/{formId}',
    function: 'api',
    access: 'bearer',
    summary: 'Create or change a form',
  },
  putCampaign: {
    method: 'PUT',
    path: '/v1/campaigns/{id}',
    function: 'api',
    access: 'bearer',
    summary: 'Create or change a campaign',
  },
  putSpend: {
    method: 'PUT',
    path: '/v1/campaigns/{id}/spend/{month}',
    function: 'api',
    access: 'bearer',
    summary: "Set a campaign's spend for a month",
  },
  campaignReport: {
    method: 'GET',
    path: '/v1/reports/campaigns',
    function: 'api',
    access: 'bearer',
    summary: 'What each campaign earned',
  },
  publishPlaybook: {
    method: 'POST',
    path: '/v1/playbook',
    function: 'api',
    access: 'bearer',
    summary: 'Publish a playbook',
  },
  getPlaybook: {
    method: 'GET',
    path: '/v1/playbook',
    function: 'api',
    access: 'bearer',
    summary: 'Read the published playbook',
  },
  listPlaybooks: {
    method: 'GET',
    path: '/v1/playbooks',
    function: 'api',
    access: 'bearer',
    summary: 'List the published versions, newest first',
  },
  getPlaybookVersion: {
    method: 'GET',
    path: '/v1/playbooks/{version}',
    function: 'api',
    access: 'bearer',
    summary: 'Read a published version',
  },
  rollbackPlaybook: {
    method: 'POST',
    path: '/v1/playbooks/{version}/rollback',
    function: 'api',
    access: 'bearer',
    summary: 'Publish an older version again, as a new one',
  },
  lintPlaybook: {
    method: 'POST',
    path: '/v1/playbook/lint',
    function: 'api',
    access: 'bearer',
    summary: 'Say what is wrong or likely not meant in a playbook, without publishing it',
  },
  diffPlaybook: {
    method: 'POST',
    path: '/v1/playbook/diff',
    function: 'api',
    access: 'bearer',
    summary: 'Say in words what differs between two playbooks',
  },
  simulatePlaybook: {
    method: 'POST',
    path: '/v1/playbook/simulate',
    function: 'api',
    access: 'bearer',
    summary: 'Say what a draft would have decided otherwise about the newest leads; nothing is written',
  },
  putRep: {
    method: 'PUT',
    path: '/v1/roster/{id}',
    function: 'api',
    access: 'bearer',
    summary: 'Create or change a rep',
  },
  listRoster: { method: 'GET', path: '/v1/roster', function: 'api', access: 'bearer', summary: 'List the reps' },
  putSource: {
    method: 'PUT',
    path: '/v1/webhooks/{provider}/{sourceId}',
    function: 'api',
    access: 'bearer',
    summary: 'Connect a webhook source',
  },
  listTasks: {
    method: 'GET',
    path: '/v1/tasks',
    function: 'api',
    access: 'bearer',
    summary: 'Count due and parked tasks; list the parked ones',
  },
  redriveTask: {
    method: 'POST',
    path: '/v1/tasks/redrive',
    function: 'api',
    access: 'bearer',
    summary: 'Drive parked tasks again',
  },
} as const satisfies Record<string, Route>

/** Name of one route. */
export type RouteId = keyof typeof routes
