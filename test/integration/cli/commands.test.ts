import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands } from '../../../local/cli/run.ts'
import { commandLine } from '../../support/command-line.ts'
import { problem } from '../../support/stub-stack.ts'

/** A call as it reached the stack. */
interface Called {
  readonly call: string
  readonly body: unknown
  readonly headers: Headers
}

/** A stack that gives fixed answers, and keeps what it was asked. */
function answering(answers: Readonly<Record<string, unknown>>) {
  const called: Called[] = []
  const stack: typeof fetch = async (input, init) => {
    const { pathname, search } = new URL(String(input))
    const call = `${init?.method} ${pathname}${search}`
    called.push({
      call,
      body: init?.body === undefined ? undefined : JSON.parse(String(init.body)),
      headers: new Headers(init?.headers),
    })
    const answer = answers[call] ?? answers[`${init?.method} ${pathname}`]
    if (answer instanceof Response) return answer.clone()
    return answer === undefined ? problem(404, 'Not found') : Response.json(answer)
  }
  return { ...commandLine(stack), called, calls: () => called.map(({ call }) => call) }
}

const figures = {
  leads: 2,
  hotLeads: 1,
  opportunities: 1,
  pipelineMinor: 123_450,
  won: 1,
  revenueMinor: 123_450,
  spendMinor: 0,
  roi: null,
  quickRatio: null,
  costPerLeadMinor: 300,
}
const report = {
  rows: [
    { campaignId: 'social', ...figures },
    { campaignId: '(unattributed)', ...figures, spendMinor: 500, roi: 245.9, quickRatio: 246.9 },
  ],
  totals: figures,
}
const playbook = { version: 3, source: 'workspace: { currency: BRL }\n', workspace: { currency: 'BRL' } }

describe('report campaigns', () => {
  test('prints a table in the currency of the workspace', async () => {
    const here = answering({ 'GET /v1/reports/campaigns': report, 'GET /v1/playbook': playbook })
    const ran = await here.run('report', 'campaigns', '--model', 'even', '--from', '2026-01-01')
    expect(ran.code).toBe(0)
    expect(ran.out.split('\n').map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
      'Amounts in BRL.',
      '',
      'Campaign Leads Hot Per lead Deals Pipeline Won Revenue Spend ROI Quick ratio',
      expect.stringMatching(/^[- ]+$/),
      'social 2 1 3.00 1 1,234.50 1 1,234.50 0.00 - -',
      '(unattributed) 2 1 3.00 1 1,234.50 1 1,234.50 5.00 245.90 246.90',
      expect.stringMatching(/^[- ]+$/),
      'all 2 1 3.00 1 1,234.50 1 1,234.50 0.00 - -',
      '',
    ])
    expect(here.calls()[0]).toBe('GET /v1/reports/campaigns?model=even&from=2026-01-01')
  })

  test('passes CSV and JSON through', async () => {
    const here = answering({ 'GET /v1/reports/campaigns': new Response('campaignId,leads\r\n') })
    expect(await here.run('report', 'campaigns', '--csv')).toMatchObject({ code: 0, out: 'campaignId,leads\r\n' })
    expect(here.called[0]?.headers.get('accept')).toBe('text/csv')
    const json = await answering({ 'GET /v1/reports/campaigns': report }).run('report', 'campaigns', '--json')
    expect(JSON.parse(json.out)).toEqual(report)
  })

  test('an unknown model is wrong use, and is not asked for', async () => {
    const here = answering({})
    expect(await here.run('report', 'campaigns', '--model', 'u-shaped')).toMatchObject({ code: 2 })
    expect(here.calls()).toEqual([])
  })
})

