import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import * as z from 'zod'
import { StartFailure, systemErrorCode } from './failure.ts'
import { endProcess, identify, isRunning, type ProcessIdentity } from './process-identity.ts'

const identity = z.object({ pid: z.number().int(), startedAt: z.string() })
const claim = z.object({ owner: identity, engine: identity.optional() })

/** Everything the runtime keeps in a data directory; `--fresh` removes these and nothing else. */
const contents = [
  'credentials.json',
  'sign-in.json',
  'clock.json',
  'checkpoint.json',
  'mails.jsonl',
  'logs',
  'table',
  'table-java',
  'demo.json',
  'demo-load',
] as const

/** A file or folder of a data directory. */
export type Content = (typeof contents)[number]

/** A data directory that this process alone may use until it releases it. */
export class DataDirectory {
  readonly path: string
  readonly #claim: string
  readonly #owner: ProcessIdentity

  private constructor(path: string, owner: ProcessIdentity) {
    this.path = path
    this.#claim = join(path, 'running.json')
    this.#owner = owner
  }

  /**
   * Claims a data directory. What an earlier owner left running when it was killed is ended first.
   * @param directory where; made when absent
   * @throws StartFailure when it can't be written, or another stack runs on it
   */
  static async claim(directory: string): Promise<DataDirectory> {
    const owner = identify(process.pid)
    if (owner === undefined) throw new Error('This process can’t be identified')
    const claimed = new DataDirectory(resolve(directory), owner)
    claimed.#create()
    // A claim that a killed owner left is removed once; whoever then comes first has it.
    if (!claimed.#write()) {
      await claimed.#removeStale()
      if (!claimed.#write()) throw claimed.#inUse(undefined)
    }
    return claimed
  }

  /**
   * Names a file or folder in it.
   * @param content which
   */
  file(content: Content): string {
    return join(this.path, content)
  }

  /** Removes all state, so that the next start is a first start. */
  clear(): void {
    const mine = readdirSync(this.path).filter((name) => contents.some((content) => name.startsWith(content)))
    for (const name of mine) rmSync(join(this.path, name), { recursive: true, force: true })
  }

  /**
   * Notes which engine belongs to this stack, so that a later start can end it should this process be killed.
   * @param pid the engine's process id
   */
  noteEngine(pid: number): void {
    replaceFile(this.#claim, JSON.stringify({ owner: this.#owner, engine: identify(pid) }))
  }

  /** Lets others use it. */
  release(): void {
    rmSync(this.#claim, { force: true })
  }

  #create(): void {
    try {
      createFolder(this.path)
      const probe = join(this.path, `.probe-${process.pid}`)
      writeFileSync(probe, '')
      rmSync(probe)
    } catch (error) {
      throw new StartFailure(`Can't write to DATA_DIR ${this.path}: ${error instanceof Error ? error.message : error}`)
    }
  }

  #write(): boolean {
    try {
      writeFileSync(this.#claim, JSON.stringify({ owner: this.#owner }), { flag: 'wx' })
      return true
    } catch (error) {
      if (systemErrorCode(error) === 'EEXIST') return false
      throw error
    }
  }

  async #removeStale(): Promise<void> {
    const found = claim.safeParse(readJson(this.#claim))
    if (found.success) {
      if (isRunning(found.data.owner)) throw this.#inUse(found.data.owner)
      if (found.data.engine !== undefined) await endProcess(found.data.engine)
    }
    rmSync(this.#claim, { force: true })
  }

  #inUse(owner: ProcessIdentity | undefined): StartFailure {
    const who = owner === undefined ? '' : ` (process ${owner.pid})`
    return new StartFailure(`Another stack${who} runs on DATA_DIR ${this.path}: stop it, or choose another DATA_DIR`)
  }
}

/**
 * Reads a JSON file.
 * @param path where
 * @returns undefined when it is not there or was cut off
 */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * Writes a file so that a reader sees the old text or the new one, never a part.
 * @param path where
 * @param text what
 * @param mode permissions, such as 0o600
 */
export function replaceFile(path: string, text: string, mode = 0o644): void {
  const next = `${path}.${process.pid}.next`
  rmSync(next, { force: true })
  writeFileSync(next, text, { mode, flag: 'wx' })
  renameSync(next, path)
}

/** Makes a folder and those above it. Node's own `recursive` never returns where mkdir says ENOENT, as in /proc. */
function createFolder(path: string): void {
  if (existsSync(path)) return
  createFolder(dirname(path))
  mkdirSync(path)
}
