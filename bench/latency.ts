import type { Benchmark, Context, Figure } from './context.ts'
import { measureEmptyServer } from './floors/empty-server.ts'
import { connect } from './load/client.ts'
import { watchMails } from './load/mail-watch.ts'
import { sendOpenLoop } from './load/open-loop.ts'
import { createPeople } from './load/people.ts'
import { costFigures, costOf } from './measure/cost.ts'
import { distributionOf } from './measure/distribution.ts'
import { type MeasuredStack, withStack } from './stack/stack.ts'

/** Leads per second. */
const rate = 20
/** Seconds at that rate before anything counts: the functions' code is compiled as it gets used. */
const warmUp = 10

/**
 * How long a web lead waits for its 202, and how long until its rep's mail is accepted by SES, at 20 leads per
 * second of which every one is hot.
 * @param context see there
 */
export const latency: Benchmark = async (context) => {
  const seconds = context.quick ? 5 : 60
  const floor = distributionOf(await measureEmptyServer({ rate, count: rate * (context.quick ? 3 : 10), seed: 3 }))
  return await withStack(async (stack) => {
    context.progress(`${warmUp} s to warm up, then ${seconds} s at ${rate} leads/s`)
    await run(stack, rate * warmUp, 1)
    const { result, cost } = await costOf(stack, () => context.profiled(stack, () => run(stack, rate * seconds, 2)))
    return [...figures(result, floor), ...costFigures(cost, result.answered.length, `at ${rate} hot leads/s`)]
  })
}

interface Latencies {
  /** Milliseconds from when a lead was due to its 202. */
  readonly answered: readonly number[]
  /** Milliseconds from its 202 to the rep's mail. */
  readonly reached: readonly number[]
  /** Leads that were not answered 202. */
  readonly refused: number
}

async function run(stack: MeasuredStack, count: number, seed: number): Promise<Latencies> {
  const client = connect(stack.baseUrl)
  const mails = watchMails(stack)
  const people = createPeople(seed)
  const arrivals = await sendOpenLoop({ rate, count, seed }, async () => {
    const lead = people.business()
    return { ...(await client.post('demo-request', lead)), lead }
  })
  const taken = arrivals.filter(({ result }) => result.status === 202)
  const reached = await Promise.all(
    taken.map(async ({ result: { at, lead } }) => (await mails.repMail(lead.email)) - at),
  )
  await stack.quiet()
  mails.stop()
  client.close()
  const answered = taken.map(({ dueAt, result }) => result.at - dueAt)
  return { answered, reached, refused: arrivals.length - taken.length }
}

function figures(
  { answered, reached, refused }: Latencies,
  empty: { readonly p50: number; readonly p99: number },
): readonly Figure[] {
  const toAnswer = distributionOf(answered)
  const toRep = distributionOf(reached)
  const note = `${answered.length} leads, all hot, Poisson arrivals${refused > 0 ? `; ${refused} more were refused` : ''}`
  const floor = (value: number) => ({ what: 'an empty Node server', value })
  const answer = { unit: 'ms', note } as const
  return [
    { ...answer, what: '202 answered, p50', value: toAnswer.p50, aim: { atMost: 15 }, floor: floor(empty.p50) },
    { ...answer, what: '202 answered, p99', value: toAnswer.p99, aim: { atMost: 100 }, floor: floor(empty.p99) },
    { ...answer, what: '202 answered, longest', value: toAnswer.max },
    { ...answer, what: 'from 202 to the rep’s mail, p50', value: toRep.p50, aim: { atMost: 300 } },
    { ...answer, what: 'from 202 to the rep’s mail, p99', value: toRep.p99, aim: { atMost: 2_000 } },
    { ...answer, what: 'from 202 to the rep’s mail, longest', value: toRep.max },
  ]
}
