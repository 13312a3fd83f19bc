import { type Checkpoints, writeCheckpoints } from './checkpoint.ts'
import type { StreamSource } from './stream-source.ts'

/** How often to look for a quiet moment, in milliseconds. */
const period = 500

/** Notes how far the streams were handled, at moments when nothing that they caused is left in memory. */
export class CheckpointKeeper {
  readonly #path: string
  readonly #streams: ReadonlyMap<string, StreamSource>
  readonly #isEmpty: () => boolean
  #noted = ''
  #timer: NodeJS.Timeout | undefined

  /**
   * @param path the file
   * @param streams by the mapping's logical id
   * @param isEmpty whether no function runs and no queue holds a message
   */
  constructor(path: string, streams: ReadonlyMap<string, StreamSource>, isEmpty: () => boolean) {
    this.#path = path
    this.#streams = streams
    this.#isEmpty = isEmpty
  }

  /** Begins to look. */
  start(): void {
    this.#timer = setInterval(() => this.note(), period)
  }

  /** Looks a last time. */
  stop(): void {
    clearInterval(this.#timer)
    this.note()
  }

  /** Notes the positions if this moment is quiet and they are new. */
  note(): void {
    const positions = this.#positions()
    const text = JSON.stringify(positions)
    if (text === this.#noted || !this.#isEmpty()) return
    writeCheckpoints(this.#path, positions)
    this.#noted = text
  }

  #positions(): Checkpoints {
    return Object.fromEntries(
      [...this.#streams].flatMap(([id, { position }]) => (position === undefined ? [] : [[id, position]])),
    )
  }
}
