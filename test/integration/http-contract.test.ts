import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'

let stack: LocalStack

beforeAll(async () => {
  stack = await startLocalStack()
})

afterAll(() => stack.stop())

let people = 0

/** A complete business lead, a new person each time. */
function person(more: Readonly<Record<string, unknown>> = {}) {
  people += 1
  return {
    email: `ada.${people}@engines-${people}.com`,
    phone: `+1212555${String(1000 + people)}`,
    firstName: 'Ada',
    lastName: 'Lovelace',
    company: 'Analytical Engines',
    jobTitle: 'Head of Operations',
    employees: 45,
    industry: 'Manufacturing',
    country: 'US',
    state: 'NY',
    message: 'Before the summer, please',
    ...more,
  }
}

const accepted = z.object({ submissionId: z.string().startsWith('sub_'), status: z.literal('accepted') })
const leadsPage = z.object({
  leads: z.array(
    z.looseObject({ id: z.string(), stage: z.string(), owner: z.string().nullable(), email: z.string().optional() }),
  ),
  cursor: z.string().optional(),
})
const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

async function leadsBy(email: string) {
  await stack.running.quiet()
  const { status, body } = await stack.admin(`/v1/leads?email=${encodeURIComponent(email)}`)
  expect(status).toBe(200)
  return leadsPage.parse(body).leads
}

async function leadBy(email: string) {
  const [lead] = await leadsBy(email)
  if (lead === undefined) throw new Error('there is no such lead')
  return lead
}

function pathsIn(body: unknown): readonly string[] {
  return (problem.parse(body).errors ?? []).map(({ path }) => path)
}

