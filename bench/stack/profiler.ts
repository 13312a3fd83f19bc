import { mkdirSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { join } from 'node:path'

/** Records where the time of this process and all its worker threads goes. */
export interface Profiler {
  /**
   * Ends recording and writes one profile for each thread, for Chrome's or VS Code's viewer.
   * @param folder where they go
   */
  stop(folder: string): Promise<void>
}

/** How often a thread is looked at, in microseconds. */
const interval = 500

interface WorkerThread {
  readonly sessionId: string
  readonly title: string
}

/**
 * Begins to record, on the main thread and on every worker thread there is.
 * @see https://chromedevtools.github.io/devtools-protocol/v8/Profiler/
 */
export async function startProfiler(): Promise<Profiler> {
  const main = new Session()
  main.connect()
  const workers: WorkerThread[] = []
  const answers = new Map<number, (result: unknown) => void>()
  let asked = 0
  main.on('NodeWorker.attachedToWorker', ({ params }) => {
    workers.push({ sessionId: params.sessionId, title: params.workerInfo.title })
  })
  main.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
    const answer: { readonly id?: number; readonly result?: unknown } = JSON.parse(params.message)
    if (answer.id !== undefined) answers.get(answer.id)?.(answer.result)
  })
  await main.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
  const tell = async ({ sessionId }: WorkerThread, method: string, params: object = {}): Promise<unknown> => {
    const id = ++asked
    const answered = new Promise<unknown>((resolve) => answers.set(id, resolve))
    await main.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id, method, params }) })
    return await answered
  }
  await main.post('Profiler.enable')
  await main.post('Profiler.setSamplingInterval', { interval })
  await main.post('Profiler.start')
  for (const worker of workers) {
    await tell(worker, 'Profiler.enable')
    await tell(worker, 'Profiler.setSamplingInterval', { interval })
    await tell(worker, 'Profiler.start')
  }
  const stop = async (folder: string): Promise<void> => {
    mkdirSync(folder, { recursive: true })
    const write = (name: string, profile: unknown) =>
      writeFileSync(join(folder, `${name.replaceAll(/[^\w-]+/g, '-')}.cpuprofile`), JSON.stringify(profile))
    write('runtime', (await main.post('Profiler.stop')).profile)
    for (const [index, worker] of workers.entries()) {
      const result = await tell(worker, 'Profiler.stop')
      if (typeof result === 'object' && result !== null && 'profile' in result)
        write(`${worker.title}-${index}`, result.profile)
    }
    main.disconnect()
  }
  return { stop }
}
