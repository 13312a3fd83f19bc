import { setTimeout as pause } from 'node:timers/promises'
import type { AsynchronousInvoker } from './events/asynchronous-invoker.ts'
import type { QueueSource } from './events/queue-source.ts'
import type { StreamSource } from './events/stream-source.ts'
import type { Api } from './http/api.ts'
import type { LambdaFunction } from './lambda/lambda-function.ts'

/** All that can be at work. */
export interface Workings {
  readonly api: Api | undefined
  readonly functions: readonly LambdaFunction[]
  readonly asynchronous: readonly AsynchronousInvoker[]
  readonly queues: readonly QueueSource[]
  readonly streams: readonly StreamSource[]
}

/**
 * Names what is at work.
 * @param workings all that can be
 * @returns nothing when all is idle
 */
export function busyParts({ api, functions, asynchronous, queues, streams }: Workings): readonly string[] {
  return [
    ...(api !== undefined && api.busy > 0 ? ['requests'] : []),
    ...functions.filter(({ busy }) => busy > 0).map(({ model }) => `function ${model.name}`),
    ...(asynchronous.some(({ busy }) => busy) ? ['a schedule'] : []),
    ...queues.filter(({ busy }) => busy).map(({ queue }) => `queue ${queue.model.name}`),
    ...(streams.some(({ busy }) => busy) ? ['the stream'] : []),
  ]
}

/**
 * Waits until nothing is in work: no request, queues empty, the stream read to its end. Failed messages that
 * wait for their visibility timeout are not waited for.
 * @param workings all that can be at work
 * @param limit how long to wait, in milliseconds
 * @throws when it takes longer, naming what is still at work
 */
export async function waitUntilQuiet(workings: Workings, limit: number): Promise<void> {
  const signal = AbortSignal.timeout(limit)
  for (;;) {
    await waitWhileBusy(workings, signal)
    const before = countInvocations(workings)
    await Promise.all(workings.streams.map((stream) => stream.catchUp(signal)))
    if (busyParts(workings).length === 0 && countInvocations(workings) === before) return
  }
}

async function waitWhileBusy(workings: Workings, signal: AbortSignal): Promise<void> {
  for (let busy = busyParts(workings); busy.length > 0; busy = busyParts(workings)) {
    if (signal.aborted) throw new Error(`Not quiet: ${busy.join(', ')} still at work`)
    await pause(3)
  }
}

function countInvocations({ functions }: Workings): number {
  return functions.reduce((sum, one) => sum + one.statistics().invocations, 0)
}

/**
 * Says whether no function runs and no queue with a consumer holds a message, not even one that waits.
 * @param workings all that can be at work
 */
export function isEmpty({ functions, queues }: Workings): boolean {
  if (functions.some(({ busy }) => busy > 0)) return false
  return queues.every(({ queue, busy }) => !busy && queue.depth().invisible === 0)
}

/**
 * Lets what runs come to its end before a stop.
 * @param workings all that can be at work
 * @param limit how long to wait, in milliseconds
 */
export async function settle({ functions }: Workings, limit: number): Promise<void> {
  const deadline = performance.now() + limit
  while (functions.some(({ busy }) => busy > 0) && performance.now() < deadline) await pause(5)
}
