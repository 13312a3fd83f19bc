import * as z from 'zod'
import { readJson, replaceFile } from '../data-directory.ts'
import { type StreamPosition, streamPosition } from './stream-reader.ts'

const checkpoints = z.record(z.string(), streamPosition)

/** Positions of the stream sources, by the mapping's logical id. */
export type Checkpoints = Readonly<Record<string, StreamPosition>>

/**
 * Reads how far streams were handled for good.
 * @param path the file
 * @returns nothing for a first start, or when the file can't be read: streams are then read from their start
 */
export function readCheckpoints(path: string): Checkpoints {
  const parsed = checkpoints.safeParse(readJson(path))
  return parsed.success ? parsed.data : {}
}

/**
 * Notes how far streams were handled for good: up to where all that they caused is done, too. Queues are in
 * memory, so a position is noted only while they are empty; after a kill -9 the stream is read again from
 * the last such moment, and tasks that are done already ignore their second message.
 * @param path the file
 * @param positions by the mapping's logical id
 */
export function writeCheckpoints(path: string, positions: Checkpoints): void {
  replaceFile(path, JSON.stringify(positions))
}
