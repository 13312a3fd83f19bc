import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { assignmentAnswers } from '../../functions/pages/assignments.ts'
import { openApiDocument } from '../../shared/contracts/openapi.ts'
import { type Route, type RouteId, routes } from '../../shared/contracts/routes.ts'
import { type Role, roles } from '../../shared/domain/access.ts'
import { type Lead, ownerOf } from '../../shared/domain/lead.ts'
import type { Caller } from '../../shared/domain/permissions.ts'
import { hour } from '../../shared/domain/time.ts'
import { callerFinder } from '../../shared/pipeline/callers.ts'
import { submitForm } from '../../shared/pipeline/capture/web-form.ts'
import { findLeads } from '../../shared/pipeline/leads.ts'
import type { SignedIn } from '../../shared/ports/sign-in.ts'
import { httpEvent } from '../support/http-event.ts'
import { memoryApi } from '../support/memory-api.ts'
import { type MemoryStack, secrets, startMemoryStack } from '../support/memory-stack.ts'

const all = ['admin', 'marketer', 'rep'] as const
const reading = ['admin', 'marketer'] as const
const selling = ['admin', 'rep'] as const
const admin = ['admin'] as const

/** Who may call what; a new route is entered here by hand, so that somebody thinks of it. */
const allowed: { readonly [Id in RouteId]?: readonly Role[] } = {
  getSession: all,
  importLeads: admin,
  importOutcomes: admin,
  listLeads: all,
  getLead: all,
  getTimeline: all,
  getDecisions: all,
  getPathToHot: all,
  exportLead: reading,
  eraseLead: admin,
  addTouch: selling,
  claimLead: selling,
  listDuplicates: reading,
  mergeLead: reading,
  openOpportunity: selling,
  changeOpportunity: selling,
  winOpportunity: selling,
  loseOpportunity: selling,
  reopenOpportunity: selling,
  refundOpportunity: selling,
  getOpportunity: all,
  getAssignment: all,
  accept: selling,
  decline: selling,
  listForms: reading,
  putForm: reading,
  listCampaigns: reading,
  getNurture: reading,
  previewNurtureMail: reading,
  putCampaign: reading,
  putSpend: reading,
  campaignReport: reading,
  campaignCredits: reading,
  trendReport: reading,
  sensitivityReport: reading,
  quickRatioReport: reading,
  funnelReport: reading,
  speedReport: reading,
  pursuitReport: reading,
  sourcesReport: reading,
  calibrationReport: reading,
  idealCustomerReport: reading,
  beginReportCheck: admin,
  renewReportCheck: admin,
  endReportCheck: admin,
  foldLeads: reading,
  foldLedger: reading,
  checkCounters: reading,
  mendReports: admin,
  publishPlaybook: admin,
  getPlaybook: all,
  listPlaybooks: reading,
  getPlaybookVersion: reading,
  rollbackPlaybook: admin,
  lintPlaybook: reading,
  diffPlaybook: reading,
  simulatePlaybook: reading,
  putRep: admin,
  testChannels: admin,
  listRoster: reading,
  getRep: all,
  deactivateRep: admin,
  addTimeOff: admin,
  removeTimeOff: admin,
  listTeams: reading,
  putTeam: admin,
  getTeam: reading,
  removeTeam: admin,
  putAccount: admin,
  getAccount: reading,
  removeAccount: admin,
  listPools: reading,
  calibratePool: admin,
  putSource: admin,
  listTasks: reading,
  redriveTask: admin,
  listJobs: reading,
  getJob: reading,
}

const bearer = Object.entries<Route>(routes).filter(([, { access }]) => access.startsWith('bearer'))

const callers: { readonly [Name in Role]: Caller } = {
  admin: { role: 'admin' },
  marketer: { role: 'marketer' },
  rep: { role: 'rep', rep: 'sally-jones' },
}

