import { describe, expect, test } from 'vitest'
import { rosterAnswers } from '../../functions/api/roster.ts'
import { accountAnswers, teamAnswers } from '../../functions/api/teams.ts'
import { day } from '../../shared/domain/time.ts'
import { answered } from '../support/answered.ts'
import { httpEvent } from '../support/http-event.ts'
import { type MemoryStack, startMemoryStack } from '../support/memory-stack.ts'

const ann = { name: 'Ann Lee', email: 'ann@acme.example' }
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const webhook = { kind: 'webhook', url: 'https://hooks.acme.example/in/8f3b2c9d1e7a', secret }
const slack = { kind: 'slack', url: 'https://hooks.slack.com/services/T000/B000/abcdefghc9Xy' }

async function apiOf(given?: MemoryStack) {
  const stack = given ?? (await startMemoryStack())
  const api = { ...rosterAnswers(stack.ports), ...teamAnswers(stack.ports), ...accountAnswers(stack.ports) }
  const at = async (call: keyof typeof api, path: Record<string, string>, body?: unknown) =>
    answered(await api[call](httpEvent(path, body)))
  const stored = async (id: string) => (await stack.store.get({ type: 'rep', id }))?.entity
  return { stack, at, stored, put: (body: unknown, id = 'ann') => at('putRep', { id }, body) }
}

/** What a refused body is told, field by field. */
function refused(...errors: readonly (readonly [path: string, message: string])[]) {
  return {
    status: 400,
    body: { title: 'Invalid request', errors: errors.map(([path, message]) => ({ path, message })) },
  }
}

