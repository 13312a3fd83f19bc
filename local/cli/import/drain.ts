import { taskCounts } from '../answers.ts'
import type { Api } from '../api.ts'
import { CommandFailed } from '../failure.ts'
import { count, span } from '../figures.ts'
import type { Surroundings } from '../surroundings.ts'
import { showProgress } from './progress.ts'

/** How long to wait between questions, in milliseconds, or four times as long as the answer took: it should not cost the work much. */
const every = 500
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
      const { due, more } = await bulkDue(api)
      const tookToAnswer = surroundings.now() - askedAt
      most = Math.max(most, due)
      if (due !== before || more) movedAt = surroundings.now()
      before = due
      quiet = due === 0 ? quiet + 1 : 0
      progress.update(most - due, most - due, Math.max(most, 1))
      if (surroundings.now() - movedAt > patience) throw new CommandFailed(stuck(due))
      if (quiet < quietAnswers) await surroundings.wait(Math.max(every, 4 * tookToAnswer))
    }
    return surroundings.now() - began
  } finally {
    progress.stop()
  }
}

async function bulkDue(api: Api): Promise<{ readonly due: number; readonly more: boolean }> {
  const counts = await api.read(taskCounts, { method: 'GET', path: '/v1/tasks', patience })
  const due = counts.due.filter((entry) => entry.lane !== 'live').reduce((sum, entry) => sum + entry.count, 0)
  return { due, more: counts.more === true }
}

function stuck(due: number): string {
  return `All rows are in, but ${count(due)} tasks have not moved for ${span(patience)}. See: baton tasks`
}
