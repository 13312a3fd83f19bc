import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** A process, told apart from a later one that got the same id by when it started. */
export interface ProcessIdentity {
  readonly pid: number
  readonly startedAt: string
}

/**
 * Identifies a running process.
 * @param pid its id
 * @returns undefined when there is none
 */
export function identify(pid: number): ProcessIdentity | undefined {
  const startedAt = existsSync('/proc/self/stat') ? startFromProc(pid) : startFromPs(pid)
  return startedAt === undefined ? undefined : { pid, startedAt }
}

/**
 * Says whether a process still runs.
 * @param identity who it was
 */
export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startedAt === identity.startedAt
}

/**
 * Ends a process for good and waits until it is gone.
 * @param identity which; a later process with the same id is left alone
 * @param limit how long to wait, in milliseconds
 * @throws when it won't go
 */
export async function endProcess(identity: ProcessIdentity, limit = 5_000): Promise<void> {
  const deadline = performance.now() + limit
  while (isRunning(identity)) {
    if (performance.now() > deadline) throw new Error(`Process ${identity.pid} doesn't end`)
    process.kill(identity.pid, 'SIGKILL')
    await pause(10)
  }
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: field 22, fields after the name in parentheses */
function startFromProc(pid: number): string | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`)
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  const isZombie = fields?.[0] === 'Z'
  return isZombie ? undefined : fields?.[19]
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process ended: there is nothing to read, or it ended while we read.
    return undefined
  }
}

function startFromPs(pid: number): string | undefined {
  const { status, stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() || undefined : undefined
}
