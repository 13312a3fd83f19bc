import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { run } from '../../local/cli/run.ts'
import type { Surroundings } from '../../local/cli/surroundings.ts'

/** What a command line did. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A command line in a folder of its own, over a stack that the test provides. */
export interface CommandLine {
  readonly folder: string
  /** How long it has waited in all, in milliseconds, when no time passes for real. */
  readonly waited: () => number
  run(...words: readonly string[]): Promise<Ran>
  /** Presses Ctrl-C. */
  interrupt(): void
}

/** Time that passes for real, for a stack that really works. */
export const realTime: Pick<Surroundings, 'now' | 'wait'> = {
  now: Date.now,
  wait: (milliseconds) => setTimeout(milliseconds),
}

/**
 * Makes a command line that runs in this process.
 * @param stack answers its requests
 * @param env environment variables; by default those that name the stack
 * @param time by default one in which waiting takes no time
 */
export function commandLine(
  stack: typeof fetch,
  env: Record<string, string> = {},
  time?: Pick<Surroundings, 'now' | 'wait'>,
): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'baton-cli-'))
  const defaults = { BATON_URL: 'http://stack.example', BATON_TOKEN: 'token', DATA_DIR: join(folder, 'data') }
  const interruption = new AbortController()
  let waited = 0
  return {
    folder,
    waited: () => waited,
    interrupt: () => interruption.abort(),
    run: async (...words) => {
      const out: string[] = []
      const err: string[] = []
      const surroundings: Surroundings = {
        env: { ...defaults, ...env },
        folder,
        out: { write: (text) => out.push(text) },
        err: { write: (text) => err.push(text) },
        fetch: stack,
        now: () => waited,
        wait: async (milliseconds) => {
          waited += milliseconds
          interruption.signal.throwIfAborted()
        },
        interrupted: interruption.signal,
        ...time,
      }
      const code = await run(words, surroundings)
      return { code, out: out.join(''), err: err.join('') }
    },
  }
}