describe('a rep', () => {
  const whole = {
    ...ann,
    title: 'senior',
    active: true,
    timeOff: [{ from: '2026-07-01', until: '2026-07-15T12:00' }],
    timezone: 'America/Chicago',
    workingHours: { 'mon-fri': ['09:00-12:00', '13:00-17:00'], sat: ['10:00-12:00'], fri: [] },
    holidays: ['2026-12-25', '2026-07-04'],
    capacity: 30,
    dailyCap: 5,
    team: 'inside',
    channels: [{ kind: 'email' }, slack],
  }

  test('has every field, and is shown as written, without the addresses of channels', async () => {
    const { at, put, stored } = await apiOf()
    const shifts = ['09:00-12:00', '13:00-17:00']
    const shown = {
      ...whole,
      id: 'ann',
      timeOff: [{ from: '2026-07-01T05:00:00.000Z', until: '2026-07-15T17:00:00.000Z' }],
      workingHours: { mon: shifts, tue: shifts, wed: shifts, thu: shifts, sat: ['10:00-12:00'] },
      holidays: ['2026-07-04', '2026-12-25'],
      channels: [{ kind: 'email' }, { kind: 'slack', host: 'hooks.slack.com', ending: '…c9Xy' }],
    }
    expect(await put(whole)).toEqual({ status: 201, body: shown })
    expect(await stored('ann')).toMatchObject({ channels: [{ kind: 'email' }, slack] })
    expect(await at('getRep', { id: 'ann' })).toEqual({
      status: 200,
      body: { ...shown, workload: { open: 0, today: 0, missed: 0 }, pools: [], away: null },
    })
  })

  test('that was read can be written back as it is, and keeps what was not shown', async () => {
    const { at, put, stored } = await apiOf()
    await put({ ...whole, channels: [slack, webhook] })
    const before = await stored('ann')
    const { body } = await at('getRep', { id: 'ann' })
    expect(JSON.stringify(body)).not.toContain(secret)
    expect(await put(body)).toMatchObject({ status: 200 })
    expect(await stored('ann')).toEqual(before)
    const [, shownWebhook] = [{}, { kind: 'webhook', host: 'hooks.acme.example', ending: '…1e7a' }]
    await put({ ...ann, channels: [shownWebhook] })
    expect(await stored('ann')).toMatchObject({ channels: [webhook] })
    expect(await put({ ...ann, channels: [shownWebhook, { kind: 'slack', host: 'hooks.slack.com' }] })).toMatchObject(
      refused(['channels.1', 'is not a stored one: give its url']),
    )
    await put(ann)
    expect(await stored('ann')).not.toHaveProperty('channels')
  })

  test('that is saved is back in rotation, and what they let pass is forgotten; time off alone changes neither', async () => {
    const { stack, at, put, stored } = await apiOf()
    await put(ann)
    const rep = await stack.store.get({ type: 'rep', id: 'ann' })
    if (rep === undefined) throw new Error('there is no rep')
    const paused = { at: stack.ports.clock.now(), reason: '3 offers in a row were not answered' }
    await stack.store.commit([
      { kind: 'replace', stored: rep, entity: { ...rep.entity, paused } },
      { kind: 'create', entity: { type: 'workload', rep: 'ann', open: 4, day: '2026-03-01', today: 9, missed: 3 } },
    ])
    await at('addTimeOff', { id: 'ann' }, { from: '2026-08-01', until: '2026-08-02' })
    expect(await at('getRep', { id: 'ann' })).toMatchObject({
      body: {
        paused: { at: '2026-03-02T15:00:00.000Z', reason: paused.reason },
        // What was given on an earlier day is not of today.
        workload: { open: 4, today: 0, missed: 3 },
      },
    })
    await put(ann)
    expect(await stored('ann')).not.toHaveProperty('paused')
    expect(await at('getRep', { id: 'ann' })).toMatchObject({ body: { workload: { open: 4, missed: 0 } } })
  })

  test('today is counted in their own time zone', async () => {
    const { stack, at, put } = await apiOf(await startMemoryStack(Date.UTC(2026, 2, 2, 3)))
    await put({ ...ann, timezone: 'America/Los_Angeles' })
    const workload = { type: 'workload', rep: 'ann', open: 1, day: '2026-03-01', today: 2, missed: 0 } as const
    await stack.store.commit([{ kind: 'create', entity: workload }])
    expect(await at('getRep', { id: 'ann' })).toMatchObject({ body: { workload: { today: 2 } } })
    await stack.pass(day)
    expect(await at('getRep', { id: 'ann' })).toMatchObject({ body: { workload: { today: 0 } } })
  })

  test('is switched off by DELETE, and on again by being saved', async () => {
    const { at, put } = await apiOf()
    await put(ann)
    expect(await at('deactivateRep', { id: 'ann' })).toMatchObject({ status: 200, body: { id: 'ann', active: false } })
    expect(await at('deactivateRep', { id: 'ann' })).toMatchObject({ status: 200, body: { active: false } })
    expect(await put(ann)).toMatchObject({ status: 200, body: { active: true } })
    expect(await at('deactivateRep', { id: 'nobody' })).toMatchObject({ status: 404 })
  })

  test('of the roster is listed with workload and pools', async () => {
    const { at } = await apiOf()
    const { body } = await at('listRoster', {})
    expect(body).toMatchObject({
      reps: expect.arrayContaining([
        expect.objectContaining({
          id: 'sally-jones',
          team: 'field-east',
          pools: ['new-york'],
          workload: { open: 0, today: 0, missed: 0 },
        }),
      ]),
    })
  })

  test.each<[string, unknown, ...(readonly [string, string])[]]>([
    ['no e-mail', { ...ann, email: 'ann at acme' }, ['email', 'must be an e-mail address']],
    ['an unknown field', { ...ann, colour: 'red' }, ['colour', 'is not a field of this call']],
    ['no name', { email: ann.email }, ['name', 'is missing']],
    [
      'a time zone that does not exist',
      { ...ann, timezone: 'America/Springfield' },
      ['timezone', 'is no IANA time zone such as America/New_York'],
    ],
    ['an offset as a time zone', { ...ann, timezone: '+02:00' }, ['timezone', expect.stringContaining('is no IANA')]],
    [
      'a shift that ends before it starts',
      { ...ann, workingHours: { mon: ['17:00-09:00'] } },
      ['workingHours.mon.0', 'must end after it starts'],
    ],
    [
      'shifts that overlap',
      { ...ann, workingHours: { tue: ['09:00-13:00', '12:00-17:00'] } },
      ['workingHours.tue.1', 'must start after the one before it ends'],
    ],
    [
      'a holiday twice',
      { ...ann, holidays: ['2026-12-25', '2026-01-01', '2026-12-25'] },
      ['holidays.2', 'is named twice'],
    ],
    ['no day', { ...ann, holidays: ['2026-02-30'] }, ['holidays.0', 'must be a day such as 2026-03-01']],
    ['a capacity that is not whole', { ...ann, capacity: 1.5 }, ['capacity', 'must be a whole number of leads']],
    ['no capacity', { ...ann, capacity: 0 }, ['capacity', expect.stringContaining('must be at least 1')]],
    ['a daily cap of text', { ...ann, dailyCap: '5' }, ['dailyCap', 'must be a whole number of leads']],
    [
      'a team that was meant otherwise',
      { ...ann, team: 'insid' },
      ['team', 'there is no such team: did you mean inside?'],
    ],
    ['an unknown team', { ...ann, team: 'north' }, ['team', 'there is no such team: put the team first']],
    [
      'time off that ends before it starts',
      { ...ann, timeOff: [{ from: '2026-07-02', until: '2026-07-01' }] },
      ['timeOff.0.until', 'must be after from'],
    ],
    [
      'time off that is no time',
      { ...ann, timeOff: [{ from: '2026-07-01', until: 'soon' }] },
      ['timeOff.0.until', expect.stringContaining('must be an RFC 3339 time')],
    ],
    [
      'time off that overlaps',
      {
        ...ann,
        timezone: 'UTC',
        timeOff: [
          { from: '2026-07-10', until: '2026-07-20' },
          { from: '2026-07-01', until: '2026-07-11T00:00:00Z' },
        ],
      },
      [
        'timeOff.0',
        '2026-07-10T00:00:00.000Z/2026-07-20T00:00:00.000Z overlaps 2026-07-01T00:00:00.000Z/2026-07-11T00:00:00.000Z',
      ],
    ],
    ['no list', 'ann', ['', expect.stringContaining('must be')]],
  ])('with %s is refused', async (_what, body, ...errors) => {
    const { put, stored } = await apiOf()
    expect(await put(body)).toMatchObject(refused(...errors))
    expect(await stored('ann')).toBeUndefined()
  })
})

