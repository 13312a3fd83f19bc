import type { Benchmark, Figure } from './context.ts'
import { connect } from './load/client.ts'
import { createPeople, type People, type WebLead } from './load/people.ts'
import type { Work } from './stack/protocol.ts'
import { type MeasuredStack, withStack } from './stack/stack.ts'

/**
 * How many messages, requests to SQS and invocations one lead causes, leads coming one at a time so that nothing
 * shares a batch: the most it can be. SQS is asked three times for a batch: to send, to receive and to delete.
 * @param context see there
 */
export const messages: Benchmark = async (context) => {
  const count = context.quick ? 5 : 20
  return await withStack(async (stack) => {
    context.progress(`${count} leads of each kind, one at a time`)
    const hot = await countWork(stack, count, 'demo-request', (people) => people.business())
    const notHot = await countWork(stack, count, 'newsletter', (people) => people.reader())
    return [...figures('a hot lead', hot, count), ...figures('a lead that is not hot', notHot, count)]
  })
}

async function countWork(
  stack: MeasuredStack,
  count: number,
  form: 'demo-request' | 'newsletter',
  who: (people: People) => WebLead,
): Promise<{ readonly before: Work; readonly after: Work }> {
  const client = connect(stack.baseUrl)
  const people = createPeople(41)
  await client.post(form, who(people))
  await stack.quiet()
  const before = await stack.work()
  for (let sent = 0; sent < count; sent += 1) {
    await client.post(form, who(people))
    await stack.quiet()
  }
  client.close()
  return { before, after: await stack.work() }
}

function figures(
  whose: string,
  { before, after }: { readonly before: Work; readonly after: Work },
  count: number,
): readonly Figure[] {
  const arrived = grown(before.queues, after.queues, ({ arrived: number }) => number)
  const invoked = grown(before.functions, after.functions, ({ invocations }) => invocations).filter(
    // The tick comes every minute, whatever leads do.
    ({ name }) => name !== 'baton-tick',
  )
  const sends = grown(before.queueRequests, after.queueRequests, (number) => number)
  const each = (unit: Figure['unit'], what: string, number: number): Figure => ({ what, unit, value: number / count })
  return [
    ...arrived.map(({ name, number }) => each('messages', `${whose}: messages on ${name}`, number)),
    ...sends.map(({ name, number }) => each('requests', `${whose}: ${name} to SQS`, number)),
    ...invoked.map(({ name, number }) => each('invocations', `${whose}: invocations of ${name}`, number)),
    each('invocations', `${whose}: invocations in all`, sum(invoked)),
  ]
}

interface Grown {
  readonly name: string
  readonly number: number
}

function grown<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  read: (value: T) => number,
): readonly Grown[] {
  return Object.entries(after)
    .map(([name, value]) => ({ name, number: read(value) - (before[name] === undefined ? 0 : read(before[name])) }))
    .filter(({ number }) => number > 0)
}

function sum(all: readonly Grown[]): number {
  return all.reduce((total, { number }) => total + number, 0)
}
