import type { Benchmark, Figure } from './context.ts'
import { type EngineCalls, measureEngineCalls } from './floors/engine-calls.ts'
import { connect } from './load/client.ts'
import { watchMails } from './load/mail-watch.ts'
import { createPeople } from './load/people.ts'
import { distributionOf } from './measure/distribution.ts'
import type { Work } from './stack/protocol.ts'
import { type MeasuredStack, withStack } from './stack/stack.ts'

/**
 * Where the time of one hot lead goes when nobody else is there: leads come one at a time, each when all is quiet.
 * Each stage's time stands beside what its writes alone take.
 * @param context see there
 */
export const stages: Benchmark = async (context) =>
  await withStack(async (stack) => {
    const count = context.quick ? 20 : 150
    context.progress(`${count} hot leads, one at a time`)
    await travel(stack, count, 61)
    const before = await stack.work()
    const reached = await context.profiled(stack, () => travel(stack, count, 62))
    const after = await stack.work()
    const calls = await measureEngineCalls(stack, count)
    const { p50, p99 } = distributionOf(reached)
    return [
      { what: 'one lead alone, from 202 to the rep’s mail, p50', value: p50, unit: 'ms', note: `${count} leads` },
      { what: 'one lead alone, from 202 to the rep’s mail, p99', value: p99, unit: 'ms', note: `${count} leads` },
      ...stageFigures(before, after, calls),
    ]
  })

async function travel(stack: MeasuredStack, count: number, seed: number): Promise<readonly number[]> {
  const client = connect(stack.baseUrl)
  const mails = watchMails(stack)
  const people = createPeople(seed)
  const reached: number[] = []
  for (let sent = 0; sent < count; sent += 1) {
    const lead = people.business()
    const { at } = await client.post('demo-request', lead)
    reached.push((await mails.repMail(lead.email)) - at)
    await stack.quiet()
  }
  mails.stop()
  client.close()
  return reached
}

function stageFigures(before: Work, after: Work, { put, transaction }: EngineCalls): readonly Figure[] {
  const floors: Readonly<Record<string, Figure['floor']>> = {
    'baton-capture': { what: 'a bare conditional PutItem', value: put },
    'baton-qualify': { what: 'a bare TransactWriteItems of 6', value: transaction },
  }
  return Object.entries(after.functions).flatMap(([name, { invocations, totalMilliseconds }]) => {
    const earlier = before.functions[name]
    const count = invocations - (earlier?.invocations ?? 0)
    // Others only tick.
    if (count < 20 || name === 'baton-tick') return []
    const value = (totalMilliseconds - (earlier?.totalMilliseconds ?? 0)) / count
    const floor = floors[name]
    const figure: Figure = { what: `one lead alone, ${name}, mean per invocation`, value, unit: 'ms' }
    return [floor === undefined ? figure : { ...figure, floor }]
  })
}
