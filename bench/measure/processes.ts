import { readdirSync, readFileSync } from 'node:fs'

/** What processes have used. */
export interface Usage {
  /** Processor time so far, in milliseconds, over all cores. */
  readonly processor: number
  /** Resident memory now, in bytes. */
  readonly memory: number
}

/** Watches the processes of a stack. */
export interface Meter {
  /** By part: runtime (with all its worker threads) and engine. */
  now(): { readonly runtime: Usage; readonly engine: Usage }
  /** Processor time by thread of the runtime so far, in milliseconds, the busiest first. */
  threads(): readonly { readonly name: string; readonly processor: number }[]
  /** The most memory all parts had at one time since the last call, in bytes. */
  takePeak(): number
  stop(): void
}

/** How often memory is looked at, in milliseconds. */
const every = 100
/** Length of a clock tick in milliseconds: Linux's USER_HZ is 100 on every platform Node runs on. */
const tick = 10

/**
 * Begins to watch.
 * @param pids process ids of the parts
 */
export function watchProcesses(pids: { readonly runtime: number; readonly engine: number }): Meter {
  const now = () => ({ runtime: usageOf(pids.runtime), engine: usageOf(pids.engine) })
  let peak = 0
  const look = () => {
    const { runtime, engine } = now()
    peak = Math.max(peak, runtime.memory + engine.memory)
  }
  const timer = setInterval(look, every)
  return {
    now,
    threads: () => threadsOf(pids.runtime),
    takePeak: () => {
      look()
      const taken = peak
      peak = 0
      return taken
    },
    stop: () => clearInterval(timer),
  }
}

function usageOf(pid: number): Usage {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1]
  return { processor: processorTime(read(`/proc/${pid}/stat`)), memory: Number(kilobytes ?? 0) * 1024 }
}

/** User and system time: fields 14 and 15. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function processorTime(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * tick
}

function threadsOf(pid: number) {
  const threads = readdirSync(`/proc/${pid}/task`).map((id) => {
    const stat = read(`/proc/${pid}/task/${id}/stat`)
    return { name: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')), processor: processorTime(stat) }
  })
  return threads.sort((a, b) => b.processor - a.processor)
}

/** What is not there (a thread that ended, another platform) has used nothing. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return ''
    throw error
  }
}

/** Processor time of this machine since it started, in milliseconds, over all cores. */
export function machineTime(): { readonly busy: number; readonly all: number } {
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, hard = 0, soft = 0, steal = 0] =
    /^cpu\s+(.*)$/m.exec(read('/proc/stat'))?.[1]?.split(/\s+/).map(Number) ?? []
  const busy = user + nice + system + hard + soft + steal
  return { busy: busy * tick, all: (busy + idle + wait) * tick }
}
