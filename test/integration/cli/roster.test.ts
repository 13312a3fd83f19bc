import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hour } from '../../../shared/domain/time.ts'
import { submitForm } from '../../../shared/pipeline/capture/web-form.ts'
import { commandLine } from '../../support/command-line.ts'
import { memoryApi } from '../../support/memory-api.ts'
import { startMemoryStack } from '../../support/memory-stack.ts'

const hook = { kind: 'slack', url: 'https://hooks.slack.com/services/T000/B000/abcdefghc9Xy' }

/** The command line over the real answers, in memory, with the demo's roster. */
async function given() {
  const stack = await startMemoryStack()
  const api = memoryApi(stack)
  const here = commandLine(api.fetch)
  const write = (text: string, name = 'roster.csv') => writeFileSync(join(here.folder, name), text)
  const rep = async (id: string) => (await stack.store.get({ type: 'rep', id }))?.entity
  const changes = () => api.calls.filter((call) => !call.startsWith('GET '))
  return { ...here, stack, write, rep, changes, path: (name: string) => join(here.folder, name) }
}

describe('reps', () => {
  test('are put with what is given, and keep what is not', async () => {
    const { run, rep } = await given()
    const hours = 'mon-fri 09:00-12:00, 13:00-17:00; sat 10:00-12:00'
    const words = ['--name', 'Ann Lee', '--email', 'ann@acme.example', '--hours', hours, '--team', 'inside']
    const off = ['--time-off', '2026-07-01/2026-07-15', '--holidays', '2026-12-25', '--capacity', '20']
    expect(await run('roster', 'put', 'ann', ...words, ...off)).toMatchObject({
      code: 0,
      out: 'ann is on the roster\n',
    })
    const first = await rep('ann')
    expect(first).toMatchObject({ team: 'inside', capacity: 20, timeOff: [{ from: Date.UTC(2026, 6, 1, 4) }] })
    expect(await run('roster', 'put', 'ann', '--capacity', '', '--daily-cap', '3')).toMatchObject({ code: 0 })
    const { capacity: _capacity, ...rest } = first ?? {}
    expect(await rep('ann')).toEqual({ ...rest, dailyCap: 3 })
    expect(await run('roster', 'put', 'bob', '--team', 'inside')).toMatchObject({
      code: 2,
      err: 'baton roster put needs --name NAME\n',
    })
    expect(await run('roster', 'put', 'ann', '--hours', 'weekdays')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--hours must be such as mon-fri'),
    })
    expect(await run('roster', 'put', 'ann', '--team', 'insid')).toMatchObject({
      code: 1,
      err: expect.stringContaining('team: there is no such team: did you mean inside?'),
    })
  })

  test('are switched off and on again with all they had, secrets of channels too', async () => {
    const { run, rep, stack } = await given()
    const sally = await stack.store.get({ type: 'rep', id: 'sally-jones' })
    if (sally === undefined) throw new Error('there is no Sally')
    const entity = { ...sally.entity, channels: [{ kind: 'slack', url: hook.url } as const], dailyCap: 7 }
    await stack.store.commit([{ kind: 'replace', stored: sally, entity }])
    expect(await run('roster', 'off', 'sally-jones')).toMatchObject({
      code: 0,
      out: 'sally-jones gets no more leads\n',
    })
    expect(await rep('sally-jones')).toEqual({ ...entity, active: false })
    expect(await run('roster', 'on', 'sally-jones')).toMatchObject({ code: 0 })
    expect(await rep('sally-jones')).toEqual(entity)
    expect((await run('roster', 'show', 'sally-jones')).out).toMatch(
      /^sally-jones: Sally Jones\n[\s\S]*Pools +new-york\n[\s\S]*Hours +always\n[\s\S]*Given today +0 of 7\n +Channels +slack hooks\.slack\.com\n$/,
    )
    expect(await run('roster', 'off', 'nobody')).toMatchObject({ code: 1, err: expect.stringContaining('404') })
  })

  test('are given time off and have it taken back', async () => {
    const { run, rep } = await given()
    expect(await run('roster', 'time-off', 'add', 'sally-jones', '2026-07-01', '2026-07-15')).toMatchObject({ code: 0 })
    expect(await rep('sally-jones')).toMatchObject({ timeOff: [{ from: Date.UTC(2026, 6, 1, 4) }] })
    expect(await run('roster', 'time-off', 'add', 'sally-jones', '2026-07-14', '2026-07-16')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/from: 2026-07-14T04.* overlaps 2026-07-01T04/),
    })
    expect(await run('roster', 'time-off', 'remove', 'sally-jones', '2026-07-01T04:00:00.000Z')).toMatchObject({
      code: 0,
    })
    expect(await rep('sally-jones')).toMatchObject({ timeOff: [] })
  })
})

