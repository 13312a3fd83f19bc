import { queueUrlVariable } from '../../shared/contracts/environment.ts'
import { taskQueues } from '../../shared/contracts/tasks.ts'
import { type Environment, readEnvironment } from '../../shared/lambda/configuration.ts'

const names = Object.fromEntries(taskQueues.map((queue) => [queue, queueUrlVariable(queue)]))

/** Every variable this function reads. */
export const environmentNames: readonly string[] = Object.values(names)

/** Reads where each task queue is; see `readEnvironment`. */
export const readConfiguration = (from: Environment): Readonly<Record<string, string>> => readEnvironment(from, names)
