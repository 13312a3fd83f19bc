import { ownerOf } from '../../../shared/domain/lead.ts'
import { type Evidence, type Invariant, stored } from './evidence.ts'

/** Every job comes to an end: leads are scored by the newest version, and whoever left has no open lead. */
export const jobsEnd: Invariant = {
  name: 'promise 12: jobs come to their end, and whoever left has no open lead',
  *check(evidence: Evidence) {
    const jobs = stored(evidence, 'job')
    for (const { id, state, task } of jobs) {
      if (state.status === 'running') yield `${id} runs for ever`
      if (state.status !== 'running' && task !== undefined) yield `${id} is ${state.status}, but has a task`
    }
    const version = Math.max(...stored(evidence, 'playbookVersion').map((one) => one.version))
    const newest = jobs.find(({ work }) => work.kind === 'rescore' && work.playbook === version)
    if (version > 1 && newest?.state.status !== 'done') yield `version ${version} has not scored all leads`
    yield* leftBehind(evidence)
  },
}

/** Leads are never left with a rep who has gone. */
function* leftBehind(evidence: Evidence) {
  const gone = new Set(stored(evidence, 'rep').flatMap(({ id, active }) => (active ? [] : [id])))
  for (const lead of stored(evidence, 'lead')) {
    const owner = ownerOf(lead)
    const closed = lead.state.stage === 'won' || lead.state.stage === 'lost'
    if (!closed && owner !== undefined && gone.has(owner))
      yield `${lead.id} is ${lead.state.stage} with ${owner}, who left`
  }
}
