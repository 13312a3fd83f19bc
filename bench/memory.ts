import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark } from './context.ts'
import { connect } from './load/client.ts'
import { createPeople } from './load/people.ts'
import { type MeasuredStack, withStack } from './stack/stack.ts'

const megabyte = 1_000_000

/** How long an idle stack is given to settle, in milliseconds: it loads its functions one after the other. */
const settling = 5_000

/**
 * How much memory the whole stack holds when nobody uses it: right after a start with all functions loaded, and
 * after 500 leads. What it holds at work, the other benchmarks tell.
 * @param context see there
 */
export const memory: Benchmark = async (context) =>
  await withStack(async (stack) => {
    context.progress('a fresh stack, left alone; then 500 leads, and left alone again')
    await stack.quiet()
    await pause(settling)
    const fresh = stack.meter.now()
    await sendAll(stack, context.quick ? 50 : 500)
    await pause(settling)
    const used = stack.meter.now()
    const whole = ({ runtime, engine }: typeof used) => (runtime.memory + engine.memory) / megabyte
    const figure = { unit: 'MB', aim: { atMost: 400 } } as const
    return [
      { ...figure, what: 'memory of the whole stack, idle after a start', value: whole(fresh) },
      { ...figure, what: 'memory of the whole stack, idle after 500 leads', value: whole(used) },
      { unit: 'MB', what: 'of it the engine', value: used.engine.memory / megabyte },
    ]
  })

async function sendAll(stack: MeasuredStack, count: number): Promise<void> {
  const client = connect(stack.baseUrl)
  const people = createPeople(31)
  for (let sent = 0; sent < count; sent += 5) {
    await Promise.all(Array.from({ length: 5 }, () => client.post('demo-request', people.business())))
  }
  await stack.quiet()
  client.close()
}
