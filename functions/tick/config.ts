import { environment, queueUrlVariable } from '../../shared/contracts/environment.ts'
import { taskQueues } from '../../shared/contracts/tasks.ts'
import { type Environment, readEnvironment } from '../../shared/lambda/configuration.ts'

const queueNames = Object.fromEntries(taskQueues.map((queue) => [queue, queueUrlVariable(queue)]))
const names = { table: environment.table } as const

/** Every variable this function reads. */
export const environmentNames: readonly string[] = [...Object.values(names), ...Object.values(queueNames)]

/** Reads the table's name and where each task queue is; see `readEnvironment`. */
export const readConfiguration = (from: Environment) => ({
  ...readEnvironment(from, names),
  queues: readEnvironment(from, queueNames),
})