/** Tokens that say who somebody is, in place of signed ones; what checks signatures has its own tests. */
const tokenOf = (person: SignedIn) => `eyJ.${Buffer.from(JSON.stringify(person)).toString('base64url')}.x`

function pagesOf({ ports, store }: MemoryStack) {
  const tokens = {
    read: async (token: string) => {
      const person: SignedIn = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
      return { kind: 'valid', person } as const
    },
  }
  const answers = assignmentAnswers({ ...ports, signIn: { tokens, callers: callerFinder(store) } })
  return async (act: 'accept' | 'decline', id: string, token: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const { statusCode, body } = await answers[act]({ ...httpEvent({ id }), headers })
    return { status: statusCode, body: body ?? '' }
  }
}

async function emailOf({ store }: MemoryStack, rep: string): Promise<string> {
  return (await store.get({ type: 'rep', id: rep }))?.entity.email ?? ''
}

test('every route that takes a bearer token names its roles, and is in the table', () => {
  expect(bearer.filter(([, route]) => route.roles?.admin !== 'all')).toEqual([])
  expect(bearer.map(([id]) => id).toSorted()).toEqual(Object.keys(allowed).toSorted())
})

test('the API description says who may call what', () => {
  const { paths } = openApiDocument('https://baton.example')
  for (const [id, { method, path, roles: granted }] of bearer) {
    expect(paths[path]?.[method.toLowerCase()]).toMatchObject({ operationId: id, 'x-roles': granted })
  }
})

test('a marketer may read whatever an admin reads', () => {
  const reads = bearer.filter(([, { method }]) => method === 'GET')
  expect(reads.filter(([, { roles: granted }]) => granted?.marketer !== 'all')).toEqual([])
})

describe('a role is refused what the table does not give it', async () => {
  const stack = await startMemoryStack()
  const pages = pagesOf(stack)
  const email = await emailOf(stack, 'sally-jones')

  test.each(bearer.flatMap(([id, route]) => roles.map((role) => [id, role, route] as const)))(
    '%s as %s',
    async (id, role, { method, path, function: name }) => {
      const address = path.replaceAll(/\{\w+\}/g, 'nothing')
      const status =
        name === 'pages'
          ? (await pages(id === 'accept' ? 'accept' : 'decline', 'nothing', tokenOf({ groups: [role], email }))).status
          : (await memoryApi(stack, callers[role]).fetch(`http://x${address}`, { method })).status
      const isAllowed = Object.entries(allowed).some(([one, who]) => one === id && who.includes(role))
      if (isAllowed) expect(status).not.toBe(403)
      else expect(status).toBe(403)
      expect(status).not.toBe(401)
    },
  )
})

const business = { phone: '+12125550100', company: 'Engines', jobTitle: 'Director', employees: 60, state: 'NY' }

async function hotLead(stack: MemoryStack, email: string): Promise<Lead> {
  await submitForm(stack.ports, { formId: 'demo-request', fields: { ...business, phone: undefined, email } })
  await stack.settle()
  const [lead] = (await findLeads(stack.store, { email })).leads
  if (lead === undefined) throw new Error('there is no lead')
  return lead
}

/** A hot lead, the rep it was offered to, and another one. */
async function offered(email = 'ada@engines.com') {
  const stack = await startMemoryStack()
  const lead = await hotLead(stack, email)
  const owner = ownerOf(lead) ?? ''
  const other = owner === 'sally-jones' ? 'dana-cole' : 'sally-jones'
  const assignment = 'assignment' in lead.state ? lead.state.assignment : ''
  return { stack, lead, owner, other, assignment }
}

/** What the tests read of an answer. */
const answer = z.looseObject({
  id: z.string().optional(),
  leads: z.array(z.looseObject({ id: z.string() })).default([]),
  items: z.array(z.looseObject({})).default([]),
})

