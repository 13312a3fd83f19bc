// Runs in a worker thread as one execution environment of one function. Its types are stripped once, by the
// main thread, so it may import nothing of ours but types.
import { openSync, writeSync } from 'node:fs'
import { createRequire, enableCompileCache, flushCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { InvocationError, InvokeMessage, WorkerMessage, WorkerSettings } from './protocol.ts'

const settings: WorkerSettings = workerData
const offset = new BigInt64Array(settings.clock)
const realDate = Date
const now = () => realDate.now() + Number(Atomics.load(offset, 0))

/** The bundle is the product's own and knows only `Date`: here that tells the virtual time. */
globalThis.Date = new Proxy(realDate, {
  construct: (target, values, newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
  apply: () => new realDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
realDate.prototype.constructor = globalThis.Date

// Output goes straight to the file: by way of the main thread it would cost that thread's time.
const log = openSync(settings.log, 'a', 0o600)
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk: string | Uint8Array, encoding?: unknown, written?: unknown) => {
    writeSync(log, typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
    const done = typeof encoding === 'function' ? encoding : written
    if (typeof done === 'function') done()
    return true
  }
}

const say = (message: WorkerMessage) => parentPort?.postMessage(message)

function load(): ((event: unknown, context: object) => unknown) | undefined {
  const started = performance.now()
  try {
    enableCompileCache(settings.compileCache)
    const handler: unknown = createRequire(settings.bundle)(settings.bundle)[settings.exportName]
    if (typeof handler !== 'function') throw new Error(`${settings.exportName} is not exported as a function`)
    say({ kind: 'ready', initMilliseconds: performance.now() - started })
    flushCompileCache()
    return (event, context) => handler(event, context)
  } catch (error) {
    say({ kind: 'initFailed', error: describe(error) })
    return undefined
  }
}

function describe(error: unknown): InvocationError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: '' }
  return { errorType: error.name, errorMessage: error.message, trace: error.stack ?? '' }
}

function contextOf(message: InvokeMessage): object {
  return {
    awsRequestId: message.requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: message.functionName,
    functionVersion: '$LATEST',
    getRemainingTimeInMillis: () => Math.max(0, message.deadline - realDate.now()),
    invokedFunctionArn: message.functionArn,
    logGroupName: `/aws/lambda/${message.functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: String(message.memoryMegabytes),
  }
}

const handler = load()

parentPort?.on('message', async (message: InvokeMessage) => {
  if (handler === undefined) return
  try {
    const value = await handler(JSON.parse(message.event), contextOf(message))
    say({ kind: 'succeeded', json: JSON.stringify(value) })
  } catch (error) {
    console.error(error)
    say({ kind: 'failed', error: describe(error) })
  }
})
