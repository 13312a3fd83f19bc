import { type TaskKind, type TaskLane, taskKinds, taskLanes } from '../../domain/task.ts'
import type { ItemKey } from '../../ports/store.ts'
import { table, taskAttributes } from './keys.ts'

/** An item's image on the table's stream, as far as the relay reads it. */
export type Image = Readonly<Record<string, { readonly S?: string; readonly BOOL?: boolean } | undefined>>

/** The task an image carries. */
export interface ImageTask {
  readonly key: ItemKey
  readonly id: string
  readonly kind: TaskKind
  readonly lane: TaskLane
  readonly immediate: boolean
}

/**
 * Reads the task from an item's image without reading what else is on it.
 * @param image a NEW or OLD image of the stream
 * @returns its task, or `undefined` when it has none
 */
export function taskOfImage(image: Image): ImageTask | undefined {
  const partition = image[table.partitionKey]?.S
  const sort = image[table.sortKey]?.S
  const id = image[taskAttributes.id]?.S
  const kind = taskKinds.find((name) => name === image[taskAttributes.kind]?.S)
  const lane = taskLanes.find((name) => name === image[taskAttributes.lane]?.S)
  if (!partition || !sort || !id || kind === undefined || lane === undefined) return undefined
  return { key: { partition, sort }, id, kind, lane, immediate: image[taskAttributes.immediate]?.BOOL === true }
}
