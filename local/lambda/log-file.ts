import { createWriteStream, mkdirSync, renameSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** A log starts anew at this size, in bytes; the one before it is kept. */
const maximumSize = 10_000_000

/** What one function writes, in a file of its own. */
export class LogFile {
  readonly #path: string
  #stream: WriteStream
  #size = 0

  /**
   * @param folder where logs are; made when absent
   * @param name the function's name
   */
  constructor(folder: string, name: string) {
    mkdirSync(folder, { recursive: true })
    this.#path = join(folder, `${name}.log`)
    this.#stream = createWriteStream(this.#path, { flags: 'a', mode: 0o600 })
  }

  /**
   * Writes down what comes out of a worker.
   * @param output its standard output or error
   */
  follow(output: Readable): void {
    output.on('data', (chunk: Buffer) => this.write(chunk))
  }

  /**
   * Writes a piece of text.
   * @param chunk the text
   */
  write(chunk: Buffer | string): void {
    if (this.#size > maximumSize) this.#turnOver()
    this.#size += chunk.length
    this.#stream.write(chunk)
  }

  /** Writes out what is left. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#stream.end(resolve))
  }

  #turnOver(): void {
    this.#stream.end()
    renameSync(this.#path, `${this.#path}.1`)
    this.#stream = createWriteStream(this.#path, { flags: 'a', mode: 0o600 })
    this.#size = 0
  }
}
