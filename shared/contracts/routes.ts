/** The functions that answer HTTP: public capture, the bearer API, and pages people open from a mail. */
export type HttpFunction = 'capture' | 'api' | 'pages'

/** Who may call: `anyone`, a call center's `key`, a signed provider, a `bearer` token, or a signed `link`. */
export type Access = 'anyone' | 'key' | 'signature' | 'bearer' | 'link' | 'bearer-or-link'

/**
 * How far a role reaches with a route: to everything, or to what is a rep's own.
 * - `visible-leads`: a list, of own leads or of the pool.
 * - `visible-lead`, `visible-deal`: own, or in the pool.
 * - `own-lead`, `own-deal`: owned, or offered and not answered yet.
 * - `pool-lead`: one that the rep may claim, for themselves.
 * - `own-offer`: an assignment made to the rep, whatever became of it.
 * - `self`: the rep's own entry on the roster.
 */
export type Reach =
  | 'all'
  | 'visible-leads'
  | 'visible-lead'
  | 'visible-deal'
  | 'own-lead'
  | 'own-deal'
  | 'pool-lead'
  | 'own-offer'
  | 'self'

/** Who may call a route, and how far they reach; a role that is not named is refused. An admin reaches everything. */
export interface Grants {
  readonly admin: 'all'
  readonly marketer?: 'all'
  readonly rep?: Reach
}

interface Described {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with `{name}` placeholders, as HTTP API and OpenAPI write it. */
  readonly path: string
  readonly function: HttpFunction
  readonly summary: string
}

/** One route of the public contract. A route that takes a bearer token says which roles may call it. */
export type Route =
  | (Described & { readonly access: 'bearer' | 'bearer-or-link'; readonly roles: Grants })
  | (Described & { readonly access: Exclude<Access, 'bearer' | 'bearer-or-link'>; readonly roles?: never })

/** Whoever is signed in. */
const everyone = { admin: 'all', marketer: 'all', rep: 'all' } as const
/** A marketer reads everything, and changes what is marketing's. */
const marketing = { admin: 'all', marketer: 'all' } as const
/** What decides over leads, people and money is an admin's. */
const administration = { admin: 'all' } as const

