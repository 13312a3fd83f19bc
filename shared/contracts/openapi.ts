import * as z from 'zod'
import { campaignReportAnswer, campaignsAnswer, creditsAnswer, trendAnswer } from './campaign-answers.ts'
import { callRecord, captureAnswer, formSubmission } from './capture.ts'
import { channelTests } from './channels.ts'
import { formsAnswer, putForm } from './forms.ts'
import { importAnswer, leadImport, outcomeImport } from './import.ts'
import { jobAnswer, jobsAnswer, jobsQuery } from './jobs.ts'
import {
  assignmentAnswer,
  decisionsAnswer,
  duplicatesAnswer,
  leadAnswer,
  leadPage,
  opportunityAnswer,
  pathToHotAnswer,
  timelinePage,
} from './lead-answers.ts'
import { mailPreviewAnswer, nurtureAnswer, nurtureQuery, previewQuery } from './nurture.ts'
import { eraseLead, erasureAnswer, exportQuery, leadExport } from './privacy.ts'
import { problem } from './problem.ts'
import {
  calibrationAnswer,
  funnelAnswer,
  idealCustomerAnswer,
  pursuitAnswer,
  quickRatioAnswer,
  sensitivityAnswer,
  sourcesAnswer,
} from './report-answers.ts'
import {
  checkCountersAnswer,
  checkCountersQuery,
  foldCampaignAnswer,
  foldCampaignQuery,
  foldLeadsAnswer,
  foldLeadsQuery,
  mendCheck,
  reportCheckAnswer,
} from './report-check.ts'
import {
  campaignQuery,
  creditsQuery,
  funnelQuery,
  periodQuery,
  pursuitQuery,
  quickRatioQuery,
  sourcesQuery,
  speedQuery,
  trendQuery,
} from './reports.ts'
import { calibratePool, putAccount, putRep, putTeam, timeOffSpan } from './roster.ts'
import { type Access, type Route, type RouteId, routes } from './routes.ts'
import {
  addTouch,
  changeOpportunity,
  claim,
  decline,
  leadsQuery,
  loseOpportunity,
  mergeLead,
  openOpportunity,
  pageQuery,
  putCampaign,
  putSpend,
  refundOpportunity,
  reopenOpportunity,
  winOpportunity,
} from './sales.ts'
import { sessionAnswer, signInAnswer } from './session.ts'
import {
  diffPlaybook,
  lintAnswer,
  lintPlaybook,
  publishAnswer,
  publishPlaybook,
  putSource,
  rollbackPlaybook,
} from './setup.ts'
import { simulatePlaybook, simulationAnswer } from './simulate.ts'
import { dealAnswer } from './webhooks.ts'
import {
  playbookAnswer,
  playbookDiffAnswer,
  playbooksAnswer,
  poolsAnswer,
  rosterAnswer,
  tasksAnswer,
} from './workspace-answers.ts'

/** What a route takes and gives, beyond what its path says. */
interface Shapes {
  readonly query?: z.ZodObject | z.ZodPipe
  readonly body?: z.ZodType
  readonly answer?: z.ZodType
  readonly status?: number
}

