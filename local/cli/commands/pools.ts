import type * as z from 'zod'
import { poolAnswer, poolsAnswer } from '../answers.ts'
import { connect } from '../api.ts'
import { type Command, type Given, required } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode, WrongUse } from '../failure.ts'
import { table } from '../table.ts'

/** `baton pools`. */
export const pools: Command = {
  words: 'pools',
  positionals: [],
  summary: 'Show the rotation of each pool: who got how many, who is behind, who is next',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const answer = await api.read(poolsAnswer, { method: 'GET', path: '/v1/pools' })
    const text = given.has('json') ? `${JSON.stringify(answer)}\n` : answer.pools.map(inWords).join('\n')
    surroundings.out.write(text)
    return exitCode.done
  },
}

/** `baton pools calibrate`. */
export const poolsCalibrate: Command = {
  words: 'pools calibrate',
  positionals: ['POOL_ID'],
  summary: 'Change by hand who of a pool is behind or ahead; the reason is kept',
  details: `
One of three: make all even, give one rep more leads (or fewer) than now, or say how far behind reps are. What one
rep gets more, the others get less, by their weights. A number below 0 is joined by a sign: --leads=-2.

  baton pools calibrate south --reason "Luis was set up late" --rep luis-ortega --leads 2
  baton pools calibrate south --reason "Start of the quarter" --reset
  baton pools calibrate south --reason "As agreed with Nora" --behind dana-cole=-1.5`,
  options: {
    reason: { value: 'TEXT', help: 'why: it stays with the pool' },
    reset: { help: 'nobody is behind or ahead' },
    rep: { value: 'REP_ID', help: 'who gets more leads, or fewer' },
    leads: { value: 'NUMBER', help: 'how many more; below 0: fewer' },
    behind: { value: 'REP_ID=LEADS', help: 'leads a rep is behind; below 0: ahead; repeats', repeats: true },
  },
  run: async (given, surroundings) => {
    const reason = required(poolsCalibrate, given, 'reason')
    const body = { reason, ...changeOf(given) }
    const api = connect(findStack(surroundings), surroundings)
    const path = `/v1/pools/${encodeURIComponent(given.positionals[0] ?? '')}/calibrate`
    const answer = await api.read(poolAnswer, { method: 'POST', path, body })
    surroundings.out.write(given.has('json') ? `${JSON.stringify(answer)}\n` : inWords(answer))
    return exitCode.done
  },
}

function changeOf(given: Given) {
  const [rep, behind] = [given.text('rep'), given.list('behind')]
  const ways = [given.has('reset'), rep !== undefined, behind.length > 0].filter((way) => way)
  if (ways.length !== 1) throw new WrongUse('Give --reset, --rep with --leads, or --behind, and only one of them')
  if (given.has('reset')) return { reset: true }
  if (rep !== undefined)
    return { rep: { id: rep, leads: numberOf('--leads', required(poolsCalibrate, given, 'leads')) } }
  return { deficits: Object.fromEntries(behind.map((pair) => deficitOf(pair))) }
}

function deficitOf(pair: string): readonly [string, number] {
  const match = /^(.+)=([^=]+)$/.exec(pair)
  if (match === null) throw new WrongUse(`--behind must be REP_ID=LEADS, not ${pair}`)
  return [match[1] ?? '', numberOf('--behind', match[2] ?? '')]
}

function numberOf(option: string, text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number))
    throw new WrongUse(`${option} must be a number of leads, not ${text}`)
  return number
}

function inWords({ id, total, next, reps, calibrations }: z.infer<typeof poolAnswer>): string {
  const rows = reps.map((rep) => [
    `  ${rep.id}`,
    String(rep.weight),
    `${Math.round(rep.share * 100)}%`,
    String(rep.assigned),
    place(rep.behind),
    rep.away ?? (rep.id === next ? 'next' : ''),
  ])
  const right = (title: string) => ({ title, align: 'right' }) as const
  const columns = [
    { title: '  Rep' },
    right('Weight'),
    right('Share'),
    right('Given'),
    { title: 'Place' },
    { title: '' },
  ]
  const kept = calibrations.map(({ at, reason }) => `  calibrated ${at}: ${reason}\n`)
  return `${id}: ${total} leads given out\n${table(columns, rows)}${kept.join('')}`
}

function place(behind: number): string {
  const leads = Math.round(Math.abs(behind) * 100) / 100
  if (leads === 0) return 'even'
  return `${leads} ${behind > 0 ? 'behind' : 'ahead'}`
}
