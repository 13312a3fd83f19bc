import * as z from 'zod'
import { type DynamoDbClient, DynamoDbError, streams } from '../engines/dynamodb-client.ts'

const item = z.record(z.string(), z.unknown())

const record = z.object({
  eventID: z.string(),
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  eventVersion: z.string().default('1.1'),
  dynamodb: z.object({
    ApproximateCreationDateTime: z.number().default(0),
    Keys: item,
    NewImage: item.optional(),
    OldImage: item.optional(),
    SequenceNumber: z.string(),
    SizeBytes: z.number().default(0),
    StreamViewType: z.string(),
  }),
})

const description = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })).default([]) }),
})
const iterator = z.object({ ShardIterator: z.string() })
const page = z.object({ Records: z.array(record).default([]), NextShardIterator: z.string().nullish() })

/** One change of an item. */
export type StreamRecord = z.infer<typeof record>

/** How far a stream has been read. */
export const streamPosition = z.object({ streamArn: z.string(), shardId: z.string(), sequenceNumber: z.string() })
/** @see streamPosition */
export type StreamPosition = z.infer<typeof streamPosition>

/** Most records one call gives. */
const pageSize = 1000

/** Reads a stream in order, shard after shard, from where it was left. */
export class StreamReader {
  readonly #client: DynamoDbClient
  readonly #streamArn: string
  readonly #start: 'TRIM_HORIZON' | 'LATEST'
  #shardId: string | undefined
  #iterator: string | undefined

  /**
   * @param client the engine
   * @param streamArn the stream, as the engine names it
   * @param start where to begin when nothing was read before
   */
  constructor(client: DynamoDbClient, streamArn: string, start: 'TRIM_HORIZON' | 'LATEST') {
    this.#client = client
    this.#streamArn = streamArn
    this.#start = start
  }

  /**
   * Goes to where reading was left.
   * @param from the last position that was handled; of another stream, it counts for nothing
   */
  async open(from: StreamPosition | undefined): Promise<void> {
    const shards = await this.#shards()
    const after = from?.streamArn === this.#streamArn && shards.includes(from.shardId) ? from : undefined
    this.#shardId = after?.shardId ?? shards[0]
    this.#iterator = after === undefined ? await this.#iterate(this.#start) : await this.#iterateAfter(after)
  }

  /**
   * Reads on.
   * @returns the next records; none when the end is reached
   */
  async read(): Promise<readonly StreamRecord[]> {
    if (this.#iterator === undefined) await this.#nextShard()
    if (this.#iterator === undefined) return []
    const input = { ShardIterator: this.#iterator, Limit: pageSize }
    const { Records, NextShardIterator } = page.parse(await this.#call('GetRecords', input))
    this.#iterator = NextShardIterator ?? undefined
    return Records
  }

  /**
   * Names the position of a record just read.
   * @param record the record
   */
  positionOf(record: StreamRecord): StreamPosition {
    const { SequenceNumber: sequenceNumber } = record.dynamodb
    return { streamArn: this.#streamArn, shardId: this.#shardId ?? '', sequenceNumber }
  }

  async #nextShard(): Promise<void> {
    const shards = await this.#shards()
    const next = shards[this.#shardId === undefined ? 0 : shards.indexOf(this.#shardId) + 1]
    if (next === undefined) return
    this.#shardId = next
    this.#iterator = await this.#iterate('TRIM_HORIZON')
  }

  async #shards(): Promise<readonly string[]> {
    const answer = description.parse(await this.#call('DescribeStream', { StreamArn: this.#streamArn }))
    return answer.StreamDescription.Shards.map(({ ShardId }) => ShardId)
  }

  async #iterateAfter({ sequenceNumber }: StreamPosition): Promise<string | undefined> {
    try {
      return await this.#iterate('AFTER_SEQUENCE_NUMBER', sequenceNumber)
    } catch (error) {
      // The position was trimmed away meanwhile.
      if (error instanceof DynamoDbError) return await this.#iterate('TRIM_HORIZON')
      throw error
    }
  }

  async #iterate(type: string, SequenceNumber?: string): Promise<string | undefined> {
    if (this.#shardId === undefined) return undefined
    const input = { StreamArn: this.#streamArn, ShardId: this.#shardId, ShardIteratorType: type }
    const answer = await this.#call('GetShardIterator', { ...input, ...(SequenceNumber && { SequenceNumber }) })
    return iterator.parse(answer).ShardIterator
  }

  async #call(operation: string, input: object): Promise<unknown> {
    return await this.#client.call(`${streams}.${operation}`, input)
  }
}