describe('leads', () => {
  const lead = { id: 'lead_1', email: 'jo@a.example', stage: 'assigned', owner: 'sally', score: { value: 81.2 } }

  test('are found by e-mail, phone or external id', async () => {
    const here = answering({ 'GET /v1/leads': { leads: [lead] } })
    expect(await here.run('lead', 'find', '--external-id', 'x y')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/lead_1 +jo@a.example +assigned +sally +81/),
    })
    expect(here.calls()).toEqual(['GET /v1/leads?externalId=x+y'])
    expect(
      await answering({ 'GET /v1/leads': { leads: [] } }).run('lead', 'find', '--email', 'a@b.example'),
    ).toMatchObject({ code: 1 })
    expect(await here.run('lead', 'find')).toMatchObject({ code: 2 })
  })

  test('are shown with every reason, every page of the timeline, and every candidate', async () => {
    const here = answering({
      'GET /v1/leads/lead_1': {
        ...lead,
        score: {
          value: 81,
          fit: 36,
          engagement: 45,
          grade: 'B1',
          at: '2026-01-03T00:00:00Z',
          reasons: [
            { rule: 'icp-size', points: 20, detail: '38 employees' },
            { rule: 'far', points: -5 },
          ],
        },
      },
      'GET /v1/leads/lead_1/timeline': {
        items: [
          { at: '2026-01-01T00:00:00Z', kind: 'form', id: 't1', what: 'form.demo-request', summary: 'Please call' },
        ],
        cursor: 'more',
      },
      'GET /v1/leads/lead_1/timeline?cursor=more': {
        items: [{ at: '2026-01-02T00:00:00Z', kind: 'mail', id: 't2', what: 'thanks', status: 'sent' }],
      },
      'GET /v1/leads/lead_1/decisions': {
        decisions: [
          {
            at: '2026-01-01T00:00:00Z',
            kind: 'route',
            playbook: 3,
            territory: 'us-east',
            candidates: [
              { rep: 'sally', chosen: true, reason: 'furthest behind' },
              { rep: 'tom', chosen: false, reason: 'on holiday' },
            ],
          },
        ],
      },
    })
    const { code, out } = await here.run('lead', 'show', 'lead_1')
    expect(code).toBe(0)
    expect(out).toContain('lead_1: assigned, owned by sally')
    expect(out).toContain('Score 81 (fit 36, engagement 45), grade B1, as of 2026-01-03T00:00:00Z')
    expect(out).toMatch(/\+20 {2}icp-size: 38 employees\n +-5 {2}far/)
    expect(out).toMatch(/form +form\.demo-request: Please call\n.*mail +thanks: status sent/)
    expect(out).toMatch(/route \(playbook 3\): territory us-east\n {4}→ sally: furthest behind\n {6}tom: on holiday/)
  })
})

describe('a lead that is not hot', () => {
  const cold = (path: unknown) =>
    answering({
      'GET /v1/leads/lead_1': {
        id: 'lead_1',
        stage: 'nurturing',
        owner: null,
        hot: false,
        score: { value: 40, fit: 35, engagement: 5, reasons: [] },
      },
      'GET /v1/leads/lead_1/path-to-hot': { value: 40, hot: 70, missing: 30, path },
      'GET /v1/leads/lead_1/timeline': { items: [] },
      'GET /v1/leads/lead_1/decisions': { decisions: [] },
    }).run('lead', 'show', 'lead_1')

  test('is shown with what would make it so', async () => {
    const steps = [
      { kind: 'fit', rule: 'phone', points: 10, what: 'phone is known', facts: [{ field: 'phone', to: 'known' }] },
      { kind: 'event', event: 'email.click', points: 20 },
    ]
    expect((await cold({ value: 70, steps })).out).toContain(
      'What would make it hot (30 of 70 points missing)\n     +10  phone: phone is known\n     +20  one more email.click\n',
    )
  })

  test('is shown as far from it when nothing would', async () => {
    expect((await cold(null)).out).toContain('missing)\n  nothing within a few steps\n')
  })
})