describe('time off', () => {
  const july = { from: '2026-07-01', until: '2026-07-15' }

  test('is added and taken out one span at a time, in order, the same span once', async () => {
    const { at, put } = await apiOf()
    await put({ ...ann, timezone: 'UTC', timeOff: [{ from: '2026-08-01', until: '2026-08-02' }] })
    const spans = ['2026-07-01', '2026-08-01'].map((one) => ({ from: `${one}T00:00:00.000Z` }))
    expect(await at('addTimeOff', { id: 'ann' }, july)).toMatchObject({ status: 201, body: { timeOff: spans } })
    expect(await at('addTimeOff', { id: 'ann' }, july)).toMatchObject({ status: 200, body: { timeOff: spans } })
    // One that begins as another ends does not overlap it.
    const next = { from: '2026-07-15T00:00:00Z', until: '2026-07-15T12:00:00Z' }
    expect(await at('addTimeOff', { id: 'ann' }, next)).toMatchObject({ status: 201 })
    expect(await at('removeTimeOff', { id: 'ann', from: '2026-07-15T00:00:00Z' })).toMatchObject({ status: 200 })
    expect(await at('removeTimeOff', { id: 'ann', from: '2026-07-01' })).toMatchObject({
      status: 200,
      body: { timeOff: spans.slice(1) },
    })
  })

  test('that overlaps, ends before it starts, or is not there is refused', async () => {
    const { at, put } = await apiOf()
    await put({ ...ann, timezone: 'UTC', timeOff: [july] })
    const late = { from: '2026-07-14T23:59:00Z', until: '2026-07-16T00:00:00Z' }
    expect(await at('addTimeOff', { id: 'ann' }, late)).toMatchObject(
      refused([
        'from',
        '2026-07-14T23:59:00.000Z/2026-07-16T00:00:00.000Z overlaps 2026-07-01T00:00:00.000Z/2026-07-15T00:00:00.000Z',
      ]),
    )
    expect(await at('addTimeOff', { id: 'ann' }, { from: july.until, until: july.from })).toMatchObject(
      refused(['until', 'must be after from']),
    )
    expect(await at('addTimeOff', { id: 'nobody' }, july)).toMatchObject({ status: 404 })
    expect(await at('removeTimeOff', { id: 'ann', from: '2026-07-02' })).toMatchObject({
      status: 404,
      body: { detail: 'No time off of this rep begins then' },
    })
  })
})

