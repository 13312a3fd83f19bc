import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loopbackVariable } from '../shared/lambda/poster.ts'
import { Cleanup } from './cleanup.ts'
import { VirtualClock } from './clock/clock.ts'
import { type Credentials, readCredentials, writeCredentials } from './credentials.ts'
import { DataDirectory } from './data-directory.ts'
import { type Engine, findEngine, type InstalledEngine, startEngine } from './engines/engine.ts'
import { type MailService, startMail } from './engines/mail.ts'
import { type QueueService, serveQueues } from './engines/queues.ts'
import { ensureTable } from './engines/tables.ts'
import { StartFailure } from './failure.ts'
import { closeServer, loopback, type OpenServer, openServer } from './http/open-server.ts'
import { commonVariables, makeFunctions } from './lambda/functions.ts'
import type { StartOptions } from './options.ts'
import { runStack } from './run-stack.ts'
import type { RunningStack } from './running-stack.ts'
import { signInListener } from './sign-in/server.ts'
import { readTemplate } from './template/document.ts'
import { readModel, type StackModel } from './template/model.ts'
import { type Endpoints, region } from './template/names.ts'

/** Compiled code of the bundles, shared by all stacks of this checkout. */
const compileCache = join(import.meta.dirname, '..', 'dist', 'compile-cache')

/**
 * Starts the stack that a synthesized template describes: the same bundles, on this machine.
 * @param options what to start and where
 * @returns the running stack; `stop()` ends it
 * @throws StartFailure with one clear line when it can't be started; nothing is left running then
 */
export async function start(options: StartOptions): Promise<RunningStack> {
  const cleanup = new Cleanup()
  try {
    return await startSteps(options, cleanup)
  } catch (error) {
    await cleanup.run()
    throw error
  }
}

async function startSteps(options: StartOptions, cleanup: Cleanup): Promise<RunningStack> {
  const report = options.report ?? (() => undefined)
  const data = await claimData(options, cleanup)
  const installed = findEngine(options.engine)
  const clock = new VirtualClock(data.file('clock.json'))
  const { apiServer, queueServer, signInServer, mail } = await openServices(options, data, clock, cleanup)
  const path = typeof options.template === 'string' ? options.template : await options.template()
  await fillTable(options, { path, data, installed, clock, report })
  const engine = await startEngine(installed, data)
  cleanup.add(engine.stop)
  const endpoints: Endpoints = {
    api: origin(apiServer.port),
    dynamodb: origin(engine.port),
    queues: origin(queueServer.port),
    mail: origin(mail.port),
    signIn: origin(signInServer.port),
  }
  const model = readModel(readTemplate(path), path, endpoints)
  const streams = await makeTables(model, engine)
  report(`${model.tables.length} table on the ${engine.kind} engine, ${model.queues.length} queues`)
  serveSignIn(signInServer, model, { endpoints, data, now: clock.now })
  const credentials = await prepare(options, { data, model, endpoints, report })
  const queues = serveQueues(queueServer, model.queues)
  const host = {
    clock: clock.shared,
    compileCache,
    logs: data.file('logs'),
    variables: { ...commonVariables(endpoints), ...trialVariables(options) },
  }
  const functions = makeFunctions(model, host)
  report(
    `${functions.size} functions, ${model.api?.routes.length ?? 0} routes; mail viewer ${endpoints.mail}, sign-in ${endpoints.signIn}`,
  )
  const parts = { options, cleanup, data, clock, endpoints, engine, mail, model, streams, queues, functions }
  return await runStack({ ...parts, apiServer, credentials })
}

/** Before the engine runs, its table may be filled: nothing reads the stream of what is written then. */
async function fillTable(
  { fill, signal }: StartOptions,
  about: {
    path: string
    data: DataDirectory
    installed: InstalledEngine
    clock: VirtualClock
    report: (line: string) => void
  },
): Promise<void> {
  if (fill === undefined) return
  const { path, data, installed, clock, report } = about
  const nowhere = { api: '', dynamodb: '', queues: '', mail: '', signIn: '' }
  const [table] = readModel(readTemplate(path), path, nowhere).tables
  if (table !== undefined) await fill({ data, engine: installed, table, now: clock.now(), report, signal })
}

/** What lets channels reach this machine; see `posterFor`. */
function trialVariables({ loopbackChannels }: StartOptions): Readonly<Record<string, string>> {
  if (loopbackChannels === undefined) return {}
  const certificates = resolve(loopbackChannels)
  if (!existsSync(certificates)) throw new StartFailure(`LOOPBACK_CHANNELS: there is no file ${loopbackChannels}`)
  return { [loopbackVariable]: certificates }
}