const shapes: { readonly [Id in RouteId]?: Shapes } = {
  getSignIn: { answer: signInAnswer },
  getSession: { answer: sessionAnswer },
  submitForm: { body: formSubmission, answer: captureAnswer, status: 202 },
  recordCall: { body: callRecord, answer: captureAnswer, status: 202 },
  receiveWebhook: { answer: z.union([captureAnswer, dealAnswer]), status: 202 },
  importLeads: { body: leadImport, answer: importAnswer },
  importOutcomes: { body: outcomeImport, answer: importAnswer },
  listLeads: { query: leadsQuery, answer: leadPage },
  getLead: { answer: leadAnswer },
  getDecisions: { answer: decisionsAnswer },
  getPathToHot: { answer: pathToHotAnswer },
  getAssignment: { answer: assignmentAnswer },
  getOpportunity: { answer: opportunityAnswer },
  getTimeline: { query: pageQuery, answer: timelinePage },
  exportLead: { query: exportQuery, answer: leadExport },
  eraseLead: { body: eraseLead, answer: erasureAnswer, status: 202 },
  addTouch: { body: addTouch, status: 201 },
  claimLead: { body: claim, status: 201 },
  mergeLead: { body: mergeLead, answer: leadAnswer },
  listDuplicates: { answer: duplicatesAnswer },
  openOpportunity: { body: openOpportunity, answer: opportunityAnswer, status: 201 },
  changeOpportunity: { body: changeOpportunity },
  winOpportunity: { body: winOpportunity },
  loseOpportunity: { body: loseOpportunity },
  reopenOpportunity: { body: reopenOpportunity },
  refundOpportunity: { body: refundOpportunity },
  decline: { body: decline },
  listCampaigns: { answer: campaignsAnswer },
  putCampaign: { body: putCampaign },
  putSpend: { body: putSpend },
  beginReportCheck: { answer: reportCheckAnswer, status: 201 },
  renewReportCheck: { answer: reportCheckAnswer },
  endReportCheck: { status: 204 },
  foldLeads: { query: foldLeadsQuery, answer: foldLeadsAnswer },
  foldLedger: { query: foldCampaignQuery, answer: foldCampaignAnswer },
  checkCounters: { query: checkCountersQuery, answer: checkCountersAnswer },
  mendReports: { body: mendCheck, answer: reportCheckAnswer },
  campaignReport: { query: campaignQuery, answer: campaignReportAnswer },
  campaignCredits: { query: creditsQuery, answer: creditsAnswer },
  trendReport: { query: trendQuery, answer: trendAnswer },
  sensitivityReport: { query: periodQuery, answer: sensitivityAnswer },
  quickRatioReport: { query: quickRatioQuery, answer: quickRatioAnswer },
  funnelReport: { query: funnelQuery, answer: funnelAnswer },
  speedReport: { query: speedQuery },
  pursuitReport: { query: pursuitQuery, answer: pursuitAnswer },
  sourcesReport: { query: sourcesQuery, answer: sourcesAnswer },
  calibrationReport: { query: periodQuery, answer: calibrationAnswer },
  idealCustomerReport: { query: periodQuery, answer: idealCustomerAnswer },
  publishPlaybook: { body: publishPlaybook, answer: publishAnswer, status: 201 },
  getPlaybook: { answer: playbookAnswer },
  getPlaybookVersion: { answer: playbookAnswer },
  listPlaybooks: { query: pageQuery, answer: playbooksAnswer },
  rollbackPlaybook: { body: rollbackPlaybook, answer: publishAnswer, status: 201 },
  lintPlaybook: { body: lintPlaybook, answer: lintAnswer },
  diffPlaybook: { body: diffPlaybook, answer: playbookDiffAnswer },
  simulatePlaybook: { body: simulatePlaybook, answer: simulationAnswer },
  listForms: { answer: formsAnswer },
  putForm: { body: putForm },
  getNurture: { query: nurtureQuery, answer: nurtureAnswer },
  previewNurtureMail: { query: previewQuery, answer: mailPreviewAnswer },
  putRep: { body: putRep },
  listRoster: { answer: rosterAnswer },
  listPools: { answer: poolsAnswer },
  listTasks: { answer: tasksAnswer },
  addTimeOff: { body: timeOffSpan },
  putTeam: { body: putTeam },
  putAccount: { body: putAccount },
  calibratePool: { body: calibratePool },
  removeTeam: { status: 204 },
  removeAccount: { status: 204 },
  putSource: { body: putSource },
  listJobs: { query: jobsQuery, answer: jobsAnswer },
  getJob: { answer: jobAnswer },
  testChannels: { answer: channelTests },
}

const security: { readonly [Kind in Access]: readonly Readonly<Record<string, readonly string[]>>[] } = {
  anyone: [],
  key: [{ callCenterKey: [] }],
  signature: [],
  bearer: [{ bearer: [] }],
  link: [{ link: [] }],
  'bearer-or-link': [{ bearer: [] }, { link: [] }],
}

/**
 * Makes the OpenAPI 3.1 document from the routes and their zod schemas.
 * @param url where Baton is reached
 */
export function openApiDocument(url: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Baton',
      version: '1',
      description: 'Passes a lead from Marketing to Sales without dropping it.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    paths: paths(),
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A machine token, or the ID token of somebody whose role is among the operation’s x-roles.',
        },
        callCenterKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        link: { type: 'apiKey', in: 'query', name: 'token' },
      },
      schemas: { Problem: schemaOf(problem) },
    },
  }
}

function paths(): Record<string, Record<string, unknown>> {
  const all: Record<string, Record<string, unknown>> = {}
  for (const [id, route] of Object.entries<Route>(routes)) {
    const shape = Object.entries(shapes).find(([name]) => name === id)?.[1] ?? {}
    all[route.path] = { ...all[route.path], [route.method.toLowerCase()]: operation(id, route, shape) }
  }
  return all
}

function operation(id: string, route: Route, shape: Shapes) {
  const content =
    shape.answer === undefined ? {} : { content: { 'application/json': { schema: schemaOf(shape.answer) } } }
  return {
    operationId: id,
    summary: route.summary,
    security: security[route.access],
    ...(route.roles === undefined ? {} : { 'x-roles': route.roles }),
    parameters: [...pathParameters(route.path), ...queryParameters(shape.query)],
    ...(shape.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(shape.body) } } } }),
    responses: {
      [shape.status ?? 200]: { description: route.summary, ...content },
      default: {
        description: 'An error (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(query: Shapes['query']) {
  if (query === undefined) return []
  const { properties = {} } = schemaOf(query)
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))
}

/** The schema of what is sent, not of what it is read into. */
function schemaOf(schema: z.ZodType) {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return rest
}