describe('capture', () => {
  test.each(['json', 'urlencoded', 'multipart'] as const)('takes a web lead as %s', async (encoding) => {
    const fields = person()
    const entries = Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)])
    const form = new FormData()
    for (const [name, value] of entries) form.append(name, value)
    const bodies = {
      json: { json: fields },
      urlencoded: { body: new URLSearchParams(entries) },
      multipart: { body: form },
    }
    const answer = await stack.call('/v1/forms/demo-request', bodies[encoding])
    expect(answer.status).toBe(202)
    accepted.parse(answer.body)
    expect(await leadBy(fields.email)).toMatchObject({ stage: 'assigned', owner: 'sally-jones', phone: fields.phone })
  })

  test('sends a plain HTML post on to a thank-you page', async () => {
    const body = new URLSearchParams({ email: 'plain@html-post.com' })
    const answer = await stack.call('/v1/forms/newsletter', {
      body,
      headers: { accept: 'text/html,application/xhtml+xml' },
    })
    expect(answer.status).toBe(303)
    const thanks = await stack.call(answer.headers.get('location') ?? '')
    expect(thanks).toMatchObject({ status: 200, body: expect.stringContaining('Thank you') })
  })

  test('answers the same again for the same key, and 409 for another payload', async () => {
    const fields = person()
    const headers = { 'idempotency-key': `key-${fields.email}` }
    const first = await stack.call('/v1/forms/demo-request', { json: fields, headers })
    const again = await stack.call('/v1/forms/demo-request', { json: fields, headers })
    expect(again).toMatchObject({ status: 202, body: first.body })
    const other = await stack.call('/v1/forms/demo-request', { json: { ...fields, message: 'else' }, headers })
    expect(other.status).toBe(409)
    expect(await leadsBy(fields.email)).toHaveLength(1)
  })

  test.each([
    ['no e-mail, phone or externalId', { json: { firstName: 'Ada' } }, 400, ['email', 'phone', 'externalId']],
    ['a broken e-mail', { json: { email: 'ada at example' } }, 400, ['email']],
    ['a broken phone', { json: { email: 'a@b-c.com', phone: 'call me' } }, 400, ['phone']],
    ['a field of the wrong type', { json: { email: 'a@b-c.com', firstName: { a: 1 } } }, 400, ['firstName']],
    ['a list', { json: [] }, 400, ['']],
    ['broken JSON', { body: '{"email":', headers: { 'content-type': 'application/json' } }, 400, ['']],
    ['XML', { body: '<a/>', headers: { 'content-type': 'application/xml' } }, 415, []],
    ['too much', { json: { email: 'a@b-c.com', message: 'x'.repeat(70_000) } }, 413, []],
  ])('refuses %s', async (_name, sent, status, paths) => {
    const answer = await stack.call('/v1/forms/demo-request', sent)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch('application/problem+json')
    expect(pathsIn(answer.body)).toEqual(paths)
  })

  test('survives names that mean something to JavaScript, and names nobody could look up', async () => {
    const json = { ...person(), constructor: 'x', toString: 'y', campaign: 'c'.repeat(500) }
    expect((await stack.call('/v1/forms/newsletter', { json })).status).toBe(202)
    expect(await leadBy(json.email)).toMatchObject({ stage: 'nurturing', campaign: 'c'.repeat(200) })
    expect((await stack.call(`/v1/forms/${'a'.repeat(3_000)}`, { json })).status).toBe(404)
    const reserved = person({ campaign: '(all)' })
    await stack.call('/v1/forms/newsletter', { json: reserved })
    expect(await leadBy(reserved.email)).toMatchObject({ campaign: '(unattributed)' })
  })

  test('refuses a form that is not connected', async () => {
    expect((await stack.call('/v1/forms/nowhere', { json: person() })).status).toBe(404)
  })

  test('takes a call with its answers, once, and only with the key', async () => {
    const { message: _message, ...fields } = person()
    const call = {
      ...fields,
      callId: `call-${fields.email}`,
      disposition: 'answered',
      answers: { urgency: 'high', timeframe: 'this month', budget: 'approved', authority: 'decision maker' },
      notes: 'Wants a demo',
    }
    const headers = { 'x-api-key': stack.running.credentials?.callCenterKey ?? '' }
    expect((await stack.call('/v1/calls', { json: call })).status).toBe(401)
    const first = await stack.call('/v1/calls', { json: call, headers })
    expect(first.status).toBe(202)
    expect(await stack.call('/v1/calls', { json: call, headers })).toMatchObject({ status: 202, body: first.body })
    expect((await stack.call('/v1/calls', { json: { ...call, notes: 'else' }, headers })).status).toBe(409)
    expect(await leadBy(fields.email)).toMatchObject({ stage: 'assigned' })
  })
})

