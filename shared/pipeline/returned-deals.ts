import { handOverJob } from '../domain/job.ts'
import { holderOf } from '../domain/workload.ts'
import type { Write } from '../ports/store.ts'
import type { Ports } from './ports.ts'

/**
 * Adds to the writes of a deal that is open again, or new, what follows when its owner has left: their leads are handed
 * on once more. The job that ran when they left found the lead closed, and passed it over.
 * @param ports store, clock and ids
 * @param writes what is to be committed
 */
export async function withReturnedDeals(ports: Ports, writes: readonly Write[]): Promise<readonly Write[]> {
  const jobs = await Promise.all(
    writes.map(async (write): Promise<readonly Write[]> => {
      if (write.kind !== 'replace' || write.entity.type !== 'lead' || write.stored.entity.type !== 'lead') return []
      const owner = write.entity.state.stage === 'opportunity' ? holderOf(write.entity) : undefined
      if (owner === undefined || holderOf(write.stored.entity) === owner) return []
      const rep = await ports.store.get({ type: 'rep', id: owner })
      if (rep?.entity.active === true) return []
      return [{ kind: 'create', entity: handOverJob(`job_${ports.ids.next()}`, owner, ports.clock.now()) }]
    }),
  )
  return [...writes, ...jobs.flat()]
}