describe('a roster file', () => {
  test('is exported, imported without a change, and changes what was edited', async () => {
    const { run, write, rep, changes } = await given()
    const hours = [
      '--hours',
      'mon-fri 07:00-12:00, 13:00-17:00; sat 09:00-13:00',
      '--time-off',
      '2026-12-24/2027-01-02',
    ]
    await run('roster', 'put', 'amy-walsh', ...hours, '--holidays', '2026-07-03; 2026-11-26; 2026-12-25')
    await run('roster', 'put', 'kenji-tanaka', '--capacity', '50000', '--daily-cap', '20000')
    const setUp = changes().length
    const { out: file } = await run('roster', 'export')
    expect(file.split('\n').slice(0, 2)).toEqual([
      'id,name,email,title,active,timezone,hours,holidays,capacity,dailyCap,team,manager,timeOff',
      [
        'amy-walsh,Amy Walsh,amy.walsh@example.com,account executive,yes,America/Los_Angeles',
        '"mon-fri 07:00-12:00, 13:00-17:00; sat 09:00-13:00",2026-07-03; 2026-11-26; 2026-12-25,,,field-west',
        'Owen Brandt <owen.brandt@example.com>,2026-12-24T08:00:00.000Z/2027-01-02T08:00:00.000Z',
      ].join(','),
    ])
    write(file)
    expect(await run('roster', 'import', 'roster.csv')).toMatchObject({
      code: 0,
      out: '0 created, 0 changed, 12 unchanged\n',
    })
    expect(changes().slice(setUp)).toEqual([])
    write(
      `${file.replaceAll('Owen Brandt <owen.brandt@', 'Olga Brandt <olga.brandt@').replace('50000,20000', '40,')}zoe,Zoe,zoe@acme.example,,,,,,,,north,Ned <ned@acme.example>,\n`,
    )
    const told = [
      '~ team field-west: manager Owen Brandt <owen.brandt@example.com> → Olga Brandt <olga.brandt@example.com>',
      '+ team north',
      '~ kenji-tanaka: capacity 50000 → 40; dailyCap 20000 → (none)',
      '+ zoe',
    ].join('\n')
    expect(await run('roster', 'import', 'roster.csv', '--dry-run')).toMatchObject({
      code: 0,
      out: `${told}\nWould be: 1 created, 1 changed, 11 unchanged. Nothing was written.\n`,
    })
    expect(changes().slice(setUp)).toEqual([])
    expect(await run('roster', 'import', 'roster.csv')).toMatchObject({
      code: 0,
      out: `${told}\n1 created, 1 changed, 11 unchanged\n`,
    })
    expect(changes().slice(setUp)).toEqual([
      'PUT /v1/teams/field-west',
      'PUT /v1/teams/north',
      'PUT /v1/roster/kenji-tanaka',
      'PUT /v1/roster/zoe',
    ])
    expect(await rep('zoe')).toMatchObject({ title: 'account executive', team: 'north', active: true })
    expect((await run('roster', 'import', 'roster.csv')).out).toBe('0 created, 0 changed, 13 unchanged\n')
  })

  test('without a column leaves that field as it is, and never touches channels', async () => {
    const { run, write, rep, stack } = await given()
    const luis = await stack.store.get({ type: 'rep', id: 'luis-ortega' })
    if (luis === undefined) throw new Error('there is no Luis')
    const channels = [{ kind: 'slack', url: hook.url } as const]
    await stack.store.commit([{ kind: 'replace', stored: luis, entity: { ...luis.entity, channels } }])
    write('ID,Capacity\r\nluis-ortega,30\r\n')
    expect((await run('roster', 'import', 'roster.csv', '--json')).out).toBe(
      `${JSON.stringify({
        dryRun: false,
        teams: { created: [], changed: [] },
        reps: {
          created: [],
          changed: [{ id: 'luis-ortega', changes: [{ column: 'capacity', from: '', to: '30' }] }],
          unchanged: [],
        },
      })}\n`,
    )
    expect(await rep('luis-ortega')).toEqual({ ...luis.entity, capacity: 30, channels })
  })

  test('with wrong lines writes nothing and lists every error by line', async () => {
    const { run, write, changes, path } = await given()
    write(`id,name,email,active,timezone,hours,holidays,capacity,team,manager,timeOff
ann,Ann,ann@acme.example,maybe,Mars/Olympus,mon 17:00-09:00,,,,,
"two
lines",Bob,bob@acme.example,,,,,,,,
bob,Bob,bob@,,Mars/Olympus,mon 17:00-09:00,2026-02-30,1.5,nowhere,,
sally-jones,Sally,s@acme.example,,,weekdays,,,,,
sally-jones,Sally,s@acme.example,,,,,,,,
dan,Dan,dan@acme.example,,UTC,,,,,,2026-07-10/2026-07-20; 2026-07-01/2026-07-11
eve,Eve,eve@acme.example,,,,,,,Ned <ned@acme.example>,soon
fay,Fay,fay@acme.example,,,,,,north,Ned,
gil,Gil,gil@acme.example,,,,,,inside,Other <o@acme.example>,
hal,Hal,hal@acme.example,,,,,,inside,Another <a@acme.example>,
`)
    const { code, out, err } = await run('roster', 'import', 'roster.csv')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    const at = (line: number, message: string) => `${path('roster.csv')}:${line}: ${message}`
    expect(err.trimEnd().split('\n')).toEqual([
      at(2, 'active must be yes or no'),
      at(3, 'id must be a name such as sally-jones'),
      at(5, 'email must be an e-mail address'),
      at(5, 'timezone is no IANA time zone such as America/New_York'),
      at(5, 'hours.mon.0 must end after it starts'),
      at(5, 'holidays.0 must be a day such as 2026-03-01'),
      at(5, 'capacity must be a whole number of leads'),
      at(5, 'team there is no such team: put the team first'),
      at(6, 'hours must be such as mon-fri 09:00-12:00, 13:00-17:00; sat 10:00-12:00'),
      at(7, 'id is that of line 6 too'),
      expect.stringMatching(/:8: timeOff\.0 2026-07-10T.* overlaps 2026-07-01T/),
      at(9, 'manager is that of a team: name the team'),
      at(9, 'timeOff must be such as 2026-07-01/2026-07-15; 2026-12-24/2027-01-02'),
      at(10, 'manager must be such as Nora Lindqvist <nora@acme.example>'),
      at(10, 'team there is no such team: put the team first'),
      at(12, 'manager is another than on line 11, of the same team'),
      'Nothing was written.',
    ])
    expect(changes()).toEqual([])
  })

  test.each([
    ['name,email\nA,a@acme.example\n', ':1: the column id is missing'],
    ['id,nmae\n', ':1: there is no column nmae: did you mean name?'],
    ['id,,name\n', ':1: there is no column (without a name)'],
    ['id,name,ID\n', ':1: the column id is named twice'],
    ['', 'is empty: its first line must name the columns'],
    ['id,name\nann,Ann,x\n', ':2: there are more cells than columns'],
    ['id,name\nann,"Ann\n', ':2: a quote that opens in this record is not closed. Nothing was written'],
  ])('such as %j is refused as a whole', async (text, message) => {
    const { run, write, changes } = await given()
    write(text)
    expect(await run('roster', 'import', 'roster.csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining(message),
    })
    expect(changes()).toEqual([])
  })

  test('that is not there is wrong use', async () => {
    const { run } = await given()
    expect(await run('roster', 'import', 'none.csv')).toMatchObject({ code: 2, err: expect.stringContaining('ENOENT') })
  })
})