/** What a marketer reads all of, and a rep as far as it is theirs. */
const reading = <To extends Reach>(rep: To) => ({ admin: 'all', marketer: 'all', rep }) as const
/** What is a rep's work. */
const selling = <To extends Reach>(rep: To) => ({ admin: 'all', rep }) as const

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
  getSignIn: {
    method: 'GET',
    path: '/v1/sign-in',
    function: 'pages',
    access: 'anyone',
    summary: 'Where people sign in; null when there are only machine tokens',
  },
  getSession: {
    method: 'GET',
    path: '/v1/session',
    function: 'api',
    access: 'bearer',
    roles: everyone,
    summary: 'Who is calling, and in which role',
  },
  importLeads: {
    method: 'POST',
    path: '/v1/imports/leads',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Take in a batch of imported leads',
  },
  importOutcomes: {
    method: 'POST',
    path: '/v1/imports/outcomes',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Take in a batch of imported outcomes',
  },
  listLeads: {
    method: 'GET',
    path: '/v1/leads',
    function: 'api',
    access: 'bearer',
    roles: reading('visible-leads'),
    summary: 'Find leads, newest first',
  },
  getLead: {
    method: 'GET',
    path: '/v1/leads/{id}',
    function: 'api',
    access: 'bearer',
    roles: reading('visible-lead'),
    summary: 'Read one lead',
  },
  getTimeline: {
    method: 'GET',
    path: '/v1/leads/{id}/timeline',
    function: 'api',
    access: 'bearer',
    roles: reading('visible-lead'),
    summary: 'Read all that happened to a lead, oldest first',
  },
  getDecisions: {
    method: 'GET',
    path: '/v1/leads/{id}/decisions',
    function: 'api',
    access: 'bearer',
    roles: reading('visible-lead'),
    summary: 'Read why a lead was scored and routed as it was',
  },
  getPathToHot: {
    method: 'GET',
    path: '/v1/leads/{id}/path-to-hot',
    function: 'api',
    access: 'bearer',
    roles: reading('visible-lead'),
    summary: 'Read what would make a lead hot: the fewest missing rules and events',
  },
  exportLead: {
    method: 'GET',
    path: '/v1/leads/{id}/export',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Hand out all that is known of a person, in a form that machines read',
  },
  eraseLead: {
    method: 'POST',
    path: '/v1/leads/{id}/erase',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Erase all that is known of a person, for good: a job removes it',
  },
  addTouch: {
    method: 'POST',
    path: '/v1/leads/{id}/touches',
    function: 'api',
    access: 'bearer',
    roles: selling('own-lead'),
    summary: "Record a rep's call, meeting or note",
  },
  claimLead: {
    method: 'POST',
    path: '/v1/leads/{id}/claim',
    function: 'api',
    access: 'bearer',
    roles: selling('pool-lead'),
    summary: 'Claim a lead from the public pool for a rep',
  },
  listDuplicates: {
    method: 'GET',
    path: '/v1/leads/{id}/duplicates',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Find leads that may be the same person, each with why',
  },
  mergeLead: {
    method: 'POST',
    path: '/v1/leads/{id}/merge',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Merge another lead of the same person into this one',
  },
  openOpportunity: {
    method: 'POST',
    path: '/v1/leads/{id}/opportunities',
    function: 'api',
    access: 'bearer',
    roles: selling('own-lead'),
    summary: 'Open an opportunity',
  },
  changeOpportunity: {
    method: 'PATCH',
    path: '/v1/opportunities/{id}',
    function: 'api',
    access: 'bearer',
    roles: selling('own-deal'),
    summary: "Change an opportunity's stage or amount",
  },
  winOpportunity: {
    method: 'POST',
    path: '/v1/opportunities/{id}/win',
    function: 'api',
    access: 'bearer',
    roles: selling('own-deal'),
    summary: 'Win an opportunity',
  },
  loseOpportunity: {
    method: 'POST',
    path: '/v1/opportunities/{id}/lose',
    function: 'api',
    access: 'bearer',
    roles: selling('own-deal'),
    summary: 'Lose an opportunity',
  },
  reopenOpportunity: {
    method: 'POST',
    path: '/v1/opportunities/{id}/reopen',
    function: 'api',
    access: 'bearer',
    roles: selling('own-deal'),
    summary: 'Open a won or lost opportunity again: what it earned is taken back',
  },
  refundOpportunity: {
    method: 'POST',
    path: '/v1/opportunities/{id}/refund',
    function: 'api',
    access: 'bearer',
    roles: selling('own-deal'),
    summary: 'Take a part of what a won opportunity earned back, or all of it (Idempotency-Key optional)',
  },
  getOpportunity: {
    method: 'GET',
    path: '/v1/opportunities/{id}',
    function: 'api',
    access: 'bearer',
    roles: reading('visible-deal'),
    summary: 'Read one opportunity',
  },
  getAssignment: {
    method: 'GET',
    path: '/v1/assignments/{id}',
    function: 'api',
    access: 'bearer',
    roles: reading('own-offer'),
    summary: 'Read an offer, and by when it wants an answer',
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
    roles: selling('own-offer'),
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
    roles: selling('own-offer'),
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
  listForms: {
    method: 'GET',
    path: '/v1/forms',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'List the forms with what came in over them',
  },
  putForm: {
    method: 'PUT',
    path: '/v1/forms/{formId}',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Create or change a form',
  },
  listCampaigns: {
    method: 'GET',
    path: '/v1/campaigns',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'List the campaigns, with what each month cost',
  },
  putCampaign: {
    method: 'PUT',
    path: '/v1/campaigns/{id}',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Create or change a campaign',
  },
  putSpend: {
    method: 'PUT',
    path: '/v1/campaigns/{id}/spend/{month}',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: "Set a campaign's spend for a month",
  },
  campaignReport: {
    method: 'GET',
    path: '/v1/reports/campaigns',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'What each campaign earned',
  },
  campaignCredits: {
    method: 'GET',
    path: '/v1/reports/campaigns/{id}/credits',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'List the deals behind what a campaign earned, with the touches that earned it',
  },
  trendReport: {
    method: 'GET',
    path: '/v1/reports/trend',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'What campaigns cost and earned, month by month',
  },
  beginReportCheck: {
    method: 'POST',
    path: '/v1/reports/checks',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: "Begin a check of the reports' counters: nothing is credited or counted while it lasts",
  },
  renewReportCheck: {
    method: 'POST',
    path: '/v1/reports/checks/{id}/renew',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Let a check last longer',
  },
  endReportCheck: {
    method: 'DELETE',
    path: '/v1/reports/checks/{id}',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'End a check',
  },
  foldLeads: {
    method: 'GET',
    path: '/v1/reports/checks/{id}/leads',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Add up what a page of leads has added to the reports',
  },
  foldLedger: {
    method: 'GET',
    path: '/v1/reports/checks/{id}/ledger',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: "Add up a campaign's ledger, beside its tallies",
  },
  checkCounters: {
    method: 'GET',
    path: '/v1/reports/checks/{id}/counters',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: "Read a month of the reports' counters",
  },
  mendReports: {
    method: 'POST',
    path: '/v1/reports/checks/{id}/mend',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Put right what a check has found',
  },
  sensitivityReport: {
    method: 'GET',
    path: '/v1/reports/sensitivity',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Campaigns under every model side by side: where the choice of model changes the answer',
  },
  quickRatioReport: {
    method: 'GET',
    path: '/v1/reports/quick-ratio',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Pipeline for each unit of spend, of months at equal age',
  },
  funnelReport: {
    method: 'GET',
    path: '/v1/reports/funnel',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'How many leads get from stage to stage, how fast, and where they are lost',
  },
  speedReport: {
    method: 'GET',
    path: '/v1/reports/speed',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'How fast leads come to a human',
  },
  pursuitReport: {
    method: 'GET',
    path: '/v1/reports/pursuit',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'How the leads sent to Sales were worked, and which were never touched',
  },
  sourcesReport: {
    method: 'GET',
    path: '/v1/reports/sources',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'What each source brought, and where spend has earned most',
  },
  calibrationReport: {
    method: 'GET',
    path: '/v1/reports/calibration',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'How well scores foretell deals, and the points closed deals would give',
  },
  idealCustomerReport: {
    method: 'GET',
    path: '/v1/reports/ideal-customer',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Which traits are over-represented among won deals',
  },
  getNurture: {
    method: 'GET',
    path: '/v1/nurture',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Who is in each step of the nurture tracks, and what each mail brought',
  },
  previewNurtureMail: {
    method: 'GET',
    path: '/v1/nurture/preview',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Write a mail of a track as a lead would get it; nothing is sent',
  },
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
  putRep: {
    method: 'PUT',
    path: '/v1/roster/{id}',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Create or change a rep',
  },
  testChannels: {
    method: 'POST',
    path: '/v1/roster/{id}/channels/test',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: "Post a sample to every channel of a rep and of the rep's team",
  },
  listRoster: {
    method: 'GET',
    path: '/v1/roster',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'List the reps',
  },
  getRep: {
    method: 'GET',
    path: '/v1/roster/{id}',
    function: 'api',
    access: 'bearer',
    roles: reading('self'),
    summary: 'Read one rep',
  },
  deactivateRep: {
    method: 'DELETE',
    path: '/v1/roster/{id}',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Switch a rep off: they get no more leads, and others get their open ones',
  },
  addTimeOff: {
    method: 'POST',
    path: '/v1/roster/{id}/time-off',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: "Add a span to a rep's time off",
  },
  removeTimeOff: {
    method: 'DELETE',
    path: '/v1/roster/{id}/time-off/{from}',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: "Take a span out of a rep's time off, by when it begins",
  },
  listTeams: {
    method: 'GET',
    path: '/v1/teams',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'List the teams',
  },
  putTeam: {
    method: 'PUT',
    path: '/v1/teams/{id}',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Create or change a team',
  },
  getTeam: {
    method: 'GET',
    path: '/v1/teams/{id}',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Read one team',
  },
  removeTeam: {
    method: 'DELETE',
    path: '/v1/teams/{id}',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Remove a team that nobody is in',
  },
  putAccount: {
    method: 'PUT',
    path: '/v1/accounts/{domain}',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: "Give a company's new leads to a rep",
  },
  getAccount: {
    method: 'GET',
    path: '/v1/accounts/{domain}',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Read which rep a company is with',
  },
  removeAccount: {
    method: 'DELETE',
    path: '/v1/accounts/{domain}',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Take a company from its rep',
  },
  listPools: {
    method: 'GET',
    path: '/v1/pools',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: "Read the pools' rotation: who got how many, who is behind, who is next",
  },
  calibratePool: {
    method: 'POST',
    path: '/v1/pools/{id}/calibrate',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Change by hand who of a pool is behind or ahead, with the reason',
  },
  putSource: {
    method: 'PUT',
    path: '/v1/webhooks/{provider}/{sourceId}',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Connect a webhook source',
  },
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

/** Name of one route. */
export type RouteId = keyof typeof routes
