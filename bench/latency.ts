import type { Benchmark, Figure } from './context.ts'
import { measureEmptyServer } from './floors/empty-server.ts'
import { connect } from './load/client.ts'
import { watchMails } from './load/mail-watch.ts'
import { sendOpenLoop } from './load/open-loop.ts'
import { createPeople } from './load/people.ts'
import { costFigures, costOf } from './measure/cost.ts'
import { type Distribution, distributionOf } from './measure/distribution.ts'
import { type MeasuredStack, withStack } from './stack/stack.ts'

/** Leads per second. */
const rate = 20
/** Seconds at that rate before anything counts: the functions' code is compiled as it gets used. */
const warmUp = 15

/**
 * How long a web lead waits for its 202, and how long until its rep's mail is accepted by SES, at 20 leads per
 * second: with one hot lead in three, as a good campaign brings, and with hot leads only, the most work there is.
 * @param context see there
 */
export const latency: Benchmark = async (context) => {
  const seconds = context.quick ? 20 : 60
  const floor = distributionOf(await measureEmptyServer({ rate, count: rate * (context.quick ? 3 : 10), seed: 3 }))
  return await withStack(async (stack) => {
    const figures: Figure[] = []
    await run(stack, { seconds: warmUp, seed: 1, oneHotIn: 1 })
    for (const [oneHotIn, mix] of mixes) {
      context.progress(`${seconds} s at ${rate} leads/s, ${mix}`)
      const load = { seconds, seed: oneHotIn + 1, oneHotIn }
      const { result, cost } = await costOf(stack, () => context.profiled(stack, () => run(stack, load)))
      figures.push(...inFigures(result, mix, floor), ...costFigures(cost, rate * seconds, `at ${rate} leads/s, ${mix}`))
    }
    return figures
  })
}

const mixes = [
  [3, 'one in three hot'],
  [1, 'all hot'],
] as const

interface Load {
  readonly seconds: number
  readonly seed: number
  readonly oneHotIn: number
}

interface Latencies {
  /** Milliseconds from when a lead was due to its 202. */
  readonly answered: readonly number[]
  /** Milliseconds from a hot lead's 202 to its rep's mail. */
  readonly reached: readonly number[]
  /** Leads that were not answered 202. */
  readonly refused: number
}

async function run(stack: MeasuredStack, { seconds, seed, oneHotIn }: Load): Promise<Latencies> {
  const client = connect(stack.baseUrl)
  const mails = watchMails(stack)
  const people = createPeople(seed)
  const arrivals = await sendOpenLoop({ rate, count: rate * seconds, seed }, async (index) => {
    const hot = index % oneHotIn === 0
    const lead = hot ? people.business() : people.reader()
    return { ...(await client.post(hot ? 'demo-request' : 'newsletter', lead)), lead, hot }
  })
  const taken = arrivals.filter(({ result }) => result.status === 202)
  const hot = taken.filter(({ result }) => result.hot)
  const reached = await Promise.all(hot.map(async ({ result: { at, lead } }) => (await mails.repMail(lead.email)) - at))
  await stack.quiet()
  mails.stop()
  client.close()
  const answered = taken.map(({ dueAt, result }) => result.at - dueAt)
  return { answered, reached, refused: arrivals.length - taken.length }
}

function inFigures({ answered, reached, refused }: Latencies, mix: string, empty: Distribution): readonly Figure[] {
  const toAnswer = distributionOf(answered)
  const toRep = distributionOf(reached)
  const more = refused > 0 ? `; ${refused} more were refused` : ''
  const answer = { unit: 'ms', note: `${answered.length} leads, Poisson arrivals${more}` } as const
  const mail = { unit: 'ms', note: `${reached.length} hot leads` } as const
  const floor = (value: number) => ({ what: 'an empty Node server', value })
  return [
    { ...answer, what: `202, ${mix}, p50`, value: toAnswer.p50, aim: { atMost: 15 }, floor: floor(empty.p50) },
    { ...answer, what: `202, ${mix}, p99`, value: toAnswer.p99, aim: { atMost: 100 }, floor: floor(empty.p99) },
    { ...answer, what: `202, ${mix}, longest`, value: toAnswer.max },
    { ...mail, what: `from 202 to the rep’s mail, ${mix}, p50`, value: toRep.p50, aim: { atMost: 300 } },
    { ...mail, what: `from 202 to the rep’s mail, ${mix}, p99`, value: toRep.p99, aim: { atMost: 2_000 } },
    { ...mail, what: `from 202 to the rep’s mail, ${mix}, longest`, value: toRep.max },
  ]
}
