import type * as z from 'zod'
import { type Problem, problem } from '../../shared/contracts/problem.ts'
import { type Connection, NoStack, noStack } from './connection.ts'
import { CommandFailed } from './failure.ts'
import type { Surroundings } from './surroundings.ts'

/** One call of the API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path and query, such as `/v1/tasks`. */
  readonly path: string
  readonly body?: unknown
  readonly accept?: string
  readonly headers?: Readonly<Record<string, string>>
  /** True when a second try can't do it twice although it is a POST. */
  readonly idempotent?: boolean
  /** Milliseconds to go on trying while the stack is away; without it, a stack that is away is an error at once. */
  readonly patience?: number
}

/** What came back: text as it was, whatever the status. */
export interface Answer {
  readonly status: number
  readonly text: string
}

/** A stack, ready to be called. */
export interface Api {
  readonly connection: Connection
  /** Calls and gives the answer back, whatever its status; tries again while the stack is busy. */
  call(call: Call): Promise<Answer>
  /** Calls, and reads a 2xx answer by a schema. Throws CommandFailed with the problem's own words otherwise. */
  read<Schema extends z.ZodType>(schema: Schema, call: Call): Promise<z.output<Schema>>
  /** Calls, and gives a 2xx answer's text. Throws CommandFailed otherwise. */
  text(call: Call): Promise<string>
}

/** How long an ordinary command goes on trying a busy stack, in milliseconds. */
const ordinaryPatience = 10_000
/** How long one request may take, in milliseconds; API Gateway gives up after 30 s. */
const requestTimeout = 60_000
/** First and longest wait before another try, in milliseconds. */
const backOff = { first: 200, longest: 15_000 }
/** Turned away before anything was done: the same call may succeed a moment later. */
const turnedAway = new Set([429, 503])
/** Nobody knows what was done: tried again only when that does no harm. */
const inDoubt = new Set([500, 502, 504])

/**
 * Makes a client of a stack's API.
 * @param connection where it is
 * @param surroundings its fetch, clock and waiting are used
 */
export function connect(connection: Connection, surroundings: Surroundings): Api {
  const call = (one: Call) => persistently(one, connection, surroundings)
  const text = async (one: Call) => {
    const answer = await call(one)
    if (answer.status >= 200 && answer.status < 300) return answer.text
    throw new CommandFailed(refusal(answer))
  }
  return {
    connection,
    call,
    text,
    read: async (schema, one) => {
      const read = schema.safeParse(JSON.parse(await text(one)))
      if (read.success) return read.data
      throw new CommandFailed(
        `${one.method} ${one.path} gave an answer this version of the command line does not understand`,
      )
    },
  }
}

async function persistently(one: Call, connection: Connection, surroundings: Surroundings): Promise<Answer> {
  const until = surroundings.now() + (one.patience ?? ordinaryPatience)
  for (let attempt = 0; ; attempt += 1) {
    const tried = await once(one, connection, surroundings)
    surroundings.interrupted.throwIfAborted()
    if (tried.kind === 'answer' && !mayTryAgain(one, tried.answer.status)) return tried.answer
    const wait = Math.max(tried.retryAfter, pause(attempt))
    const over = surroundings.now() + wait > until
    if (attempt === 0 && wasClosedIdle(tried) && mayRepeat(one)) continue
    if (tried.kind === 'answer' && over) return tried.answer
    if (tried.kind === 'unreachable' && (over || one.patience === undefined)) {
      throw new NoStack(`${noStack} (${connection.baseUrl} does not answer: ${tried.reason})`)
    }
    await surroundings.wait(wait)
  }
}

function mayTryAgain(one: Call, status: number): boolean {
  return turnedAway.has(status) || (inDoubt.has(status) && mayRepeat(one))
}

/** Whether a second try can't do it twice. */
function mayRepeat(one: Call): boolean {
  return one.method !== 'POST' || one.idempotent === true
}

/** The stack closed a connection that stood idle just when it was to be used again: it is there all the same. */
function wasClosedIdle(tried: Tried): boolean {
  return tried.kind === 'unreachable' && tried.reason === 'UND_ERR_SOCKET'
}

/** Waits double from one try to the next; half of each is random, so that parallel callers spread. */
function pause(attempt: number): number {
  const whole = Math.min(backOff.first * 2 ** attempt, backOff.longest)
  return whole / 2 + (Math.random() * whole) / 2
}

type Tried =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly retryAfter: number }
  | { readonly kind: 'unreachable'; readonly reason: string; readonly retryAfter: 0 }

async function once(one: Call, connection: Connection, surroundings: Surroundings): Promise<Tried> {
  const limit = timeLimit(surroundings.interrupted)
  try {
    const response = await surroundings.fetch(connection.baseUrl + one.path, {
      method: one.method,
      headers: {
        authorization: `Bearer ${connection.token}`,
        accept: one.accept ?? 'application/json',
        ...(one.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...one.headers,
      },
      ...(one.body === undefined ? {} : { body: JSON.stringify(one.body) }),
      signal: limit.signal,
    })
    const retryAfter = secondsOf(response.headers.get('retry-after')) * 1_000
    return { kind: 'answer', answer: { status: response.status, text: await response.text() }, retryAfter }
  } catch (error) {
    return { kind: 'unreachable', reason: reasonOf(error), retryAfter: 0 }
  } finally {
    limit.lift()
  }
}

/**
 * Aborts when time is up or the person presses Ctrl-C. Not AbortSignal.timeout: its timers live on for a minute after
 * the answer, and a fast import would pile them up.
 */
function timeLimit(interrupted: AbortSignal): { readonly signal: AbortSignal; readonly lift: () => void } {
  const controller = new AbortController()
  const interrupt = () => controller.abort(interrupted.reason)
  const timer = setTimeout(
    () => controller.abort(new Error(`no answer within ${requestTimeout / 1_000} s`)),
    requestTimeout,
  )
  interrupted.addEventListener('abort', interrupt)
  if (interrupted.aborted) interrupt()
  return {
    signal: controller.signal,
    lift: () => {
      clearTimeout(timer)
      interrupted.removeEventListener('abort', interrupt)
    },
  }
}

/** Seconds of a Retry-After header; its other form, a date, is not used by the services Baton runs on. */
function secondsOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? 0)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 120) : 0
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason'
  const { cause } = error
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return error.message
}

/** Puts a refused call into one line, and each wrong field into one more. */
export function refusal(answer: Answer): string {
  const read = readProblem(answer.text)
  if (read === undefined) return `The stack answered ${answer.status}`
  const fields = (read.errors ?? []).map(
    (error) => `\n  ${error.path === '' ? '(all of it)' : error.path}: ${error.message}`,
  )
  return `${read.status} ${read.title}${read.detail === '' ? '' : `: ${read.detail}`}${fields.join('')}`
}

/**
 * Reads an answer as problem+json, when it is one.
 * @param text the answer's body
 */
export function readProblem(text: string): Problem | undefined {
  try {
    const read = problem.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