function asRep(stack: MemoryStack, rep: string) {
  const api = memoryApi(stack, { role: 'rep', rep })
  return async (method: string, path: string, body?: unknown) => {
    const sent = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const response = await api.fetch(`http://x${path}`, sent)
    const text = await response.text()
    return { status: response.status, body: answer.parse(JSON.parse(text)) }
  }
}

test('an offer is its rep’s to read and to answer, and does not exist for another', async () => {
  const { stack, lead, owner, other, assignment } = await offered()
  const [mine, theirs] = [asRep(stack, owner), asRep(stack, other)]
  for (const part of ['', '/timeline', '/decisions', '/path-to-hot']) {
    expect(await mine('GET', `/v1/leads/${lead.id}${part}`)).toMatchObject({ status: 200 })
    const missing = await theirs('GET', `/v1/leads/lead_00000000000000000000000000${part}`)
    expect(await theirs('GET', `/v1/leads/${lead.id}${part}`)).toEqual(missing)
    expect(missing.status).toBe(404)
  }
  const pages = pagesOf(stack)
  const token = async (rep: string) => tokenOf({ groups: ['rep'], email: await emailOf(stack, rep) })
  for (const act of ['accept', 'decline'] as const) {
    const missing = await pages(act, 'asg_00000000000000000000000000-1', await token(other))
    expect(await pages(act, assignment, await token(other))).toEqual(missing)
    expect(missing.status).toBe(404)
  }
  expect(await pages('accept', assignment, await token(owner))).toMatchObject({ status: 200 })
  expect(await pages('decline', assignment, await token(owner))).toMatchObject({ status: 409 })
})

test('a rep works own leads and deals, in their own name; those of another are not there', async () => {
  const { stack, lead, owner, other } = await offered()
  const [mine, theirs] = [asRep(stack, owner), asRep(stack, other)]
  const note = { kind: 'note', text: 'Wants it by June' }
  const deal = { name: 'Twenty seats', amountMinor: 100_000, currency: 'USD' }
  expect(await theirs('POST', `/v1/leads/${lead.id}/touches`, note)).toMatchObject({ status: 404 })
  expect(await theirs('POST', `/v1/leads/${lead.id}/opportunities`, deal)).toMatchObject({ status: 404 })
  expect(await mine('POST', `/v1/leads/${lead.id}/touches`, { ...note, rep: other })).toMatchObject({ status: 403 })
  expect(await mine('POST', `/v1/leads/${lead.id}/touches`, note)).toMatchObject({ status: 201 })
  const timeline = await mine('GET', `/v1/leads/${lead.id}/timeline`)
  expect(timeline.body.items.at(-1)).toMatchObject({ kind: 'note', by: owner })
  const opened = await mine('POST', `/v1/leads/${lead.id}/opportunities`, deal)
  expect(opened.status).toBe(201)
  const path = `/v1/opportunities/${opened.body.id}`
  expect(await theirs('GET', path)).toMatchObject({ status: 404 })
  expect(await theirs('PATCH', path, { amountMinor: 1 })).toMatchObject({ status: 404 })
  expect(await theirs('POST', `${path}/win`, {})).toMatchObject({ status: 404 })
  expect(await theirs('POST', `${path}/lose`, { reason: 'spite' })).toMatchObject({ status: 404 })
  expect(await mine('GET', path)).toMatchObject({ status: 200, body: { status: 'open' } })
  expect(await mine('POST', `${path}/win`, {})).toMatchObject({ status: 200, body: { status: 'won' } })
})

