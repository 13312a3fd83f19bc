import type { Benchmark, Figure } from './context.ts'
import { clock, connect } from './load/client.ts'
import { type MailWatch, watchMails } from './load/mail-watch.ts'
import { createPeople, type People } from './load/people.ts'
import { type Cost, costFigures, costOf } from './measure/cost.ts'
import { type MeasuredStack, withStack } from './stack/stack.ts'

/** How many leads are on their way at once, from the form to the rep's mail. */
const underWay = 40

/**
 * How many leads per second go through all stages for long: a closed loop, in which the next lead comes when the
 * rep of an earlier one has mail, until every stage is quiet. Once with hot leads only, which is the most work
 * there is, and once with one hot lead in three.
 * @param context see there
 */
export const throughput: Benchmark = async (context) => {
  const count = context.quick ? 200 : 1_500
  return await withStack(async (stack) => {
    context.progress(`${count} hot leads, ${underWay} at a time`)
    await drive(stack, 200, 11, 1)
    const hot = await measure(stack, () => context.profiled(stack, () => drive(stack, count, 12, 1)))
    context.progress(`${count} leads, one in three hot`)
    const mixed = await measure(stack, () => drive(stack, count, 13, 3))
    const note = `${count} leads, until all stages are quiet`
    return [
      { what: 'sustained through all stages, all hot', unit: 'leads/s', value: hot.rate, aim: { atLeast: 30 }, note },
      {
        what: 'sustained through all stages, one in three hot',
        unit: 'leads/s',
        value: mixed.rate,
        aim: { atLeast: 30 },
        note,
      },
      ...costFigures(hot.cost, count, 'all hot, at full speed'),
      ...costFigures(mixed.cost, count, 'one in three hot, at full speed'),
    ] satisfies readonly Figure[]
  })
}

async function measure(
  stack: MeasuredStack,
  run: () => Promise<number>,
): Promise<{ readonly rate: number; readonly cost: Cost }> {
  const { result: rate, cost } = await costOf(stack, run)
  return { rate, cost }
}

/** @returns leads per second, from the first post until nothing is in work */
async function drive(stack: MeasuredStack, count: number, seed: number, oneHotIn: number): Promise<number> {
  const client = connect(stack.baseUrl)
  const mails = watchMails(stack)
  const people = createPeople(seed)
  const began = clock()
  let sent = 0
  const visitor = async () => {
    while (sent < count) {
      sent += 1
      if (sent % oneHotIn === 0) await hot(client, mails, people)
      else await taken(client.post('newsletter', people.reader()))
    }
  }
  await Promise.all(Array.from({ length: underWay }, visitor))
  await stack.quiet()
  const took = clock() - began
  mails.stop()
  client.close()
  return (count / took) * 1_000
}

async function hot(client: ReturnType<typeof connect>, mails: MailWatch, people: People): Promise<void> {
  const lead = people.business()
  await taken(client.post('demo-request', lead))
  await mails.repMail(lead.email)
}

async function taken(answer: ReturnType<ReturnType<typeof connect>['post']>): Promise<void> {
  const { status } = await answer
  if (status !== 202) throw new Error(`A lead was answered ${status}`)
}