describe('a hot lead', () => {
  async function hot() {
    const fields = person()
    await stack.call('/v1/forms/demo-request', { json: fields })
    const lead = await leadBy(fields.email)
    const mails = await stack.mailsTo('sally')
    const alert = mails.findLast(({ body }) => body.text?.includes(fields.email))
    return { fields, lead, alert }
  }

  function link(text: string | undefined, action: string): string {
    const match = new RegExp(`http\\S+/${action}\\?token=\\S+`).exec(text ?? '')
    if (match === null) throw new Error(`the mail has no link to ${action}`)
    return match[0]
  }

  test('is alerted to its rep, whose link shows a page and whose post accepts once', async () => {
    const { fields, lead, alert } = await hot()
    const url = link(alert?.body.text, 'accept')
    expect((await stack.call(url)).status).toBe(200)
    expect(await leadBy(fields.email)).toMatchObject({ stage: 'assigned' })
    expect((await stack.call(url, { method: 'POST' })).status).toBe(200)
    expect(await leadBy(fields.email)).toMatchObject({ stage: 'working', owner: lead.owner })
    const second = await stack.call(url, { method: 'POST' })
    expect(second).toMatchObject({ status: 409, body: { current: { status: 'accepted' } } })
    const [thanks] = await stack.mailsTo(fields.email)
    expect(thanks?.body.text).toContain('Sally Jones, your account executive, will be in touch within 24 hours')
  })

  test('goes to somebody else when its rep declines', async () => {
    const { fields, alert } = await hot()
    const body = new URLSearchParams({ reason: 'no-capacity' })
    expect((await stack.call(link(alert?.body.text, 'decline'), { body })).status).toBe(200)
    const lead = await leadBy(fields.email)
    expect(lead.stage).toBe('assigned')
    expect(lead.owner).not.toBe('sally-jones')
  })

  test('does not obey a forged or foreign link', async () => {
    const { lead, alert } = await hot()
    const other = await hot()
    const url = link(alert?.body.text, 'accept')
    const foreign = url.replace(String(lead.assignment), String(other.lead.assignment))
    expect((await stack.call(foreign, { method: 'POST' })).status).toBe(401)
    expect((await stack.call(`${url}x`, { method: 'POST' })).status).toBe(401)
  })

  test('is reminded, reassigned, and pooled when time passes', async () => {
    const { fields } = await hot()
    const mailsBefore = (await stack.mailsTo('sally')).length
    await stack.running.advance('PT16M')
    expect((await stack.mailsTo('sally')).length).toBeGreaterThan(mailsBefore)
    await stack.running.advance('PT16M')
    expect((await leadBy(fields.email)).owner).not.toBe('sally-jones')
    await stack.running.advance('PT1H')
    expect(await leadBy(fields.email)).toMatchObject({ stage: 'pool', owner: null })
  })

  test('is claimed from the pool by one of two who ask at once', async () => {
    const { fields, lead } = await hot()
    await stack.running.advance('PT2H')
    expect(await leadBy(fields.email)).toMatchObject({ stage: 'pool' })
    const claims = ['dana-cole', 'luis-ortega'].map((rep) =>
      stack.admin(`/v1/leads/${lead.id}/claim`, { json: { rep } }),
    )
    const answers = await Promise.all(claims)
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
    const { owner } = await leadBy(fields.email)
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      current: { lead: { stage: 'working', owner } },
    })
    expect(answers.find(({ status }) => status === 201)?.body).toMatchObject({ status: 'accepted', rep: owner })
  })

  test('shows what would make it hot again once it has cooled', async () => {
    const { lead } = await hot()
    const path = `/v1/leads/${lead.id}/path-to-hot`
    expect(await stack.admin(path)).toMatchObject({ status: 200, body: { missing: 0, path: { steps: [] } } })
    await stack.running.advance('P60D')
    expect(await stack.admin(path)).toMatchObject({ status: 200, body: { hot: 70, path: { steps: [{}] } } })
  })

  test('says why: decisions, timeline', async () => {
    const { lead } = await hot()
    const decisions = await stack.admin(`/v1/leads/${lead.id}/decisions`)
    expect(decisions.body).toMatchObject({
      decisions: [
        { kind: 'score', playbook: 1 },
        { kind: 'route', candidates: [{ rep: 'sally-jones', chosen: true }] },
      ],
    })
    const timeline = await stack.admin(`/v1/leads/${lead.id}/timeline`)
    const kinds = z
      .object({ items: z.array(z.object({ at: z.iso.datetime(), kind: z.string() })) })
      .parse(timeline.body)
      .items.map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['form', 'stage', 'assignment', 'mail']))
  })
})

