import type { Cleanup } from './cleanup.ts'
import { advanceTo, type NextDue } from './clock/advance.ts'
import type { VirtualClock } from './clock/clock.ts'
import { addDuration } from './clock/duration.ts'
import type { Credentials } from './credentials.ts'
import type { AcceptedMail } from './engines/mail.ts'
import type { BusEvent, EventBus } from './events/event-bus.ts'
import type { Schedules } from './events/schedule.ts'
import type { InvocationResult } from './lambda/execution-environment.ts'
import { busyParts, type Workings, waitUntilQuiet } from './quiet.ts'
import type { StackStatistics } from './statistics.ts'
import type { Endpoints } from './template/names.ts'

/** What a running stack is made of. */
export interface StackParts {
  readonly endpoints: Endpoints
  readonly tableName: string | undefined
  readonly credentials: Credentials | undefined
  readonly pids: { readonly runtime: number; readonly engine: number }
  readonly clock: VirtualClock
  readonly bus: EventBus
  readonly schedules: Schedules
  readonly workings: Workings
  readonly nextDue: NextDue
  readonly statistics: () => StackStatistics
  readonly onMail: (listener: (mail: AcceptedMail) => void) => void
  /** Settles when the stack can't go on, with the reason. */
  readonly failed: Promise<string>
  readonly cleanup: Cleanup
}

/** How long to wait for quiet when nothing else is said, in milliseconds. */
const quietLimit = 120_000

/** A stack that runs on this machine. */
export class RunningStack {
  readonly #parts: StackParts
  #clockMoves: Promise<unknown> = Promise.resolve()
  #stopping: Promise<void> | undefined

  /** @param parts what it is made of */
  constructor(parts: StackParts) {
    this.#parts = parts
  }

  /** Origin of the API, such as `http://127.0.0.1:8080`. */
  get baseUrl(): string {
    return this.#parts.endpoints.api
  }

  /** Origin of the mail viewer. */
  get mailUrl(): string {
    return this.#parts.endpoints.mail
  }

  /** Origins of all local services. */
  get endpoints(): Endpoints {
    return this.#parts.endpoints
  }

  /** Name of the stack's (first) table. */
  get tableName(): string | undefined {
    return this.#parts.tableName
  }

  /** What `credentials.json` says; undefined for a stack without bootstrap. */
  get credentials(): Credentials | undefined {
    return this.#parts.credentials
  }

  /** Process ids, for tests that kill. */
  get pids(): StackParts['pids'] {
    return this.#parts.pids
  }

  /** Settles, with the reason, when the stack can't go on. */
  get failed(): Promise<string> {
    return this.#parts.failed
  }

  /** The stack's time. */
  now(): Date {
    return new Date(this.#parts.clock.now())
  }

  /**
   * Puts an event on the event bus.
   * @param event what happened, such as a report of SES
   */
  emitEvent(event: BusEvent): void {
    this.#parts.bus.emit(event)
  }

  /**
   * Calls back for each mail, as it is accepted.
   * @param listener is given the mail
   */
  onMail(listener: (mail: AcceptedMail) => void): void {
    this.#parts.onMail(listener)
  }

  /**
   * Invokes a function directly.
   * @param name its name, such as `baton-tick`
   * @param event what it is given
   * @throws when there is no such function
   */
  async invoke(name: string, event: unknown): Promise<InvocationResult> {
    const target = this.#parts.workings.functions.find(({ model }) => model.name === name)
    if (target === undefined) throw new Error(`There is no function ${name}`)
    return await target.invoke(event)
  }

  /** Runs every schedule once and waits for what it invokes. */
  async tick(): Promise<void> {
    await this.#parts.schedules.runAll()
  }

  /** Names what is in work; nothing when all is idle. */
  busy(): readonly string[] {
    return busyParts(this.#parts.workings)
  }

  /**
   * Waits until nothing is in work.
   * @param limit how long, in milliseconds
   * @throws when it takes longer
   */
  async quiet(limit = quietLimit): Promise<void> {
    await waitUntilQuiet(this.#parts.workings, limit)
  }

  /**
   * Moves the clock forward as if the time had passed, and waits until all that came due is done.
   * @param duration ISO 8601, such as `P3D`
   * @returns the new time; undefined when it is no duration, or not forward
   */
  async advance(duration: string): Promise<Date | undefined> {
    const move = this.#clockMoves.then(() => this.#advance(duration))
    this.#clockMoves = move.catch(() => undefined)
    return await move
  }

  /** What it has done since it was started, and what waits in its queues. */
  statistics(): StackStatistics {
    return this.#parts.statistics()
  }

  /** Stops everything; nothing is left behind. */
  async stop(): Promise<void> {
    this.#stopping ??= this.#parts.cleanup.run()
    await this.#stopping
  }

  async #advance(duration: string): Promise<Date | undefined> {
    const { clock, workings, nextDue } = this.#parts
    const target = addDuration(clock.now(), duration)
    if (target === undefined) return undefined
    await advanceTo(target, {
      now: clock.now,
      moveTo: (time) => {
        clock.moveTo(time)
        for (const source of workings.queues) source.releaseOverdue()
      },
      quiet: () => this.quiet(),
      tick: () => this.tick(),
      nextDue: async (before) => earliest([await nextDue(before), ...this.#retries(before)]),
    })
    return this.now()
  }

  /** Failed messages are due again when their visibility timeout has passed. */
  #retries(before: number): readonly number[] {
    return this.#parts.workings.queues
      .map((source) => source.nextRetry())
      .filter((time) => time !== undefined)
      .filter((time) => time <= before)
  }
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}
