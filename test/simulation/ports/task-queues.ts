import { QueueUnavailable } from '../../../shared/adapters/sqs/queues.ts'
import type { TaskMessage } from '../../../shared/contracts/tasks.ts'
import type { TaskQueues } from '../../../shared/ports/queue.ts'
import type { Faults } from '../core/faults.ts'
import type { Invocation } from '../core/invocation.ts'
import type { Queues } from './queues.ts'

/**
 * Makes the task queues as one invocation sees them.
 * @param queues where messages go
 * @param faults decides what goes wrong
 * @param invocation who sends
 */
export function createSimulatedTaskQueues(
  queues: Pick<Queues<TaskMessage>, 'put'>,
  faults: Faults,
  invocation: Invocation,
): TaskQueues {
  return {
    send: (messages) =>
      invocation.call({
        label: `send ${messages.map(({ message }) => message.taskId).join(' ')}`,
        refuse: () => (faults.strikes('queueRefused') ? new QueueUnavailable('queueRefused') : undefined),
        apply: async () => {
          for (const { queue, message } of messages) queues.put(queue, message)
        },
        lose: () => (faults.strikes('queueAnswerLost') ? new QueueUnavailable('queueAnswerLost') : undefined),
      }),
  }
}
