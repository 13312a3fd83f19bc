import { type QueueName, stages, visibilityOf, workers } from '../../../infra/stages.ts'
import { minute, second } from '../../../shared/domain/time.ts'
import { type Ending, type Invocation, invoke, type Stage } from '../core/invocation.ts'

/** A message on its way. */
export interface Message<Body> {
  readonly queue: QueueName
  readonly body: Body
  receives: number
  state: 'waiting' | 'hidden' | 'deleted' | 'dead'
}

/** The message queues, which behave as SQS standard queues that drive functions do. */
export interface Queues<Body> {
  /** Accepts a message; it may be lost, doubled, late or overtaken all the same. */
  put(queue: QueueName, body: Body): void
  /** Messages that failed too often. */
  readonly dead: readonly Message<Body>[]
  /** Puts the dead letters back, as the operator does once the cause is gone. */
  redrive(): void
}

/**
 * Makes the queues.
 * @param stage the world
 * @param work does one message
 */
export function createQueues<Body>(
  stage: Stage,
  work: (invocation: Invocation, queue: QueueName, body: Body) => Promise<unknown>,
): Queues<Body> {
  const { faults, random, scheduler, trace } = stage
  const waiting = new Set<Message<Body>>()
  const dead: Message<Body>[] = []
  let batches = 0
  const enqueue = (message: Message<Body>, delay: number): void => {
    message.state = 'waiting'
    waiting.add(message)
    scheduler.after(delay, () => (message.state === 'waiting' ? receive(message) : undefined))
  }
  const put = (queue: QueueName, body: Body): void => {
    const delay = faults.strikes('messageDelayed') ? random.between(second, 15 * minute) : random.between(2, 40)
    enqueue({ queue, body, receives: 0, state: 'waiting' }, delay)
  }
  const receive = (first: Message<Body>): void => {
    const others = random.chance(0.3) ? [...waiting].filter(({ queue }) => queue === first.queue) : []
    const batch = [...new Set([first, ...others])].slice(0, stages[first.queue].batchSize).filter(isLive)
    if (batch.length > 0) void run(first.queue, batch)
  }
  /** A message that has been received often enough goes to the dead letters instead. */
  const isLive = (message: Message<Body>): boolean => {
    waiting.delete(message)
    const live = message.receives < stages[message.queue].maxReceiveCount
    message.state = live ? 'hidden' : 'dead'
    if (live) message.receives += 1
    else dead.push(message)
    if (!live) trace.add(`${message.queue} dead letter`)
    return live
  }
  const run = async (queue: QueueName, batch: readonly Message<Body>[]): Promise<void> => {
    batches += 1
    const timeout = workers[stages[queue].worker].timeout * second
    const ending = await invoke(stage, `${queue}#${batches}`, timeout, (invocation) =>
      Promise.allSettled(batch.map(({ body }) => work(invocation, queue, body))),
    )
    const hidden = visibilityOf(stages[queue]) * second
    for (const [index, message] of batch.entries()) {
      if (isDone(ending, index)) message.state = 'deleted'
      else enqueue(message, hidden)
      if (isDone(ending, index) && faults.strikes('messageDuplicated')) {
        enqueue({ ...message, receives: 1 }, random.between(1, hidden))
      }
    }
  }
  return {
    put: (queue, body) => {
      if (queue !== 'mail-events' && faults.strikes('messageLost')) return trace.add(`${queue} loses a message`)
      put(queue, body)
      if (faults.strikes('messageDuplicated')) put(queue, body)
    },
    dead,
    redrive: () => {
      for (const message of dead.splice(0)) put(message.queue, message.body)
    },
  }
}

function isDone(ending: Ending<readonly PromiseSettledResult<unknown>[]>, index: number): boolean {
  return ending.kind === 'returned' && ending.value[index]?.status === 'fulfilled'
}
