import * as z from 'zod'
import { type RepAnswer, repAnswer, rosterAnswer } from '../answers.ts'
import { type Api, connect, refusal } from '../api.ts'
import { type Command, type Given, type OptionSpec, required } from '../command.ts'
import { findStack } from '../connection.ts'
import { CommandFailed, exitCode, WrongUse } from '../failure.ts'
import { fieldOf, type RepColumn, readCell } from '../roster/columns.ts'
import { table } from '../table.ts'

/** Where a rep is. */
export function repPath(id: string): string {
  return `/v1/roster/${encodeURIComponent(id)}`
}

/** `baton roster list`. */
export const rosterList: Command = {
  words: 'roster list',
  positionals: [],
  summary: 'List the reps with their team and workload',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const { reps } = await api.read(rosterAnswer, { method: 'GET', path: '/v1/roster' })
    const rows = reps.map((rep) => [
      rep.id,
      rep.name,
      rep.email,
      standing(rep),
      rep.team ?? '',
      String(rep.workload?.open ?? ''),
      String(rep.workload?.today ?? ''),
    ])
    const columns = [
      ...['Rep', 'Name', 'E-mail', 'Active', 'Team'].map((title) => ({ title })),
      ...['Open', 'Today'].map((title) => ({ title, align: 'right' }) as const),
    ]
    surroundings.out.write(given.has('json') ? `${JSON.stringify({ reps })}\n` : table(columns, rows))
    return exitCode.done
  },
}

/** `baton roster show`. */
export const rosterShow: Command = {
  words: 'roster show',
  positionals: ['REP_ID'],
  summary: 'Show a rep: hours, time off, caps, channels, workload, pools',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const rep = await api.read(repAnswer, { method: 'GET', path: repPath(given.positionals[0] ?? '') })
    surroundings.out.write(given.has('json') ? `${JSON.stringify(rep)}\n` : about(rep))
    return exitCode.done
  },
}

const answered = z.unknown()
const switchedOff = z.looseObject({ handOver: z.string().optional() })

const fields: Readonly<Record<string, OptionSpec & { readonly column: RepColumn }>> = {
  name: { column: 'name', value: 'NAME', help: 'as prospects see it' },
  email: { column: 'email', value: 'ADDRESS', help: 'where alerts go' },
  title: { column: 'title', value: 'TITLE', help: 'as prospects see it (default: account executive)' },
  timezone: { column: 'timezone', value: 'ZONE', help: "such as America/New_York (default: the workspace's)" },
  hours: { column: 'hours', value: 'HOURS', help: 'such as "mon-fri 09:00-17:00; sat 10:00-12:00" (default: always)' },
  holidays: { column: 'holidays', value: 'DAYS', help: 'such as "2026-07-03; 2026-12-25"' },
  capacity: { column: 'capacity', value: 'LEADS', help: 'most open leads at a time' },
  'daily-cap': { column: 'dailyCap', value: 'LEADS', help: 'most leads in a day' },
  team: { column: 'team', value: 'TEAM_ID', help: 'one of baton teams list' },
}

/** `baton roster put`. */
export const rosterPut: Command = {
  words: 'roster put',
  positionals: ['REP_ID'],
  summary: 'Create a rep, or change what is given of one; it also puts a paused rep back in rotation',
  details: `
What is not given stays as it is; an empty text takes it away.

  baton roster put sally --name "Sally Jones" --email sally@acme.example --time-off 2026-07-01/2026-07-15
  baton roster put sally --hours "mon-fri 09:00-17:00" --team ""`,
  options: {
    ...Object.fromEntries(Object.entries(fields).map(([name, { column: _column, ...spec }]) => [name, spec])),
    inactive: { help: 'gets no leads' },
    'time-off': { value: 'FROM/UNTIL', help: 'two times, or days in their time zone; repeats', repeats: true },
  },
  run: async (given, surroundings) => {
    const id = given.positionals[0] ?? ''
    const spans = timeOff(given)
    const changes = Object.entries(fields).flatMap(([option, { column }]) => fieldIn(given, option, column))
    const api = connect(findStack(surroundings), surroundings)
    const known = await findRep(api, id)
    if (known === undefined) for (const option of ['name', 'email']) required(rosterPut, given, option)
    const body = Object.fromEntries([
      ...Object.entries({ active: true, timeOff: [], ...known }),
      ...changes,
      ...(given.has('inactive') ? [['active', false] as const] : []),
      ...(spans.length > 0 ? [['timeOff', spans] as const] : []),
    ])
    const answer = await api.read(answered, { method: 'PUT', path: repPath(id), body })
    surroundings.out.write(given.has('json') ? `${JSON.stringify(answer)}\n` : `${id} is on the roster\n`)
    return exitCode.done
  },
}