describe('the closed loop', () => {
  test('reports what a campaign earned, as JSON and CSV', async () => {
    const fields = person({ campaign: 'spring-fair' })
    await stack.call('/v1/forms/demo-request', { json: fields })
    const lead = await leadBy(fields.email)
    expect(
      (
        await stack.admin('/v1/campaigns/spring-fair', {
          method: 'PUT',
          json: { name: 'Spring fair', channel: 'events' },
        })
      ).status,
    ).toBe(200)
    const month = stack.running.now().toISOString().slice(0, 7)
    expect(
      (
        await stack.admin(`/v1/campaigns/spring-fair/spend/${month}`, {
          method: 'PUT',
          json: { amountMinor: 100_000, currency: 'USD' },
        })
      ).status,
    ).toBe(200)
    const opened = await stack.admin(`/v1/leads/${lead.id}/opportunities`, {
      json: { name: '=cmd()', amountMinor: 500_000, currency: 'USD' },
    })
    expect(opened.status).toBe(201)
    const { id } = z.object({ id: z.string() }).parse(opened.body)
    expect((await stack.admin(`/v1/opportunities/${id}`, { method: 'PATCH', json: { stage: 'nowhere' } })).status).toBe(
      400,
    )
    expect((await stack.admin(`/v1/opportunities/${id}/win`, { json: { amountMinor: 450_001 } })).status).toBe(200)
    expect((await stack.admin(`/v1/opportunities/${id}/lose`, { json: { reason: 'late' } })).status).toBe(409)
    expect(await leadBy(fields.email)).toMatchObject({ stage: 'won' })
    for (const model of ['first', 'last', 'even']) {
      const report = await stack.admin(`/v1/reports/campaigns?model=${model}`)
      const rows = z.object({ rows: z.array(z.looseObject({ campaignId: z.string() })) }).parse(report.body).rows
      expect(rows.find(({ campaignId }) => campaignId === 'spring-fair')).toEqual({
        campaignId: 'spring-fair',
        costPerLeadMinor: 100_000,
        leads: 1,
        hotLeads: 1,
        opportunities: 1,
        pipelineMinor: 500_000,
        won: 1,
        revenueMinor: 450_001,
        spendMinor: 100_000,
        roi: 3.50001,
        quickRatio: 5,
      })
      expect(rows.some(({ campaignId }) => campaignId === '(unattributed)')).toBe(true)
    }
    const csv = await stack.admin('/v1/reports/campaigns', { headers: { accept: 'text/csv' } })
    expect(csv.headers.get('content-type')).toMatch('text/csv')
    expect(csv.body).toContain('spring-fair,1,1,1,500000,1,450001,100000,3.50001,5')
  })

  test.each([
    ['a negative amount', { name: 'A', amountMinor: -1, currency: 'USD' }, ['amountMinor']],
    ['another currency', { name: 'A', amountMinor: 1, currency: 'EUR' }, ['currency']],
    ['half a cent', { name: 'A', amountMinor: 1.5, currency: 'USD' }, ['amountMinor']],
    ['an unknown field', { name: 'A', amountMinor: 1, currency: 'USD', color: 'red' }, ['color']],
  ])('refuses a deal with %s', async (_name, json, paths) => {
    const fields = person()
    await stack.call('/v1/forms/demo-request', { json: fields })
    const lead = await leadBy(fields.email)
    const answer = await stack.admin(`/v1/leads/${lead.id}/opportunities`, { json })
    expect(answer.status).toBe(400)
    expect(pathsIn(answer.body)).toEqual(paths)
  })

  test.each([
    ['/v1/reports/campaigns?model=guess', 'model'],
    ['/v1/reports/campaigns?from=yesterday', 'from'],
    ['/v1/reports/campaigns?from=2026-02-01&to=2026-02-01', 'to'],
    ['/v1/leads?stage=lukewarm', 'stage'],
  ])('refuses %s', async (path, field) => {
    const answer = await stack.admin(path)
    expect(answer.status).toBe(400)
    expect(pathsIn(answer.body)).toEqual([field])
  })
})

describe('nurture', () => {
  test('mails a lead that is not hot, until one click unsubscribes it', async () => {
    const email = 'grace@navy-computing.com'
    await stack.call('/v1/forms/newsletter', { json: { email, firstName: 'Grace' } })
    expect(await leadBy(email)).toMatchObject({ stage: 'nurturing' })
    await stack.running.advance('P1D')
    const mails = await stack.mailsTo(email)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.headers).toMatchObject({
      'list-unsubscribe': expect.stringMatching(/^<http\S+\/v1\/unsubscribe\?token=\S+>$/),
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    })
    const unsubscribe = /http\S+\/v1\/unsubscribe\?token=[^\s)>\]]+/.exec(mails[0]?.body.text ?? '')?.[0] ?? ''
    expect((await stack.call(unsubscribe)).status).toBe(200)
    expect(await leadBy(email)).toMatchObject({ marketing: 'allowed' })
    const oneClick = {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }
    expect((await stack.call(unsubscribe, oneClick)).status).toBe(200)
    expect(await leadBy(email)).toMatchObject({ marketing: 'unsubscribed' })
    await stack.running.advance('P30D')
    expect(await stack.mailsTo(email)).toHaveLength(1)
  })
})