test('teams are listed, put and removed', async () => {
  const { run } = await given()
  expect(await run('teams', 'put', 'north', '--manager', 'Ned <ned@acme.example>')).toMatchObject({ code: 0 })
  expect(await run('teams', 'put', 'north', '--name', 'North')).toMatchObject({ code: 0 })
  expect((await run('teams', 'list')).out).toMatch(
    /field-east +Field sales, east +Nora Lindqvist <nora\.lindqvist@example\.com> +dana-cole, luis-ortega, marcus-reed, sally-jones\n[\s\S]*north +North +Ned <ned@acme\.example>\n/,
  )
  expect(await run('teams', 'put', 'north', '--manager', 'Ned')).toMatchObject({ code: 2 })
  expect(await run('teams', 'remove', 'inside')).toMatchObject({
    code: 1,
    err: '409 Conflict: Reps are in this team: elena-rossi, priya-shah, tom-becker\n',
  })
  expect(await run('teams', 'remove', 'north')).toMatchObject({ code: 0, out: 'The team north is gone\n' })
})

test('accounts are set, shown and removed', async () => {
  const { run } = await given()
  expect(await run('account', 'set', 'www.engines.com', '--owner', 'sally-jones')).toMatchObject({
    code: 0,
    out: 'engines.com is with sally-jones\n',
  })
  expect((await run('account', 'show', 'engines.com')).out).toBe(
    'engines.com is with sally-jones since 2026-03-02T15:00:00.000Z\n',
  )
  expect(await run('account', 'set', 'engines.com', '--owner', 'nobody')).toMatchObject({ code: 1 })
  expect(await run('account', 'remove', 'engines.com')).toMatchObject({ code: 0, out: 'engines.com is with nobody\n' })
  expect(await run('account', 'show', 'engines.com')).toMatchObject({ code: 1, err: expect.stringContaining('404') })
})

