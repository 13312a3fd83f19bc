import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { StartFailure } from './failure.ts'
import type { Bootstrap } from './options.ts'

const outcome = z.union([
  z.object({ keys: z.object({ adminToken: z.string(), callCenterKey: z.string() }) }),
  z.object({ failure: z.string() }),
])

/**
 * Makes the first start's preparation, done in a thread of its own that leaves nothing in memory.
 * @param playbook path of a playbook to load instead of the demo's
 * @throws StartFailure when the playbook is wrong
 */
export function bootstrapInWorker(playbook: string | undefined): Bootstrap {
  return async (context) => {
    const worker = new Worker(new URL('./bootstrap-worker.ts', import.meta.url), { workerData: { context, playbook } })
    const [message] = await once(worker, 'message')
    await worker.terminate()
    const result = outcome.parse(message)
    if ('failure' in result) throw new StartFailure(result.failure)
    return result.keys
  }
}
