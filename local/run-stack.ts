import { setTimeout as pause } from 'node:timers/promises'
import { makeClockRoute } from './clock/clock-route.ts'
import { nextDueIn } from './clock/next-due.ts'
import type { LocalQueue } from './engines/queues.ts'
import { AsynchronousInvoker } from './events/asynchronous-invoker.ts'
import { readCheckpoints } from './events/checkpoint.ts'
import { CheckpointKeeper } from './events/checkpoint-keeper.ts'
import { EventBus } from './events/event-bus.ts'
import { reportsOn } from './events/mail-reports.ts'
import { Schedules } from './events/schedule.ts'
import { connectSources, type Sources } from './events/sources.ts'
import { Api } from './http/api.ts'
import { makeConsoleRoute } from './http/console-files.ts'
import { isEmpty, settle, type Workings } from './quiet.ts'
import { RunningStack } from './running-stack.ts'
import type { PreparedStack } from './start.ts'
import { countWork } from './statistics.ts'

/** How long a stop waits for what runs, in milliseconds. */
const stopLimit = 3_000

/**
 * Connects what was prepared and lets it run: first what answers, then what drives.
 * @param prepared all parts
 */
export async function runStack(prepared: PreparedStack): Promise<RunningStack> {
  const { options, model, clock, functions, cleanup, mail } = prepared
  const queues = new Map(prepared.queues.queues.map((queue) => [queue.model.arn, queue]))
  const events = connectEvents(prepared, queues)
  const trouble = watchForTrouble(prepared)
  const sources = connectSources(model, { ...prepared, queues, now: clock.now, onTrouble: trouble.report })
  const stack: { running?: RunningStack } = {}
  const api = openApi(prepared, async (duration) => await stack.running?.advance(duration))
  const workings: Workings = {
    api,
    functions: [...functions.values()],
    asynchronous: [...events.invokers.values()],
    queues: sources.queues,
    streams: [...sources.streams.values()],
  }
  const running = new RunningStack({
    ...prepared,
    ...events,
    workings,
    tableName: model.tables[0]?.name,
    pids: { runtime: process.pid, engine: prepared.engine.pid },
    nextDue: options.nextDue ?? dueIndexOf(prepared),
    statistics: countWork(prepared),
    onMail: mail.onAccepted,
    failed: trouble.failed,
  })
  stack.running = running
  cleanup.add(() => Promise.all([...functions.values()].map((made) => made.stop())).then(() => undefined))
  await warmUp(prepared, sources)
  await drive(prepared, sources, workings)
  if (api !== undefined) prepared.apiServer.serve(api.listener)
  if (options.schedules !== 'manual') events.schedules.start()
  cleanup.add(() => events.schedules.stop())
  return running
}

/** The event bus, schedules, and the mail service's reports. */
function connectEvents(prepared: PreparedStack, queues: ReadonlyMap<string, LocalQueue>) {
  const { model, clock, functions, mail, options, cleanup } = prepared
  const invokers = new Map(
    [...functions].map(([arn, target]) => {
      const { DeadLetterConfig } = target.model
      const deadLetters = DeadLetterConfig && queues.get(DeadLetterConfig.TargetArn)
      return [arn, new AsynchronousInvoker(target, deadLetters)]
    }),
  )
  cleanup.add(() => invokers.forEach((invoker) => void invoker.stop()))
  const destinations = { queues, functions: invokers }
  const bus = new EventBus(model.rules, destinations, clock.now)
  if (options.mailReports ?? true) {
    mail.onAccepted((accepted) => {
      for (const event of reportsOn(accepted, model.mailReports)) bus.emit(event)
    })
  }
  return { bus, schedules: new Schedules(model.rules, destinations, clock.now), invokers }
}

function openApi(prepared: PreparedStack, advance: (duration: string) => Promise<Date | undefined>): Api | undefined {
  const { model, functions, clock, credentials, options } = prepared
  if (model.api === undefined) return undefined
  const clockRoute = makeClockRoute({ token: () => credentials?.adminToken, advance })
  const consoleRoute = makeConsoleRoute({ folder: options.console, signInOrigins: [prepared.endpoints.signIn] })
  return new Api({
    model: model.api,
    functions,
    now: clock.now,
    localRoutes: async (request, response) =>
      (await clockRoute(request, response)) || (await consoleRoute(request, response)),
  })
}

/** Without its engine a stack can't go on; a stream that can't be read once is read again. */
function watchForTrouble({ engine, options, cleanup }: PreparedStack) {
  let stopping = false
  cleanup.add(() => {
    stopping = true
  })
  const failed = engine.ended.then((why) =>
    stopping ? new Promise<string>(() => undefined) : `The DynamoDB engine ended: ${why}`,
  )
  const report = (error: unknown) => {
    if (!stopping) options.report?.(`The stream can’t be read: ${error instanceof Error ? error.message : error}`)
  }
  return { failed, report }
}

/** Starts what hands on changes and messages, from where the last run left it. */
async function drive({ data, cleanup }: PreparedStack, sources: Sources, workings: Workings): Promise<void> {
  const path = data.file('checkpoint.json')
  const positions = readCheckpoints(path)
  const keeper = new CheckpointKeeper(path, sources.streams, () => isEmpty(workings))
  cleanup.add(async () => {
    const stopped = [...sources.streams.values()].map((stream) => stream.stop())
    for (const queue of sources.queues) queue.stop()
    await settle(workings, stopLimit)
    await Promise.race([Promise.all(stopped), pause(stopLimit, undefined, { ref: false })])
    keeper.stop()
  })
  for (const queue of sources.queues) queue.start()
  for (const [id, stream] of sources.streams) await stream.start(positions[id])
  keeper.start()
}

/** Loads what a caller waits for: what answers requests, and what reads the stream. The rest is loaded on first use. */
async function warmUp({ functions, model }: PreparedStack, { streams }: Sources): Promise<void> {
  const answering = (model.api?.routes ?? []).map(({ functionArn }) => functions.get(functionArn))
  const reading = [...streams.values()].map(({ target }) => target)
  await Promise.all([...new Set([...answering, ...reading])].map((made) => made?.warm()))
}

function dueIndexOf({ engine, model }: PreparedStack) {
  const [table] = model.tables
  return table === undefined ? async () => undefined : nextDueIn(engine.client, table.name)
}
