import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Waits for the end of this process, whatever ended it: the pipe on standard input closes then, and the
 * process that took the shell's place is killed. So no kill -9 leaves an engine behind.
 */
const guard = 'exec 3<&0; ( read -r _ <&3; kill -9 $$ ) >/dev/null 2>&1 & exec "$@" 3<&- </dev/null'

/** A child process that never outlives this one. */
export interface GuardedChild {
  readonly pid: number
  readonly process: ChildProcess
  /** The last of what it wrote to standard error. */
  lastWords(): string
  /** Settles when it has ended, with its last words. */
  readonly ended: Promise<string>
  /** Ends it at once and waits until it is gone. */
  stop(): Promise<void>
}

/**
 * Starts a program in a session of its own, so that a Ctrl-C reaches only us and we stop it when we are done.
 * @param command the program and its arguments
 * @param directory where it runs
 * @throws when the program can't be started
 */
export async function startGuarded(command: readonly string[], directory: string): Promise<GuardedChild> {
  const child = spawn('sh', ['-c', guard, 'sh', ...command], {
    cwd: directory,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  await once(child, 'spawn')
  const { pid } = child
  if (pid === undefined) throw new Error(`${command[0]} did not start`)
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-500)
  })
  // The pipe breaks when the child ends by itself; that is seen by its exit.
  child.stdin?.on('error', () => undefined)
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    }
    child.stdin?.end()
  }
  const lastWords = () => words.trim().replaceAll(/\s+/g, ' ')
  const ended = once(child, 'exit').then(lastWords)
  return { pid, process: child, lastWords, ended, stop }
}
