import type { TaskKind } from '../../../shared/domain/task.ts'
import { taskCounts } from '../answers.ts'
import type { Api } from '../api.ts'
import { CommandFailed } from '../failure.ts'
import { count, span } from '../figures.ts'
import type { Surroundings } from '../surroundings.ts'
import { showProgress } from './progress.ts'

/** Work that an import causes and that is to be done at once; nurture steps and SLAs come due in their own time. */
const importWork: readonly TaskKind[] = ['qualify', 'route', 'send', 'notify', 'outcome', 'attribute']
/** How long to wait between questions at the least, in milliseconds. */
const every = 500
/** Counting costs the stack something, so it should not be busy with it more than a tenth of the time. */
const restPerAnswer = 9
/** How often in a row nothing must be due: the index of due tasks lags a little behind the table. */
const quietAnswers = 2
/** How long the number may stand still before waiting is given up, in milliseconds. */
const patience = 10 * 60_000

/**
 * Waits until the stack has worked through what imports have put in.
 * @param api the stack
 * @param surroundings where progress is shown
 * @returns how long it took, in milliseconds
 * @throws CommandFailed when nothing has moved for ten minutes
 */
export async function untilWorkedThrough(api: Api, surroundings: Surroundings): Promise<number> {
  const began = surroundings.now()
  const progress = showProgress(surroundings, { title: 'Working', items: 'tasks done' }, 1)
  let most = 0
  let before = Number.POSITIVE_INFINITY
  let movedAt = began
  try {
    for (let quiet = 0; quiet < quietAnswers; ) {
      const askedAt = surroundings.now()
      const { due, more } = await workDue(api)
      const tookToAnswer = surroundings.now() - askedAt
      most = Math.max(most, due)
      if (due !== before || more) movedAt = surroundings.now()
      before = due
      // Tasks that nobody waits for may stand before those an import waits for.
      quiet = due === 0 && !more ? quiet + 1 : 0
      progress.update(most - due, most - due, Math.max(most, 1))
      if (surroundings.now() - movedAt > patience) throw new CommandFailed(stuck(due))
      if (quiet < quietAnswers) await surroundings.wait(Math.max(every, restPerAnswer * tookToAnswer))
    }
    return surroundings.now() - began
  } finally {
    progress.stop()
  }
}

async function workDue(api: Api): Promise<{ readonly due: number; readonly more: boolean }> {
  const { due, more } = await api.read(taskCounts, { method: 'GET', path: '/v1/tasks', patience })
  const work = due.filter(({ kind }) => importWork.includes(kind))
  return { due: work.reduce((sum, { count: number }) => sum + number, 0), more }
}

function stuck(due: number): string {
  return `All rows are in, but ${count(due)} tasks have not moved for ${span(patience)}. See: baton tasks`
}
