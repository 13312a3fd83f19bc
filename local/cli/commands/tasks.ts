import * as z from 'zod'
import { taskCounts } from '../answers.ts'
import { connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode } from '../failure.ts'
import { count } from '../figures.ts'
import { table } from '../table.ts'

/** `baton tasks`. */
export const tasks: Command = {
  words: 'tasks',
  positionals: [],
  summary: 'Count the tasks that are due, and those that were parked after too many tries',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const call = { method: 'GET', path: '/v1/tasks' } as const
    if (given.has('json')) {
      surroundings.out.write(`${(await api.text(call)).trimEnd()}\n`)
      return exitCode.done
    }
    const { due, more, parked } = await api.read(taskCounts, call)
    const rows = due.filter((entry) => entry.count > 0).map((entry) => [entry.kind, count(entry.count)])
    const columns = [{ title: 'Due' }, { title: 'Tasks', align: 'right' }] as const
    surroundings.out.write(rows.length === 0 ? 'Nothing is due.\n' : table(columns, rows))
    if (more) surroundings.out.write('There are more than were counted.\n')
    const waiting = parked.map(({ kind, item }) => `  ${kind}  ${item}\n`).join('')
    const parkedWords = `Parked, until baton tasks redrive:\n${waiting}`
    surroundings.out.write(parked.length === 0 ? 'Nothing is parked.\n' : parkedWords)
    return exitCode.done
  },
}

const redriven = z.looseObject({ redriven: z.number().int() })

/** `baton tasks redrive`. */
export const tasksRedrive: Command = {
  words: 'tasks redrive',
  positionals: [],
  summary: 'Try every parked task again',
  options: {},
  run: async (given, surroundings) => {
    const api = connect(findStack(surroundings), surroundings)
    const answer = await api.read(redriven, { method: 'POST', path: '/v1/tasks/redrive', body: {}, idempotent: true })
    const words = `${count(answer.redriven)} parked tasks are driven again`
    surroundings.out.write(given.has('json') ? `${JSON.stringify(answer)}\n` : `${words}\n`)
    return exitCode.done
  },
}