test('pools are shown and calibrated', async () => {
  const { run } = await given()
  expect((await run('pools')).out).toMatch(
    /west: 0 leads given out\n[\s\S]*kenji-tanaka +2 +67% +0 +even +next\n +amy-walsh +1 +33% +0 +even\n/,
  )
  const south = ['pools', 'calibrate', 'south', '--reason', 'Luis was set up late']
  expect((await run(...south, '--rep', 'luis-ortega', '--leads', '2')).out).toMatch(
    /dana-cole +1 +50% +0 +2 ahead\n +luis-ortega +1 +50% +0 +2 behind +next\n +calibrated 2026-03-02T15:00:00\.000Z: Luis was set up late\n$/,
  )
  expect((await run(...south, '--rep', 'luis-ortega', '--leads=-1')).out).toMatch(/luis-ortega .* 1 behind/)
  expect((await run(...south, '--behind', 'dana-cole=-1.5')).out).toMatch(/dana-cole +1 +50% +0 +1\.5 ahead/)
  expect((await run(...south, '--reset')).out).toMatch(/dana-cole +1 +50% +0 +even/)
  for (const wrong of [[], ['--reset', '--behind', 'a=1'], ['--rep', 'a'], ['--behind', 'a'], ['--behind', 'a=x']])
    expect(await run(...south, ...wrong)).toMatchObject({ code: 2 })
  expect(await run('pools', 'calibrate', 'south', '--reset')).toMatchObject({ code: 2 })
})

test('a lead of the public pool is claimed for a rep', async () => {
  const { run, stack } = await given()
  const business = { email: 'ada@engines.com', company: 'Engines', jobTitle: 'Director', employees: 60, state: 'NY' }
  await submitForm(stack.ports, { formId: 'demo-request', fields: business })
  await stack.settle()
  await stack.pass(2 * hour)
  const { out } = await run('lead', 'find', '--email', 'ada@engines.com', '--json')
  const id = /lead_[0-9A-Z]+/.exec(out)?.[0] ?? ''
  expect(await run('lead', 'claim', id, '--rep', 'sally-jones')).toMatchObject({
    code: 0,
    out: `${id} is with sally-jones, accepted\n`,
  })
  expect(await run('lead', 'claim', id, '--rep', 'tom-becker')).toMatchObject({
    code: 1,
    err: expect.stringContaining('409'),
  })
})

test('the documented example file imports', async () => {
  const { run, write } = await given()
  const docs = readFileSync(new URL('../../../docs/roster.md', import.meta.url), 'utf8')
  const [, csv = ''] = /```csv\n([\s\S]*?)```/.exec(docs) ?? []
  write(csv)
  expect(await run('roster', 'import', 'roster.csv', '--dry-run')).toMatchObject({ code: 0, err: '' })
})