/** Where the template has a client of a user pool, people sign in to that here. */
function serveSignIn(
  opened: OpenServer,
  { signIn }: StackModel,
  { endpoints, data, now }: { endpoints: Endpoints; data: DataDirectory; now: () => number },
): void {
  if (signIn === undefined) return
  const { port } = new URL(endpoints.api)
  const listener = signInListener({
    issuer: endpoints.signIn,
    clientId: signIn.name,
    consoleOrigins: [endpoints.api, `http://localhost:${port}`],
    lifetimes: { idToken: signIn.IdTokenValidity * 60, refreshToken: signIn.RefreshTokenValidity * 60 },
    secretsFile: data.file('sign-in.json'),
    now,
  })
  opened.serve(listener)
}

/** Everything that {@link start} has made, ready to be connected. */
export interface PreparedStack {
  readonly options: StartOptions
  readonly cleanup: Cleanup
  readonly data: DataDirectory
  readonly clock: VirtualClock
  readonly endpoints: Endpoints
  readonly engine: Engine
  readonly mail: MailService
  readonly model: StackModel
  /** ARNs of the tables' streams, as the engine names them, by table name. */
  readonly streams: ReadonlyMap<string, string>
  readonly queues: QueueService
  readonly functions: ReturnType<typeof makeFunctions>
  readonly apiServer: Awaited<ReturnType<typeof openServer>>
  readonly credentials: Credentials | undefined
}

async function claimData(options: StartOptions, cleanup: Cleanup): Promise<DataDirectory> {
  const data = await DataDirectory.claim(options.dataDirectory)
  cleanup.add(() => data.release())
  if (options.fresh) data.clear()
  return data
}

async function openServices(options: StartOptions, data: DataDirectory, clock: VirtualClock, cleanup: Cleanup) {
  const apiServer = await openServer(options.port ?? 0, 'the API (PORT)')
  cleanup.add(() => closeServer(apiServer.server))
  const queueServer = await openServer(0, 'the queues')
  cleanup.add(() => closeServer(queueServer.server))
  const signInServer = await openSignIn(options.signInPort)
  cleanup.add(() => closeServer(signInServer.server))
  const mail = await startMail({ port: options.mailPort ?? 0, journal: data.file('mails.jsonl'), now: clock.now })
  cleanup.add(async () => {
    await closeServer(mail.server)
    mail.close()
  })
  return { apiServer, queueServer, signInServer, mail }
}

async function openSignIn(port: StartOptions['signInPort'] = 0): Promise<OpenServer> {
  const what = 'sign-in (AUTH_PORT)'
  if (typeof port === 'number') return openServer(port, what)
  return (await openServer(port.preferred, what).catch(onlyTaken)) ?? openServer(0, what)
}

function onlyTaken(error: unknown): undefined {
  if (!(error instanceof StartFailure)) throw error
}

async function makeTables(model: StackModel, engine: Engine): Promise<ReadonlyMap<string, string>> {
  const streams = new Map<string, string>()
  for (const table of model.tables) {
    const streamArn = await ensureTable(engine.client, table)
    if (streamArn !== undefined) streams.set(table.name, streamArn)
  }
  return streams
}

/** What a first start does: fills the table, and tells the owner of this machine how to get in. */
async function prepare(
  { bootstrap }: StartOptions,
  about: { data: DataDirectory; model: StackModel; endpoints: Endpoints; report: (line: string) => void },
): Promise<Credentials | undefined> {
  const { data, model, endpoints, report } = about
  const earlier = readCredentials(data)
  const [table] = model.tables
  let keys = earlier
  if (earlier === undefined && bootstrap !== undefined && table !== undefined) {
    report('First start: loading the playbook and the roster')
    const made = await bootstrap({ endpoints, tableName: table.name, baseUrl: endpoints.api, region })
    keys = { ...made, baseUrl: endpoints.api, mailUrl: endpoints.mail }
  }
  if (keys === undefined) return undefined
  const { adminToken, callCenterKey } = keys
  const credentials = { baseUrl: endpoints.api, mailUrl: endpoints.mail, adminToken, callCenterKey }
  writeCredentials(data, credentials)
  return credentials
}

function origin(port: number): string {
  return `http://${loopback}:${port}`
}
