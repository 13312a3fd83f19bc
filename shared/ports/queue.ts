import type { TaskMessage, TaskQueue } from '../contracts/tasks.ts'

/** Puts messages on task queues. Throws when any of them was not accepted: the caller retries them all. */
export interface TaskQueues {
  send(messages: readonly { readonly queue: TaskQueue; readonly message: TaskMessage }[]): Promise<void>
}
