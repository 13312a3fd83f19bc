import { identityDigest } from '../../../shared/pipeline/digest.ts'
import { type Evidence, type Invariant, stored } from './evidence.ts'

/** Once nothing goes wrong any more, everything that is due gets done. */
export const comesToRest: Invariant = {
  name: 'promise 12: with faults off, queues drain',
  *check(evidence: Evidence) {
    const { drained } = evidence
    const explained = waitingOutcomes(evidence)
    for (const task of drained.stuck) if (!explained.has(idOf(task))) yield `due for more than two ticks: ${task}`
    for (const task of drained.parked) if (!explained.has(idOf(task))) yield `parked: ${task}`
    for (const task of drained.left) yield `never done: ${task}`
    if (drained.lateDeadLetters > 0) yield `${drained.lateDeadLetters} dead letters though nothing went wrong`
  },
}

/** No stage throws anything but what asks for another try. */
export const noSurprises: Invariant = {
  name: 'no unexpected error',
  check: ({ world }: Evidence) => world.surprises,
}

/** Deals of leads that never came: they wait for the operator, which is as it should be. */
function waitingOutcomes(evidence: Evidence): ReadonlySet<string> {
  const known = new Set(stored(evidence, 'identity').map(({ kind, digest }) => `${kind} ${digest}`))
  const waiting = stored(evidence, 'outcome').filter(
    ({ deal }) => !known.has(`externalId ${identityDigest('externalId', deal.externalLeadId)}`),
  )
  return new Set(waiting.map(({ id }) => `outcome:${id}`))
}

function idOf(task: string): string {
  return task.split(' ')[1] ?? ''
}