describe('the roster', () => {
  test('is changed over HTTP, names with odd letters and times with offsets in the path included', async () => {
    const rep = `/v1/roster/${encodeURIComponent('zoë m.')}`
    const json = { name: 'Zoë', email: 'zoe@acme.example', team: 'inside', timezone: 'Europe/Berlin' }
    expect(await stack.admin(rep, { method: 'PUT', json })).toMatchObject({ status: 201, body: { id: 'zoë m.' } })
    const span = { from: '2026-07-01T00:00:00+02:00', until: '2026-07-02' }
    expect(await stack.admin(`${rep}/time-off`, { method: 'POST', json: span })).toMatchObject({
      status: 201,
      body: { timeOff: [{ from: '2026-06-30T22:00:00.000Z', until: '2026-07-01T22:00:00.000Z' }] },
    })
    const begins = `${rep}/time-off/${encodeURIComponent(span.from)}`
    expect(await stack.admin(begins, { method: 'DELETE' })).toMatchObject({ status: 200, body: { timeOff: [] } })
    expect(await stack.admin(rep, { method: 'DELETE' })).toMatchObject({ status: 200, body: { active: false } })
    const wrong = await stack.admin(rep, { method: 'PUT', json: { ...json, timezone: 'Europe/Bonn' } })
    expect(problem.parse(wrong.body)).toMatchObject({ status: 400, errors: [{ path: 'timezone' }] })
  })

  test('has teams, accounts and pools, and DELETE answers without a body', async () => {
    const team = { method: 'PUT', json: { name: 'North' } }
    expect(await stack.admin('/v1/teams/north', team)).toMatchObject({ status: 201 })
    expect(await stack.admin('/v1/teams/north', { method: 'DELETE' })).toMatchObject({ status: 204, body: '' })
    expect(await stack.admin('/v1/teams/inside', { method: 'DELETE' })).toMatchObject({ status: 409 })
    const owner = { method: 'PUT', json: { owner: 'sally-jones' } }
    expect(await stack.admin('/v1/accounts/engines.example', owner)).toMatchObject({ status: 201 })
    expect(await stack.admin('/v1/accounts/engines.example', { method: 'DELETE' })).toMatchObject({ status: 204 })
    expect(await stack.admin('/v1/pools')).toMatchObject({
      status: 200,
      body: { pools: expect.arrayContaining([expect.objectContaining({ id: 'new-york', next: 'sally-jones' })]) },
    })
  })
})

describe('the edge', () => {
  test('says it is ready, and describes itself', async () => {
    expect((await stack.call('/v1/health')).status).toBe(200)
    expect((await stack.call('/openapi.json')).body).toMatchObject({
      openapi: '3.1.0',
      paths: { '/v1/forms/{formId}': {} },
    })
  })

  test.each(['/v1/leads', '/v1/reports/campaigns', '/v1/tasks', '/v1/roster'])(
    '%s wants a bearer token',
    async (path) => {
      expect((await stack.call(path)).status).toBe(401)
      expect((await stack.call(path, { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401)
      const key = stack.running.credentials?.callCenterKey ?? ''
      expect((await stack.call(path, { headers: { authorization: `Bearer ${key}` } })).status).toBe(403)
    },
  )

  test('answers problem+json for what is not there', async () => {
    const nowhere = await stack.call('/v1/nowhere')
    expect(problem.parse(nowhere.body).status).toBe(404)
    expect((await stack.admin('/v1/leads/lead_none')).status).toBe(404)
    expect((await stack.admin('/v1/opportunities/opp_none-1')).status).toBe(404)
  })
})
