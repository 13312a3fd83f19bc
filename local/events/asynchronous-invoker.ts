import { randomUUID } from 'node:crypto'
import type { LocalQueue } from '../engines/queues.ts'
import type { LambdaFunction } from '../lambda/lambda-function.ts'

/** How long Lambda waits before its first and second retry of an asynchronous invocation, in milliseconds. */
const retryWaits = [60_000, 120_000] as const

/**
 * Invokes a function as EventBridge does: nobody waits for the answer, a failure is tried again twice, and
 * then goes to the function's dead-letter queue.
 */
export class AsynchronousInvoker {
  readonly #target: LambdaFunction
  readonly #deadLetters: LocalQueue | undefined
  readonly #timers = new Set<NodeJS.Timeout>()
  #running = 0

  /**
   * @param target the function
   * @param deadLetters where events go that failed every time
   */
  constructor(target: LambdaFunction, deadLetters: LocalQueue | undefined) {
    this.#target = target
    this.#deadLetters = deadLetters
  }

  /** Whether an invocation runs; one that waits for its retry doesn't count. */
  get busy(): boolean {
    return this.#running > 0
  }

  /**
   * Hands over an event.
   * @param event the event
   */
  invoke(event: unknown): void {
    void this.attempt(event, 0)
  }

  /**
   * Hands over an event and waits for the first attempt.
   * @param event the event
   * @param earlier how many attempts failed before
   */
  async attempt(event: unknown, earlier = 0): Promise<void> {
    this.#running += 1
    const result = await this.#target.invoke(event)
    this.#running -= 1
    if (result.kind === 'succeeded') return
    const wait = retryWaits[earlier]
    if (wait === undefined) {
      const message = result.kind === 'timedOut' ? 'Task timed out' : result.error.errorType
      this.#deadLetters?.send(JSON.stringify(event), {
        RequestID: randomUUID(),
        ErrorCode: '200',
        ErrorMessage: message,
      })
      return
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      void this.attempt(event, earlier + 1)
    }, wait)
    this.#timers.add(timer)
  }

  /** Gives up all retries. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}
