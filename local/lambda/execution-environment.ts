import { Worker } from 'node:worker_threads'
import type { InvocationError, InvokeMessage, WorkerMessage, WorkerSettings } from './protocol.ts'
import { workerScript } from './worker-script.ts'

/** How one invocation ended. */
export type InvocationResult =
  | { readonly kind: 'succeeded'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: InvocationError }
  /** The function's time was up; it was ended. */
  | { readonly kind: 'timedOut' }
  /** The worker died. */
  | { readonly kind: 'crashed'; readonly error: InvocationError }

/** What an execution environment is made of. */
export interface EnvironmentSettings extends WorkerSettings {
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  readonly memoryMegabytes: number
}

/** Keeps each worker's short-lived memory small: they are many, and each handles one event at a time. */
const youngGenerationMegabytes = 2

/** A worker thread that holds one function's bundle and handles one event at a time, as Lambda does. */
export class ExecutionEnvironment {
  readonly #worker: Worker
  readonly #initialised: Promise<WorkerMessage>
  #settle: ((result: InvocationResult) => void) | undefined
  #lastError: InvocationError = { errorType: 'Runtime.ExitError', errorMessage: 'The worker exited', trace: '' }
  #dead = false

  /** @param settings what it is made of */
  constructor(settings: EnvironmentSettings) {
    const { bundle, exportName, clock, log, compileCache } = settings
    const workerData: WorkerSettings = { bundle, exportName, clock, log, compileCache }
    this.#worker = new Worker(workerScript(compileCache), {
      name: settings.name,
      workerData,
      env: { ...settings.variables },
      execArgv: [],
      resourceLimits: {
        maxYoungGenerationSizeMb: youngGenerationMegabytes,
        maxOldGenerationSizeMb: settings.memoryMegabytes,
      },
    })
    this.#initialised = this.#listen()
  }

  /** Whether the worker is gone. */
  get dead(): boolean {
    return this.#dead
  }

  /** @returns how long loading the bundle took, in milliseconds; undefined when it failed */
  async initialised(): Promise<number | undefined> {
    const message = await this.#initialised
    return message.kind === 'ready' ? message.initMilliseconds : undefined
  }

  /**
   * Handles one event. Only when the one before has ended.
   * @param message the event and its context; the deadline is set here
   * @param timeout milliseconds after which it is ended
   */
  async invoke(message: Omit<InvokeMessage, 'deadline'>, timeout: number): Promise<InvocationResult> {
    const init = await this.#initialised
    if (init.kind !== 'ready') {
      await this.end()
      return { kind: 'crashed', error: init.kind === 'initFailed' ? init.error : this.#lastError }
    }
    if (this.#dead) return { kind: 'crashed', error: this.#lastError }
    const result = new Promise<InvocationResult>((settle) => {
      this.#settle = settle
    })
    const timer = setTimeout(() => void this.#timeOut(), timeout)
    this.#worker.postMessage({ ...message, deadline: Date.now() + timeout })
    const ended = await result
    clearTimeout(timer)
    return ended
  }

  /** Ends the worker, whatever it does. */
  async end(): Promise<void> {
    this.#dead = true
    await this.#worker.terminate()
  }

  async #timeOut(): Promise<void> {
    const settle = this.#settle
    this.#settle = undefined
    await this.end()
    settle?.({ kind: 'timedOut' })
  }

  #listen(): Promise<WorkerMessage> {
    return new Promise((initialised) => {
      this.#worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'ready' || message.kind === 'initFailed') initialised(message)
        else this.#finish(resultOf(message))
      })
      this.#worker.on('error', (error) => {
        const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error))
        this.#lastError = { errorType: name, errorMessage: message, trace: stack }
      })
      this.#worker.on('exit', () => {
        this.#dead = true
        initialised({ kind: 'initFailed', error: this.#lastError })
        this.#finish({ kind: 'crashed', error: this.#lastError })
      })
    })
  }

  #finish(result: InvocationResult): void {
    const settle = this.#settle
    this.#settle = undefined
    settle?.(result)
  }
}

function resultOf(message: Extract<WorkerMessage, { kind: 'succeeded' | 'failed' }>): InvocationResult {
  if (message.kind === 'failed') return message
  return { kind: 'succeeded', value: message.json === undefined ? null : JSON.parse(message.json) }
}
