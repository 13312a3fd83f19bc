import { readFileSync } from 'node:fs'
import type { Engine } from './engines/engine.ts'
import type { MailService } from './engines/mail.ts'
import type { QueueDepth, QueueService } from './engines/queues.ts'
import type { FunctionStatistics, LambdaFunction } from './lambda/lambda-function.ts'

/** What a stack has done since it was started, and what waits in its queues. */
export interface StackStatistics {
  /** By function name. */
  readonly functions: Readonly<Record<string, FunctionStatistics>>
  /** By queue name: messages that arrived since the start, and what it holds now. */
  readonly queues: Readonly<Record<string, QueueDepth & { readonly arrived: number }>>
  /** Requests to the queue service over HTTP, by operation. */
  readonly queueRequests: Readonly<Record<string, number>>
  /** Mails accepted. */
  readonly mails: number
  /** Resident memory in bytes: this process with all workers, and the engine. Zero where it can't be read. */
  readonly memory: { readonly runtime: number; readonly engine: number }
}

/** What statistics are taken from. */
export interface Measured {
  readonly functions: ReadonlyMap<string, LambdaFunction>
  readonly queues: QueueService
  readonly mail: MailService
  readonly engine: Engine
}

/**
 * Begins to count what a stack does.
 * @param measured what to count
 * @returns gives the counts so far
 */
export function countWork({ functions, queues, mail, engine }: Measured): () => StackStatistics {
  const arrivals = new Map<string, number>()
  let mails = 0
  mail.onAccepted(() => {
    mails += 1
  })
  for (const { model, onArrival } of queues.queues) {
    onArrival(() => arrivals.set(model.name, (arrivals.get(model.name) ?? 0) + 1))
  }
  return () => ({
    functions: Object.fromEntries([...functions.values()].map((made) => [made.model.name, made.statistics()])),
    queues: Object.fromEntries(
      queues.queues.map(({ model, depth }) => [model.name, { ...depth(), arrived: arrivals.get(model.name) ?? 0 }]),
    ),
    queueRequests: Object.fromEntries(queues.requests),
    mails,
    memory: { runtime: process.memoryUsage.rss(), engine: residentMemory(engine.pid) },
  })
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_status.5.html: VmRSS, in kilobytes */
function residentMemory(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
  } catch {
    // Other platforms have no /proc.
    return 0
  }
}
