import { taskCounts } from '../answers.ts'
import { connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode } from '../failure.ts'
import { count } from '../figures.ts'

/** `baton status`. */
export const status: Command = {
  words: 'status',
  positionals: [],
  summary: 'Tell whether the stack is ready, and what it has to do',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const { baseUrl, mailUrl } = api.connection
    await api.text({ method: 'GET', path: '/v1/health' })
    const { due, parked } = await api.read(taskCounts, { method: 'GET', path: '/v1/tasks' })
    const dueNow = due.reduce((sum, entry) => sum + entry.count, 0)
    const lines = [
      `ready   ${baseUrl}`,
      ...(mailUrl === undefined ? [] : [`mail    ${mailUrl}`]),
      `tasks   ${count(dueNow)} due, ${count(parked.length)} parked`,
    ]
    const facts = {
      ready: true,
      baseUrl,
      ...(mailUrl === undefined ? {} : { mailUrl }),
      due: dueNow,
      parked: parked.length,
    }
    surroundings.out.write(given.has('json') ? `${JSON.stringify(facts)}\n` : `${lines.join('\n')}\n`)
    return exitCode.done
  },
}
