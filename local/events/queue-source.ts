import * as z from 'zod'
import type { LocalQueue, ReceivedMessage } from '../engines/queues.ts'
import type { InvocationResult } from '../lambda/execution-environment.ts'
import type { LambdaFunction } from '../lambda/lambda-function.ts'
import type { MappingModel } from '../template/model.ts'
import { region } from '../template/names.ts'

const partialFailure = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish(),
})

/** A failed message that waits for its visibility timeout. */
interface AwaitingRetry {
  readonly receiptHandle: string
  /** When it is visible again, on the stack's clock. */
  readonly visibleAt: number
}

/** Batches of one queue in work at a time: the next is ready when one ends, and the engine is not contested. */
const localConcurrency = 2
/** How often to look for messages whose visibility timeout has passed, in milliseconds. */
const lookAgain = 100

/**
 * Hands a queue's messages to a function in batches, as Lambda's event source mapping does: what succeeds is
 * deleted, what fails stays until its visibility timeout has passed, and the queue's redrive policy counts.
 */
export class QueueSource {
  readonly queue: LocalQueue
  readonly #mapping: MappingModel
  readonly #target: LambdaFunction
  readonly #now: () => number
  readonly #awaitingRetry = new Map<string, AwaitingRetry>()
  /** Releases that the queue counted as receipts, by message id. */
  readonly #releases = new Map<string, number>()
  #inWork = 0
  #receiving = false
  #timer: NodeJS.Timeout | undefined

  /**
   * @param mapping the declaration
   * @param queue the queue
   * @param target the function
   * @param now the stack's clock, in milliseconds since the epoch
   */
  constructor(mapping: MappingModel, queue: LocalQueue, target: LambdaFunction, now: () => number) {
    this.queue = queue
    this.#mapping = mapping
    this.#target = target
    this.#now = now
  }

  /** Begins to take messages. */
  start(): void {
    this.#timer = setInterval(() => this.#look(), lookAgain)
    // A message can be received one turn after it arrived.
    this.queue.onArrival(() => setTimeout(() => this.#look(), 1))
  }

  /** Takes no more messages. */
  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Whether messages are in work or could be; those that wait for their visibility timeout don't count. */
  get busy(): boolean {
    const { visible, delayed } = this.queue.depth()
    return this.#inWork > 0 || this.#receiving || visible > 0 || delayed > 0
  }

  /** When the first failed message is due again, on the stack's clock. */
  nextRetry(): number | undefined {
    const times = [...this.#awaitingRetry.values()].map(({ visibleAt }) => visibleAt)
    return times.length === 0 ? undefined : Math.min(...times)
  }

  /** After the clock was moved: releases messages whose visibility timeout has passed on it. */
  releaseOverdue(): void {
    const now = this.#now()
    for (const [id, { receiptHandle, visibleAt }] of this.#awaitingRetry) {
      if (visibleAt > now) continue
      this.#awaitingRetry.delete(id)
      this.#releases.set(id, (this.#releases.get(id) ?? 0) + 1)
      this.queue.release(receiptHandle)
    }
  }

  #look(): void {
    if (this.#timer === undefined || this.#receiving || this.#inWork >= this.#concurrency) return
    this.#forgetRetried()
    const { visible } = this.queue.depth()
    if (visible === 0) return
    this.#receiving = true
    void this.#take(Math.min(visible, this.#mapping.BatchSize ?? 10))
  }

  /** What should have been visible for a second is, or has gone to the dead-letter queue. */
  #forgetRetried(): void {
    const now = this.#now()
    for (const [id, { visibleAt }] of this.#awaitingRetry) {
      if (visibleAt + 1000 < now) this.#awaitingRetry.delete(id)
    }
  }

  get #concurrency(): number {
    return Math.min(localConcurrency, this.#mapping.ScalingConfig?.MaximumConcurrency ?? localConcurrency)
  }

  async #take(count: number): Promise<void> {
    const messages = await this.queue.receive(count)
    this.#receiving = false
    if (messages.length === 0) return
    this.#inWork += 1
    this.#look()
    await this.#handle(messages)
    this.#inWork -= 1
    this.#look()
  }

  async #handle(messages: readonly ReceivedMessage[]): Promise<void> {
    const receivedAt = this.#now()
    for (const { MessageId } of messages) this.#awaitingRetry.delete(MessageId)
    const result = await this.#target.invoke({ Records: messages.map((message) => this.#toRecord(message)) })
    const failed = this.#failures(result, messages)
    for (const { MessageId, ReceiptHandle } of messages) {
      if (failed.has(MessageId)) {
        const visibleAt = receivedAt + this.queue.model.VisibilityTimeout * 1000
        this.#awaitingRetry.set(MessageId, { receiptHandle: ReceiptHandle, visibleAt })
      } else {
        this.#releases.delete(MessageId)
        this.queue.delete(ReceiptHandle)
      }
    }
  }

  /** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html: an answer that names no message of the batch fails it all */
  #failures(result: InvocationResult, messages: readonly ReceivedMessage[]): ReadonlySet<string> {
    const all = new Set(messages.map(({ MessageId }) => MessageId))
    if (result.kind !== 'succeeded') return all
    if (!this.#mapping.FunctionResponseTypes.includes('ReportBatchItemFailures')) return new Set()
    const answer = partialFailure.nullish().safeParse(result.value)
    if (!answer.success) return all
    const failed = (answer.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier)
    return failed.every((id) => all.has(id)) ? new Set(failed) : all
  }

  #toRecord(message: ReceivedMessage) {
    const { ApproximateReceiveCount, SentTimestamp } = message.attributes
    const receipts = Number(ApproximateReceiveCount) - (this.#releases.get(message.MessageId) ?? 0)
    const sentAt = Number(SentTimestamp) + this.#now() - Date.now()
    return {
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.MessageBody,
      attributes: {
        ...message.attributes,
        ApproximateReceiveCount: String(receipts),
        SentTimestamp: String(sentAt),
      },
      messageAttributes: toLambdaAttributes(message.MessageAttributes ?? {}),
      md5OfBody: message.MD5OfMessageBody,
      eventSource: 'aws:sqs',
      eventSourceARN: this.queue.model.arn,
      awsRegion: region,
    }
  }
}

/** Lambda writes the same fields with a small first letter. */
function toLambdaAttributes(attributes: Readonly<Record<string, Readonly<Record<string, unknown>>>>) {
  const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)
  const entries = Object.entries(attributes).map(([name, value]) => [
    name,
    Object.fromEntries(Object.entries(value).map(([field, inner]) => [lower(field), inner])),
  ])
  return Object.fromEntries(entries)
}