/** `baton roster off`. */
export const rosterOff: Command = {
  words: 'roster off',
  positionals: ['REP_ID'],
  summary: 'Switch a rep off: they get no more leads, and others get their open ones',
  options: {},
  run: async (given, surroundings) => {
    const id = given.positionals[0] ?? ''
    const api = connect(findStack(surroundings), surroundings)
    const answer = await api.read(switchedOff, { method: 'DELETE', path: repPath(id) })
    surroundings.out.write(given.has('json') ? `${JSON.stringify(answer)}\n` : `${id} gets no more leads\n`)
    if (answer.handOver !== undefined) surroundings.err.write('Their open leads go on to others. See: baton jobs\n')
    return exitCode.done
  },
}

/** `baton roster on`. */
export const rosterOn: Command = {
  words: 'roster on',
  positionals: ['REP_ID'],
  summary: 'Switch a rep on, or put one back in rotation who was paused',
  options: {},
  run: async (given, surroundings) => {
    const id = given.positionals[0] ?? ''
    const api = connect(findStack(surroundings), surroundings)
    const known = await api.read(repAnswer, { method: 'GET', path: repPath(id) })
    const answer = await api.read(answered, { method: 'PUT', path: repPath(id), body: { ...known, active: true } })
    surroundings.out.write(given.has('json') ? `${JSON.stringify(answer)}\n` : `${id} gets leads\n`)
    return exitCode.done
  },
}

async function findRep(api: Api, id: string): Promise<RepAnswer | undefined> {
  const answer = await api.call({ method: 'GET', path: repPath(id) })
  if (answer.status === 404) return undefined
  if (answer.status !== 200) throw new CommandFailed(refusal(answer))
  return repAnswer.parse(JSON.parse(answer.text))
}

/** An option that was given, as the API takes it; an empty one takes the field away. */
function fieldIn(given: Given, option: string, column: RepColumn): readonly (readonly [string, unknown])[] {
  const text = given.text(option)
  if (text === undefined) return []
  const read = readCell(column, text)
  if (!read.ok) throw new WrongUse(`--${option} ${read.message}`)
  return [[fieldOf(column), read.value]]
}

function timeOff(given: Given): readonly { readonly from: string; readonly until: string }[] {
  return given.list('time-off').map((span) => {
    const [from, until, surplus] = span.split('/')
    if (from === undefined || until === undefined || surplus !== undefined)
      throw new WrongUse(`--time-off must be FROM/UNTIL, not ${span}`)
    return { from, until }
  })
}

function standing(rep: RepAnswer): string {
  if (rep.active === false) return 'no'
  return rep.paused === undefined ? 'yes' : 'paused'
}

function about(rep: RepAnswer): string {
  const { workload, paused } = rep
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['E-mail', rep.email],
    ['Title', rep.title],
    ['Active', rep.active === false ? 'no' : 'yes'],
    ['Paused', paused && `since ${paused.at}: ${paused.reason}`],
    ['Away', rep.away ?? undefined],
    ['Team', rep.team],
    ['Pools', rep.pools?.join(', ')],
    ['Time zone', rep.timezone],
    ['Hours', hoursIn(rep)],
    ['Holidays', rep.holidays?.join(', ')],
    ['Time off', rep.timeOff?.map(({ from, until }) => `${from} to ${until}`).join(', ')],
    ['Open leads', workload && `${workload.open}${rep.capacity === undefined ? '' : ` of ${rep.capacity}`}`],
    ['Given today', workload && `${workload.today}${rep.dailyCap === undefined ? '' : ` of ${rep.dailyCap}`}`],
    ['Missed', workload && workload.missed > 0 ? `${workload.missed} offers in a row` : undefined],
    ['Channels', rep.channels?.map(({ kind, host }) => [kind, host].filter(Boolean).join(' ')).join(', ')],
  ]
  const lines = rows.flatMap(([name, text]) => (text ? [`  ${name.padEnd(12)} ${text}`] : []))
  return `${[`${rep.id}: ${rep.name}`, ...lines].join('\n')}\n`
}

function hoursIn({ workingHours }: RepAnswer): string {
  if (workingHours === undefined) return 'always'
  return Object.entries(workingHours)
    .map(([day, shifts]) => `${day} ${shifts.join(', ')}`)
    .join('; ')
}
