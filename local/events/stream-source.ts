import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import type { LocalQueue } from '../engines/queues.ts'
import type { StreamBell } from '../engines/stream-bell.ts'
import type { InvocationResult } from '../lambda/execution-environment.ts'
import type { LambdaFunction } from '../lambda/lambda-function.ts'
import type { MappingModel } from '../template/model.ts'
import { region } from '../template/names.ts'
import { compilePattern, type Matcher } from './pattern.ts'
import type { StreamPosition, StreamReader, StreamRecord } from './stream-reader.ts'

const partialFailure = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().nullable() })).nullish(),
})

/** First and longest wait before a failed batch is tried again, in milliseconds. */
const firstBackOff = 100
const longestBackOff = 5_000

/** What a stream source works with. */
export interface StreamSourceOptions {
  readonly mapping: MappingModel
  readonly reader: StreamReader
  readonly bell: StreamBell
  readonly target: LambdaFunction
  /** Where the positions of records go that failed every time. */
  readonly deadLetters: LocalQueue | undefined
  /** Is told when the stream can't be read. */
  readonly onTrouble: (error: unknown) => void
}

/**
 * Hands a table's changes to a function in order and in batches, as Lambda's event source mapping does:
 * filtered first, a failed batch tried again from its first failure, halved, and in the end given up.
 */
export class StreamSource {
  readonly #options: StreamSourceOptions
  readonly #filters: readonly Matcher[]
  readonly #batchSize: number
  #position: StreamPosition | undefined
  #stop = new AbortController()
  #nudge = new AbortController()
  #working = false
  /** Counts looks at the stream that found nothing. */
  #emptyLooks = 0
  #ended: Promise<void> = Promise.resolve()

  /** @param options what it works with */
  constructor(options: StreamSourceOptions) {
    const { BatchSize, FilterCriteria } = options.mapping
    this.#options = options
    this.#batchSize = BatchSize ?? 100
    this.#filters = (FilterCriteria?.Filters ?? []).map(({ Pattern }) => compilePattern(JSON.parse(Pattern)))
  }

  /** The function that is given the records. */
  get target(): LambdaFunction {
    return this.#options.target
  }

  /** How far the stream has been handled. */
  get position(): StreamPosition | undefined {
    return this.#position
  }

  /** Whether records are in work. */
  get busy(): boolean {
    return this.#working
  }

  /**
   * Begins to read.
   * @param from the last position handled in an earlier run
   */
  async start(from: StreamPosition | undefined): Promise<void> {
    this.#position = from
    await this.#options.reader.open(from)
    this.#ended = this.#run()
  }

  /** Stops reading; a batch in work is left to be read again. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.#nudge.abort()
    await this.#ended
  }

  /**
   * Looks at the stream until it has nothing new.
   * @param signal ends the wait
   */
  async catchUp(signal: AbortSignal): Promise<void> {
    // The first empty look may have begun before the call.
    const enough = this.#emptyLooks + 2
    while (this.#emptyLooks < enough && !signal.aborted && !this.#stop.signal.aborted) {
      this.#nudge.abort()
      await pause(1)
    }
  }

  async #run(): Promise<void> {
    const wait = this.#options.bell.listen()
    while (!this.#stop.signal.aborted) {
      this.#nudge = new AbortController()
      await wait(this.#nudge.signal)
      const records = await this.#read()
      if (records.length === 0) this.#emptyLooks += 1
      this.#working = true
      await this.#deliverAll(records)
      this.#working = false
    }
  }

  async #read(): Promise<readonly StreamRecord[]> {
    if (this.#stop.signal.aborted) return []
    try {
      return await this.#options.reader.read()
    } catch (error) {
      if (this.#stop.signal.aborted) return []
      this.#options.onTrouble(error)
      await this.#pause(longestBackOff)
      return []
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => undefined)
  }

  async #deliverAll(records: readonly StreamRecord[]): Promise<void> {
    const wanted = records.filter(
      (record) => this.#filters.length === 0 || this.#filters.some((matches) => matches(record)),
    )
    for (let start = 0; start < wanted.length; start += this.#batchSize) {
      await this.#deliver(wanted.slice(start, start + this.#batchSize), 0)
      if (this.#stop.signal.aborted) return
    }
    const last = records.at(-1)
    if (last !== undefined) this.#position = this.#options.reader.positionOf(last)
  }

  async #deliver(batch: readonly StreamRecord[], attempts: number): Promise<void> {
    const failedAt = this.#firstFailure(await this.#invoke(batch), batch)
    if (failedAt === undefined || this.#stop.signal.aborted) return
    const rest = batch.slice(failedAt)
    const tried = failedAt === 0 ? attempts + 1 : 1
    if (this.#isGivenUp(rest, tried)) return this.#giveUp(rest)
    await this.#pause(Math.min(firstBackOff * 2 ** (tried - 1), longestBackOff))
    if (this.#stop.signal.aborted) return
    const half = Math.ceil(rest.length / 2)
    const halved = this.#options.mapping.BisectBatchOnFunctionError && failedAt === 0 && rest.length > 1
    for (const part of halved ? [rest.slice(0, half), rest.slice(half)] : [rest]) await this.#deliver(part, tried)
  }

  async #invoke(batch: readonly StreamRecord[]): Promise<InvocationResult> {
    const extra = {
      eventSource: 'aws:dynamodb',
      awsRegion: region,
      eventSourceARN: this.#options.mapping.EventSourceArn,
    }
    return await this.#options.target.invoke({ Records: batch.map((record) => ({ ...record, ...extra })) })
  }

  /** @returns index of the first record to try again; undefined when all succeeded */
  #firstFailure(result: InvocationResult, batch: readonly StreamRecord[]): number | undefined {
    if (result.kind !== 'succeeded') return 0
    if (!this.#options.mapping.FunctionResponseTypes.includes('ReportBatchItemFailures')) return undefined
    const answer = partialFailure.nullish().safeParse(result.value)
    if (!answer.success) return 0
    const failed = new Set((answer.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier))
    if (failed.size === 0) return undefined
    return Math.max(
      0,
      batch.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber)),
    )
  }

  #isGivenUp(batch: readonly StreamRecord[], tried: number): boolean {
    const { MaximumRetryAttempts, MaximumRecordAgeInSeconds } = this.#options.mapping
    if (MaximumRetryAttempts >= 0 && tried > MaximumRetryAttempts) return true
    const age = Date.now() / 1000 - (batch[0]?.dynamodb.ApproximateCreationDateTime ?? 0)
    return MaximumRecordAgeInSeconds >= 0 && age > MaximumRecordAgeInSeconds
  }

  /** @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
  #giveUp(batch: readonly StreamRecord[]): void {
    const numbers = batch.map(({ dynamodb }) => dynamodb.SequenceNumber)
    this.#options.deadLetters?.send(
      JSON.stringify({
        requestContext: { functionArn: this.#options.target.model.arn, condition: 'RetryAttemptsExhausted' },
        DDBStreamBatchInfo: {
          streamArn: this.#options.mapping.EventSourceArn,
          startSequenceNumber: numbers[0],
          endSequenceNumber: numbers.at(-1),
          batchSize: batch.length,
        },
      }),
    )
  }
}