describe('playbooks', () => {
  test('are published by the file, and shown as they were published', async () => {
    const here = answering({ 'POST /v1/playbook': { version: 4, warnings: [] }, 'GET /v1/playbook': playbook })
    writeFileSync(join(here.folder, 'playbook.yaml'), 'workspace: {}\n')
    expect(await here.run('playbook', 'publish', 'playbook.yaml', '--expected', '3')).toMatchObject({
      code: 0,
      out: 'Playbook version 4 is in force\n',
    })
    expect(here.called[0]?.body).toEqual({ source: 'workspace: {}\n', expected: 3 })
    expect((await here.run('playbook', 'show')).out).toBe('# version 3\nworkspace: { currency: BRL }\n')
  })

  test('that are refused are refused with every field', async () => {
    const refused = {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'wrong',
      errors: [{ path: 'scoring.hot', message: 'is missing' }],
    }
    const here = answering({ 'POST /v1/playbook': Response.json(refused, { status: 400 }) })
    writeFileSync(join(here.folder, 'playbook.yaml'), 'x: 1\n')
    expect(await here.run('playbook', 'publish', 'playbook.yaml')).toMatchObject({
      code: 1,
      err: '400 Bad Request: wrong\n  scoring.hot: is missing\n',
    })
  })

  test('are validated without a stack, by line', async () => {
    const here = answering({})
    writeFileSync(join(here.folder, 'playbook.yaml'), 'workspace:\n  colour: red\n')
    const ran = await here.run('playbook', 'validate', 'playbook.yaml')
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('playbook.yaml:2: workspace.colour') })
    expect(here.calls()).toEqual([])
  })
})

describe('roster test-channel', () => {
  const path = 'POST /v1/roster/sally/channels/test'
  const slack = { of: 'rep', kind: 'slack', ok: true }
  const team = { of: 'team', kind: 'webhook', ok: false, why: 'the receiver answered 410' }

  test('says for each channel whether the sample arrived', async () => {
    const here = answering({ [path]: { channels: [slack, team] } })
    const ran = await here.run('roster', 'test-channel', 'sally')
    expect(ran.code).toBe(1)
    expect(ran.out).toMatch(/rep +slack +arrived\n/)
    expect(ran.out).toMatch(/team +webhook +failed: the receiver answered 410\n/)
  })

  test('is done when all arrived, and when there is none but e-mail', async () => {
    const arrived = answering({ [path]: { channels: [slack] } })
    expect(await arrived.run('roster', 'test-channel', 'sally', '--json')).toMatchObject({
      code: 0,
      out: `${JSON.stringify({ channels: [slack] })}\n`,
    })
    const none = answering({ [path]: { channels: [] } })
    expect(await none.run('roster', 'test-channel', 'sally')).toMatchObject({
      code: 0,
      out: 'sally has no channel but e-mail\n',
    })
  })
})

test('reps are listed and put', async () => {
  const here = answering({
    'GET /v1/roster': { reps: [{ id: 'sally', name: 'Sally Jones', email: 's@a.example', active: false }] },
    'PUT /v1/roster/sally': {},
  })
  expect(await here.run('roster', 'list')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/sally +Sally Jones +s@a.example +no/),
  })
  const put = await here.run(
    'roster',
    'put',
    'sally',
    '--name',
    'Sally Jones',
    '--email',
    's@a.example',
    '--time-off',
    'A/B',
    '--time-off',
    'C/D',
  )
  expect(put.code).toBe(0)
  expect(here.called.at(-1)?.body).toEqual({
    name: 'Sally Jones',
    email: 's@a.example',
    active: true,
    timeOff: [
      { from: 'A', until: 'B' },
      { from: 'C', until: 'D' },
    ],
  })
})