test('a rep’s list is their own; names, other owners and other stages open no way around', async () => {
  const { stack, lead, owner, other } = await offered()
  await submitForm(stack.ports, { formId: 'newsletter', fields: { email: 'cold@engines.com' } })
  await stack.settle()
  const idsFor = async (rep: string, query: string) =>
    (await asRep(stack, rep)('GET', `/v1/leads${query}`)).body.leads.map(({ id }) => id)
  expect(await idsFor(owner, '')).toEqual([lead.id])
  expect(await idsFor(owner, '?email=ada@engines.com')).toEqual([lead.id])
  const ways = [
    'company=engines',
    'name=ada',
    `campaign=${lead.firstCampaign}`,
    'minScore=1',
    'stage=assigned&minScore=1',
  ]
  for (const way of ways) expect(await idsFor(owner, `?${way}`), way).toEqual(way.startsWith('name') ? [] : [lead.id])
  for (const query of [
    '',
    '?email=ada@engines.com',
    `?owner=${owner}`,
    '?stage=assigned',
    '?stage=pool',
    ...ways.map((way) => `?${way}`),
  ]) {
    expect(await idsFor(other, query)).toEqual([])
  }
  expect(await idsFor(owner, '?stage=nurturing')).toEqual([])
  expect(await idsFor(owner, '?email=cold@engines.com')).toEqual([])
})

test('who is signed in as a rep, but is on no roster, sees no lead', async () => {
  const { stack, lead } = await offered()
  const api = memoryApi(stack, { role: 'rep' })
  for (const path of ['/v1/leads', '/v1/leads?stage=pool', `/v1/leads/${lead.id}`, '/v1/roster/sally-jones']) {
    expect((await api.fetch(`http://x${path}`)).status).toBe(403)
  }
  expect(await (await api.fetch('http://x/v1/session')).json()).toEqual({ role: 'rep', name: null, email: null })
})

test('a rep reads their own entry of the roster, and no other', async () => {
  const stack = await startMemoryStack()
  const sally = asRep(stack, 'sally-jones')
  expect(await sally('GET', '/v1/roster/sally-jones')).toMatchObject({ status: 200, body: { id: 'sally-jones' } })
  expect(await sally('GET', '/v1/roster/dana-cole')).toEqual(await sally('GET', '/v1/roster/no-one'))
})

test('what waits in the pool is everybody’s to see; who claims it first has it, and the next is told so', async () => {
  const { stack, lead } = await offered()
  await stack.pass(hour)
  const [sally, dana, luis] = ['sally-jones', 'dana-cole', 'luis-ortega'].map((rep) => asRep(stack, rep))
  if (sally === undefined || dana === undefined || luis === undefined) throw new Error('there are three')
  const path = `/v1/leads/${lead.id}`
  for (const rep of [sally, dana, luis]) {
    expect((await rep('GET', '/v1/leads?stage=pool')).body.leads).toMatchObject([{ id: lead.id }])
    expect(await rep('GET', path)).toMatchObject({ status: 200 })
    expect(await rep('POST', `${path}/touches`, { kind: 'note', text: 'mine' })).toMatchObject({ status: 404 })
  }
  expect(await sally('POST', `${path}/claim`, { rep: 'dana-cole' })).toMatchObject({ status: 403 })
  expect(await dana('POST', `${path}/claim`, {})).toMatchObject({ status: 201, body: { rep: 'dana-cole' } })
  expect(await luis('POST', `${path}/claim`, { rep: 'luis-ortega' })).toMatchObject({
    status: 409,
    body: { current: { lead: { stage: 'working', owner: 'dana-cole' } } },
  })
  expect(await luis('GET', path)).toMatchObject({ status: 404 })
})

test('a lead that was never in the pool can’t be probed with a claim', async () => {
  const { stack, lead, other } = await offered()
  const missing = await asRep(stack, other)('POST', '/v1/leads/lead_00000000000000000000000000/claim', {})
  expect(await asRep(stack, other)('POST', `/v1/leads/${lead.id}/claim`, {})).toEqual(missing)
  expect(missing.status).toBe(404)
})

test('a machine’s token still opens everything', async () => {
  const { stack, assignment } = await offered()
  expect(await pagesOf(stack)('accept', assignment, secrets.adminToken)).toMatchObject({ status: 200 })
  expect(await pagesOf(stack)('accept', assignment, secrets.callCenterKey)).toMatchObject({ status: 403 })
})
