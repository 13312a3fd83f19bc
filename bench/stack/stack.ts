import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Meter, watchProcesses } from '../measure/processes.ts'
import { type MailMessage, type Message, message, type Request, type Work } from './protocol.ts'

/** A stack under measurement, in a process of its own. */
export interface MeasuredStack {
  readonly baseUrl: string
  /** Origin of the DynamoDB engine. */
  readonly dynamodb: string
  readonly tableName: string
  readonly adminToken: string
  /** Memory and processor time of the runtime and the engine. */
  readonly meter: Meter
  /** Calls back for each mail that was accepted; gives a function that ends it. */
  onMail(listener: (mail: MailMessage) => void): () => void
  work(): Promise<Work>
  /** Waits until nothing is in work. */
  quiet(): Promise<void>
  startProfile(): Promise<void>
  stopProfile(): Promise<void>
}

/** What `npm start` gives Node to keep the runtime small: the same as in local/main.ts, so that the figures are its. */
const nodeSettings = [
  '--max-semi-space-size=2',
  '--heap-growing-percent=10',
  '--import',
  join(import.meta.dirname, '..', '..', 'local', 'compile-cache.mjs'),
] as const
const environment = { MALLOC_ARENA_MAX: '1' } as const

type Answer = Extract<Message, { readonly kind: 'answer' }>

const program = new URL('./process.ts', import.meta.url)
const profiles = join(import.meta.dirname, '..', 'results', 'profiles')

/**
 * Starts a fresh stack with the demo workspace, lets something use it, and stops it.
 * @param use what to do with it
 * @returns what `use` returned
 * @throws what starting or `use` threw; the stack is stopped all the same
 */
export async function withStack<T>(use: (stack: MeasuredStack) => Promise<T>): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  const child = fork(program, [data, profiles], {
    execArgv: [...nodeSettings],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit')
  try {
    return await useChild(child, use)
  } finally {
    if (child.connected) child.disconnect()
    await gone
    rmSync(data, { recursive: true, force: true })
  }
}

async function useChild<T>(child: ChildProcess, use: (stack: MeasuredStack) => Promise<T>): Promise<T> {
  const messages = new EventEmitter<{ [Kind in Message['kind']]: [Extract<Message, { readonly kind: Kind }>] }>()
  child.on('message', (raw) => relay(messages, message.parse(raw)))
  child.once('exit', (code) => messages.emit('failed', { kind: 'failed', why: `it ended with code ${code}` }))
  const failed = once(messages, 'failed').then(([{ why }]) => Promise.reject(new Error(`The stack failed: ${why}`)))
  failed.catch(() => undefined)
  const [ready] = await Promise.race([once(messages, 'ready'), failed])
  const meter = watchProcesses({ runtime: child.pid ?? 0, engine: ready.enginePid })
  const answers = new Map<number, (answer: Answer) => void>()
  messages.on('answer', (answer) => answers.get(answer.id)?.(answer))
  let asked = 0
  const ask = async (question: Request['ask']) => {
    const id = ++asked
    const answered = Promise.withResolvers<Answer>()
    answers.set(id, answered.resolve)
    child.send({ id, ask: question })
    const answer = await Promise.race([answered.promise, failed])
    answers.delete(id)
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer
  }
  const work = async (): Promise<Work> => {
    const answer = await ask('statistics')
    if (answer.work === undefined) throw new Error('The stack did not say what it has done')
    return answer.work
  }
  const { baseUrl, dynamodb, tableName, adminToken } = ready
  const result = await use({
    baseUrl,
    dynamodb,
    tableName,
    adminToken,
    meter,
    work,
    onMail: (listener) => {
      messages.on('mail', listener)
      return () => void messages.off('mail', listener)
    },
    quiet: async () => void (await ask('quiet')),
    startProfile: async () => void (await ask('startProfile')),
    stopProfile: async () => void (await ask('stopProfile')),
  }).finally(() => meter.stop())
  await ask('stop')
  return result
}

function relay(
  messages: EventEmitter<{ [Kind in Message['kind']]: [Extract<Message, { readonly kind: Kind }>] }>,
  received: Message,
): void {
  switch (received.kind) {
    case 'ready':
      return void messages.emit('ready', received)
    case 'failed':
      return void messages.emit('failed', received)
    case 'mail':
      return void messages.emit('mail', received)
    case 'answer':
      return void messages.emit('answer', received)
  }
}