test('tasks are counted, and parked ones driven again', async () => {
  const here = answering({
    'GET /v1/tasks': {
      due: [{ kind: 'route', count: 1_200 }],
      more: false,
      parked: [{ kind: 'send', item: 'LEAD#1/MAIL#1', dueAt: '2026-01-01T00:00:00Z' }],
    },
    'POST /v1/tasks/redrive': { redriven: 2 },
  })
  expect(await here.run('tasks')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/route +1,200\nParked.*\n {2}send {2}LEAD#1\/MAIL#1/),
  })
  expect(await here.run('tasks', 'redrive')).toMatchObject({ code: 0, out: '2 parked tasks are driven again\n' })
})

test('send-test-lead submits another person each time, and says what became of them', async () => {
  const here = answering({
    'POST /v1/forms/demo-request': { submissionId: 'sub_1', status: 'accepted' },
    'GET /v1/leads': { leads: [{ id: 'lead_1', stage: 'assigned', owner: 'sally', score: { value: 90 } }] },
  })
  expect(await here.run('send-test-lead')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/sub_1\nIt is assigned, owned by sally.*baton lead show lead_1/),
  })
  await here.run('send-test-lead')
  expect(
    new Set(here.called.filter(({ body }) => body !== undefined).map(({ body }) => JSON.stringify(body))).size,
  ).toBe(2)
})

test('status tells what is there and what is due', async () => {
  const here = answering({
    'GET /v1/health': { status: 'ready' },
    'GET /v1/tasks': { due: [], more: false, parked: [] },
  })
  expect(await here.run('status')).toMatchObject({
    code: 0,
    out: 'ready   http://stack.example\ntasks   0 due, 0 parked\n',
  })
})

describe('the command line itself', () => {
  test.each(commands.map(({ words }) => [words]))('%s explains itself', async (words) => {
    const ran = await answering({}).run(...words.split(' '), '--help')
    expect(ran).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`baton ${words}`) })
  })

  test.each([
    [[], 'baton COMMAND'],
    [['dance'], "no command 'dance'"],
    [['lead', 'dance'], 'baton lead find'],
    [['status', '--loud'], "Unknown option '--loud'"],
    [['lead', 'show'], 'needs LEAD_ID'],
    [['lead', 'show', 'a', 'b'], "'b'"],
    [['report', 'campaigns', '--from'], 'argument missing'],
  ])('%j is wrong use', async (words, message) => {
    expect(await answering({}).run(...words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) })
  })

  test('a token without a stack, and a stack without a token, are told apart', async () => {
    const noToken = commandLine(fetch, { BATON_TOKEN: '' })
    expect(await noToken.run('status')).toMatchObject({ code: 2, err: expect.stringContaining('set BATON_TOKEN') })
    const nothing = commandLine(fetch, { BATON_URL: '' })
    expect(await nothing.run('status')).toMatchObject({
      code: 1,
      err: expect.stringContaining('No running stack: start one with npm start'),
    })
  })

  test('credentials of a local stack are read from DATA_DIR', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-data-'))
    const asked: string[] = []
    const stack: typeof fetch = async (input, init) => {
      asked.push(`${input} ${new Headers(init?.headers).get('authorization')}`)
      return Response.json({ due: [], more: false, parked: [] })
    }
    writeFileSync(
      join(folder, 'credentials.json'),
      JSON.stringify({
        baseUrl: 'http://127.0.0.1:1/',
        mailUrl: 'http://127.0.0.1:2',
        adminToken: 'secret',
        callCenterKey: 'k',
      }),
    )
    const ran = await commandLine(stack, { BATON_URL: '', DATA_DIR: folder }).run('tasks')
    expect(ran.code).toBe(0)
    expect(asked).toEqual(['http://127.0.0.1:1/v1/tasks Bearer secret'])
  })

  test('a stack that is not there gets one clear line and exit code 1, in a process of its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-data-'))
    const { status, stderr, stdout } = spawnSync(process.execPath, ['local/cli/main.ts', 'status'], {
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: folder, BATON_URL: '', BATON_TOKEN: '' },
    })
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: 'No running stack: start one with npm start, or set BATON_URL and BATON_TOKEN\n',
    })
  })
})