describe('a team', () => {
  const north = { name: 'North', manager: { name: 'Max', email: 'max@acme.example' }, channels: [slack] }

  test('is put, read with who is in it, and removed once nobody is', async () => {
    const { at, put } = await apiOf()
    expect(await at('putTeam', { id: 'north' }, north)).toMatchObject({ status: 201 })
    await put({ ...ann, team: 'north' })
    const shown = { ...north, id: 'north', channels: [{ kind: 'slack', host: 'hooks.slack.com', ending: '…c9Xy' }] }
    expect(await at('getTeam', { id: 'north' })).toEqual({ status: 200, body: { ...shown, reps: ['ann'] } })
    expect(await at('putTeam', { id: 'north' }, { ...shown, reps: ['ann'] })).toMatchObject({ status: 200 })
    expect(await at('listTeams', {})).toMatchObject({
      body: { teams: expect.arrayContaining([{ ...shown, reps: ['ann'] }]) },
    })
    expect(await at('removeTeam', { id: 'north' })).toMatchObject({
      status: 409,
      body: { detail: 'Reps are in this team: ann', current: { reps: ['ann'] } },
    })
    await put(ann)
    expect(await at('removeTeam', { id: 'north' })).toEqual({ status: 204, body: undefined })
    expect(await at('getTeam', { id: 'north' })).toMatchObject({ status: 404 })
    expect(await at('removeTeam', { id: 'north' })).toMatchObject({ status: 404 })
  })

  test('is not removed at the moment somebody joins it', async () => {
    const { stack, at, put } = await apiOf()
    await at('putTeam', { id: 'north' }, north)
    const [joined, removed] = await Promise.all([put({ ...ann, team: 'north' }), at('removeTeam', { id: 'north' })])
    const team = await stack.store.get({ type: 'team', id: 'north' })
    const rep = await stack.store.get({ type: 'rep', id: 'ann' })
    expect([joined.status, removed.status]).toEqual(team === undefined ? [400, 204] : [201, 409])
    expect(rep?.entity.team).toBe(team?.entity.id)
  })

  test('that is wrong is refused', async () => {
    const { at } = await apiOf()
    expect(await at('putTeam', { id: 'north' }, { name: 'N', manager: { name: 'M' } })).toMatchObject({ status: 400 })
    expect(await at('putTeam', { id: 'north' }, { name: 'N', size: 3 })).toMatchObject(
      refused(['size', 'is not a field of this call']),
    )
  })
})

describe('an account', () => {
  test('is given to a rep by any name of its domain, and taken away', async () => {
    const { stack, at, put } = await apiOf()
    await put(ann)
    const since = '2026-03-02T15:00:00.000Z'
    const account = { domain: 'engines.co.uk', owner: 'ann', since }
    expect(await at('putAccount', { domain: 'WWW.Engines.co.uk' }, { owner: 'ann' })).toEqual({
      status: 201,
      body: account,
    })
    await stack.pass(day)
    expect(await at('putAccount', { domain: 'engines.co.uk' }, { owner: 'ann' })).toEqual({
      status: 200,
      body: account,
    })
    expect(await at('getAccount', { domain: 'https://mail.engines.co.uk/x' })).toEqual({ status: 200, body: account })
    expect(await at('putAccount', { domain: 'engines.co.uk' }, { owner: 'sally-jones' })).toMatchObject({
      status: 200,
      body: { owner: 'sally-jones', since: '2026-03-03T15:00:00.000Z' },
    })
    expect(await at('removeAccount', { domain: 'engines.co.uk' })).toMatchObject({ status: 204 })
    expect(await at('removeAccount', { domain: 'engines.co.uk' })).toMatchObject({ status: 404 })
    expect(await at('getAccount', { domain: 'engines.co.uk' })).toMatchObject({ status: 404 })
  })

  test('of nobody, or of no company, is refused', async () => {
    const { at } = await apiOf()
    expect(await at('putAccount', { domain: 'acme.com' }, { owner: 'nobody' })).toMatchObject(
      refused(['owner', 'is not on the roster']),
    )
    for (const domain of ['gmail.com', 'localhost', '10.0.0.1'])
      expect(await at('putAccount', { domain }, { owner: 'sally-jones' })).toMatchObject(
        refused(['domain', 'is no domain of a company, such as acme.com']),
      )
  })
})
