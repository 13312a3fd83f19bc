import { holderOf } from '../../../shared/domain/workload.ts'
import { type Evidence, type Invariant, stored } from './evidence.ts'

/** What a rep is said to have on their plate is what they own: capacity would be wrong otherwise. */
export const trueWorkloads: Invariant = {
  name: 'workloads: they count the open leads of every rep',
  *check(evidence: Evidence) {
    const held = Map.groupBy(stored(evidence, 'lead'), holderOf)
    const counted = new Map(stored(evidence, 'workload').map(({ rep, open }) => [rep, open]))
    for (const { id } of stored(evidence, 'rep')) {
      const own = held.get(id)?.length ?? 0
      if ((counted.get(id) ?? 0) !== own) yield `${id} has ${own} open leads, counted are ${counted.get(id) ?? 0}`
    }
  },
}
