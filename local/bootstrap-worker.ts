// Runs in a worker thread at a first start, so that what it loads is not kept in memory afterwards.
import { parentPort, workerData } from 'node:worker_threads'
import { StartFailure } from './failure.ts'
import type { BootstrapContext } from './options.ts'
import { demoWorkspace } from './workspace.ts'

const { context, playbook }: { context: BootstrapContext; playbook: string | undefined } = workerData

try {
  parentPort?.postMessage({ keys: await demoWorkspace(playbook)(context) })
} catch (error) {
  if (!(error instanceof StartFailure)) throw error
  parentPort?.postMessage({ failure: error.message })
}
