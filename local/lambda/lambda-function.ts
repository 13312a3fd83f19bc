import { randomUUID } from 'node:crypto'
import type { FunctionModel } from '../template/model.ts'
import { ExecutionEnvironment, type InvocationResult } from './execution-environment.ts'
import { logLine, openLog } from './log-file.ts'

/** What a function has done since the start. */
export interface FunctionStatistics {
  readonly invocations: number
  /** Invocations that failed, timed out or crashed. */
  readonly errors: number
  readonly timeouts: number
  /** Times its bundle was loaded. */
  readonly coldStarts: number
  /** Milliseconds the last loading took. */
  readonly initMilliseconds: number
  /** Milliseconds all invocations took together, waiting not included. */
  readonly totalMilliseconds: number
}

/** What functions share. */
export interface FunctionHost {
  readonly clock: SharedArrayBuffer
  readonly compileCache: string
  readonly logs: string
  /** Variables every function has, such as the endpoints. */
  readonly variables: Readonly<Record<string, string>>
}

interface Waiting {
  readonly event: string
  /** When it came, by the process's own clock. */
  readonly since: number
  readonly started: (result: Promise<InvocationResult>) => void
}

/** How long an invocation waits before one more execution environment is made for it, in milliseconds. */
const patience = 300
/** An execution environment that had nothing to do for so long is ended, in milliseconds; Lambda does that, too. */
const idleLimit = 60_000

/**
 * A function with its execution environments. Lambda makes one for every invocation that finds none free;
 * here memory is dear, so invocations wait their turn and only a slow one ahead of them brings another.
 */
export class LambdaFunction {
  readonly model: FunctionModel
  readonly #host: FunctionHost
  readonly #maximumEnvironments: number
  readonly #log: string
  readonly #free: ExecutionEnvironment[] = []
  readonly #all = new Set<ExecutionEnvironment>()
  readonly #waiting: Waiting[] = []
  readonly #statistics = {
    invocations: 0,
    errors: 0,
    timeouts: 0,
    coldStarts: 0,
    initMilliseconds: 0,
    totalMilliseconds: 0,
  }
  #running = 0
  #stopped = false
  #idleTimer: NodeJS.Timeout | undefined

  /**
   * @param model the declaration
   * @param host what functions share
   * @param maximumEnvironments how many invocations may run at once
   */
  constructor(model: FunctionModel, host: FunctionHost, maximumEnvironments: number) {
    this.model = model
    this.#host = host
    this.#maximumEnvironments = maximumEnvironments
    this.#log = openLog(host.logs, model.name)
  }

  /** How many invocations run or wait. */
  get busy(): number {
    return this.#running + this.#waiting.length
  }

  /** What it has done so far. */
  statistics(): FunctionStatistics {
    return { ...this.#statistics }
  }

  /** Loads the bundle now, so that the first invocation needn't wait for it. */
  async warm(): Promise<void> {
    if (this.#all.size > 0 || this.#stopped) return
    const environment = this.#make()
    this.#free.push(environment)
    this.#retireWhenIdle()
    await environment.initialised()
  }

  /**
   * Handles an event, in turn.
   * @param event passed to the handler
   * @returns how it ended; never throws
   */
  async invoke(event: unknown): Promise<InvocationResult> {
    const json = JSON.stringify(event)
    const result = await new Promise<InvocationResult>((resolve) => {
      this.#waiting.push({ event: json, since: performance.now(), started: resolve })
      this.#next()
    })
    this.#count(result)
    return result
  }

  /** Ends all that runs. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#idleTimer)
    await Promise.all([...this.#all].map((environment) => environment.end()))
  }

  #next(): void {
    const [waiting] = this.#waiting
    if (waiting === undefined || this.#stopped) return
    const environment = this.#take(waiting)
    if (environment === undefined) {
      setTimeout(() => this.#next(), patience).unref()
      return
    }
    this.#waiting.shift()
    clearTimeout(this.#idleTimer)
    waiting.started(this.#run(environment, waiting.event))
  }

  /** Ends environments that nobody needs now. */
  async #retire(): Promise<void> {
    const retired = this.#free.splice(0)
    for (const environment of retired) this.#all.delete(environment)
    await Promise.all(retired.map((environment) => environment.end()))
  }

  #take(waiting: Waiting): ExecutionEnvironment | undefined {
    for (let free = this.#free.pop(); free !== undefined; free = this.#free.pop()) {
      if (!free.dead) return free
      this.#all.delete(free)
    }
    const wanted = this.#all.size === 0 || performance.now() - waiting.since > patience
    return wanted && this.#all.size < this.#maximumEnvironments ? this.#make() : undefined
  }

  #make(): ExecutionEnvironment {
    const { model } = this
    const environment = new ExecutionEnvironment({
      name: model.name,
      bundle: model.bundle,
      exportName: model.Handler.split('.')[1] ?? 'handler',
      clock: this.#host.clock,
      compileCache: this.#host.compileCache,
      variables: this.#variables(),
      memoryMegabytes: model.MemorySize,
      log: this.#log,
    })
    this.#all.add(environment)
    this.#statistics.coldStarts += 1
    void environment.initialised().then((milliseconds) => {
      this.#statistics.initMilliseconds = milliseconds ?? 0
    })
    return environment
  }

  #variables(): Readonly<Record<string, string>> {
    return {
      ...this.#host.variables,
      AWS_LAMBDA_FUNCTION_NAME: this.model.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(this.model.MemorySize),
      _HANDLER: this.model.Handler,
      ...this.model.Environment?.Variables,
    }
  }

  async #run(environment: ExecutionEnvironment, event: string): Promise<InvocationResult> {
    this.#running += 1
    const started = performance.now()
    const { name: functionName, arn: functionArn, MemorySize: memoryMegabytes, Timeout } = this.model
    const message = { requestId: randomUUID(), event, functionName, functionArn, memoryMegabytes }
    const result = await environment.invoke(message, Timeout * 1000)
    this.#statistics.totalMilliseconds += performance.now() - started
    this.#running -= 1
    if (environment.dead) this.#all.delete(environment)
    else this.#free.push(environment)
    this.#next()
    if (this.busy === 0) this.#retireWhenIdle()
    return result
  }

  #retireWhenIdle(): void {
    clearTimeout(this.#idleTimer)
    this.#idleTimer = setTimeout(() => void this.#retire(), idleLimit).unref()
  }

  #count(result: InvocationResult): void {
    this.#statistics.invocations += 1
    if (result.kind === 'succeeded') return
    this.#statistics.errors += 1
    if (result.kind === 'timedOut') {
      this.#statistics.timeouts += 1
      logLine(this.#log, `Task timed out after ${this.model.Timeout} seconds`)
    } else if (result.kind === 'crashed' && !this.#stopped) {
      logLine(this.#log, `${result.error.errorType}: ${result.error.errorMessage}\n${result.error.trace}`)
    }
  }
}
