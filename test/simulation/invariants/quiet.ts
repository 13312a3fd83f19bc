import { taskOf } from '../../../shared/adapters/dynamodb/index-keys.ts'
import { waitingForLeads } from '../drain.ts'
import { type Evidence, type Invariant, stored } from './evidence.ts'

/** Once nothing goes wrong any more, everything that is due gets done. */
export const comesToRest: Invariant = {
  name: 'promise 12: with faults off, queues drain',
  *check(evidence: Evidence) {
    const { drained, world } = evidence
    const explained = waitingForLeads(world.journal)
    for (const task of drained.stuck) yield `due for more than two ticks: ${task}`
    for (const task of drained.parked) if (!explained.has(idOf(task))) yield `parked: ${task}`
    for (const task of drained.left) yield `never done: ${task}`
    if (world.faults.counts.size === 0) yield* troubleInCalm(evidence)
    yield* limbo(evidence)
    if (drained.lateDeadLetters > 0) yield `${drained.lateDeadLetters} dead letters though nothing went wrong`
  },
}

/**
 * Where nothing goes wrong, no task needs a second try. A deal that comes hours before its lead does, and is parked:
 * the operator drives it again once the lead is there.
 */
function* troubleInCalm({ drained, world }: Evidence) {
  const parked = drained.parkedBefore.filter((task) => !task.startsWith('outcome'))
  for (const task of parked) yield `parked in calm weather: ${task}`
  if (drained.deadLetters > 0) yield `${drained.deadLetters} dead letters in calm weather`
  for (const { after } of world.journal.commits.flatMap(({ changes }) => changes)) {
    const task = after === undefined ? undefined : taskOf(after)
    if (task !== undefined && task.kind !== 'outcome' && task.attempts > 1) yield `${task.id} needed another try`
  }
}

/** What nobody will work on any more says what became of it; of a rep's mail there is no doubt. */
function* limbo(evidence: Evidence) {
  for (const { id, ended, task } of stored(evidence, 'enrollment')) {
    if (task === undefined && ended === undefined) yield `${id} goes on for ever`
  }
  for (const { id, state, task } of stored(evidence, 'notification')) {
    const open = state.status === 'queued' || state.status === 'claimed'
    if (task === undefined && open) yield `${id} is ${state.status} for ever`
  }
  for (const { id, state, audience, task } of stored(evidence, 'mail')) {
    if (task !== undefined) continue
    if (state.status === 'queued' || state.status === 'claimed') yield `${id} is ${state.status} for ever`
    if (state.status === 'doubt' && audience.to === 'rep') yield `${id} is in doubt, though it may go twice`
  }
}

/** No stage throws anything but what asks for another try. */
export const noSurprises: Invariant = {
  name: 'no unexpected error',
  check: ({ world }: Evidence) => world.surprises,
}

function idOf(task: string): string {
  return task.split(' ')[1] ?? ''
}
