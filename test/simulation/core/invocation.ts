import type { Duration } from '../../../shared/domain/time.ts'
import type { Faults } from './faults.ts'
import type { Random } from './random.ts'
import type { Scheduler } from './scheduler.ts'
import type { Trace } from './trace.ts'

/** What running code needs of the world. */
export interface Stage {
  readonly random: Random
  readonly scheduler: Scheduler
  readonly faults: Faults
  readonly trace: Trace
}

/** One call of a port. */
export interface Call<T> {
  readonly label: string
  /** Does it, at once. */
  apply(): Promise<T>
  /** An error instead of doing it, when something goes wrong before. */
  refuse?(): Error | undefined
  /** An answer instead of doing it. */
  divert?(): T | undefined
  /** An error although it was done, when the answer gets lost. */
  lose?(): Error | undefined
}

/** A function at work. Each call of a port waits for its turn, so any two invocations may meet at every await. */
export interface Invocation {
  readonly name: string
  call<T>(call: Call<T>): Promise<T>
}

/** How an invocation ended. `died`: it stopped in the middle, and nobody gets an answer. */
export type Ending<T> =
  | { readonly kind: 'returned'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'died' }

/** How long a call takes: from one millisecond to some, or many seconds when it is slow. */
function latency({ random, faults }: Stage): Duration {
  return faults.strikes('slowCall') ? random.between(200, 25_000) : random.between(1, 12)
}

/**
 * Runs code as one invocation of a function.
 * @param stage the world
 * @param name shown in the trace
 * @param timeout after which the function is stopped, in milliseconds
 * @param work the code, which reaches the world only through the invocation's calls
 */
export function invoke<T>(
  stage: Stage,
  name: string,
  timeout: Duration,
  work: (invocation: Invocation) => Promise<T>,
): Promise<Ending<T>> {
  return new Promise((resolve) => {
    let alive = true
    const end = (ending: Ending<T>): void => {
      if (!alive) return
      alive = false
      stage.trace.add(`${name} ${ending.kind === 'threw' ? `threw ${String(ending.error)}` : ending.kind}`)
      resolve(ending)
    }
    const invocation: Invocation = {
      name,
      call: (call) => turn(stage, invocation, call, { isAlive: () => alive, die: () => end({ kind: 'died' }) }),
    }
    stage.trace.add(`${name} starts`)
    stage.scheduler.after(timeout, () => end({ kind: 'died' }))
    work(invocation).then(
      (value) => end({ kind: 'returned', value }),
      (error: unknown) => end({ kind: 'threw', error }),
    )
  })
}

interface Life {
  isAlive(): boolean
  die(): void
}

type Answer<T> = { readonly value: T } | { readonly error: unknown }

/** Has a call wait for its turn, and lets it happen or not. */
function turn<T>(stage: Stage, { name }: Invocation, call: Call<T>, life: Life): Promise<T> {
  const { scheduler, faults, random, trace } = stage
  return new Promise((resolve, reject) => {
    const happen = async (): Promise<void> => {
      // What a dead process has sent off may still arrive.
      if (!life.isAlive() && random.chance(0.5)) return
      if (life.isAlive() && faults.strikes('crash')) {
        const arrives = random.chance(0.5)
        trace.add(`${name} ${call.label}${arrives ? ': takes effect, then' : ''}`)
        if (arrives) await call.apply()
        life.die()
        return
      }
      const answer = await answerTo(call)
      trace.add(`${name} ${call.label}${shown(answer)}`)
      if (!life.isAlive()) return
      if ('error' in answer) reject(answer.error)
      else resolve(answer.value)
    }
    scheduler.after(latency(stage), happen)
  })
}

async function answerTo<T>(call: Call<T>): Promise<Answer<T>> {
  const refusal = call.refuse?.()
  if (refusal !== undefined) return { error: refusal }
  const diverted = call.divert?.()
  if (diverted !== undefined) return { value: diverted }
  try {
    const value = await call.apply()
    const loss = call.lose?.()
    return loss === undefined ? { value } : { error: loss }
  } catch (error) {
    return { error }
  }
}

function shown(answer: Answer<unknown>): string {
  if ('error' in answer) return `: ${answer.error instanceof Error ? answer.error.message : String(answer.error)}`
  const { value } = answer
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined
  return kind === undefined || kind === 'committed' ? '' : `: ${String(kind)}`
}
