import { type QueueName, stages, visibilityOf, workers } from '../../../infra/stages.ts'
import { minute, second } from '../../../shared/domain/time.ts'
import { type Ending, type Invocation, invoke, type Stage } from '../core/invocation.ts'

/** A message on its way. */
export interface Message<Body> {
  readonly queue: QueueName
  readonly body: Body
  receives: number
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

/** Does a batch of messages, and says of each whether it was done. */
type Work<Body> = (
  invocation: Invocation,
  queue: QueueName,
  bodies: readonly Body[],
) => Promise<readonly PromiseSettledResult<unknown>[]>

/**
 * Makes the queues.
 * @param stage the world
 * @param work does a batch
 */
export function createQueues<Body>(stage: Stage, work: Work<Body>): Queues<Body> {
  const { faults, random, scheduler, trace } = stage
  const dead: Message<Body>[] = []
  /** Messages that can be received, now or once their time has come, with what tells their latest enqueueing. */
  const waiting = new Map<Message<Body>, symbol>()
  const enqueue = (message: Message<Body>, delay: number): void => {
    const latest = Symbol(message.queue)
    waiting.set(message, latest)
    scheduler.after(delay, () => (waiting.get(message) === latest ? receive(message) : undefined))
  }
  const run = createBatches(stage, work, enqueue)
  const receive = (first: Message<Body>): void => {
    const others = random.chance(0.3) ? [...waiting.keys()].filter(({ queue }) => queue === first.queue) : []
    const batch = [...new Set([first, ...others])].slice(0, stages[first.queue].batchSize)
    for (const message of batch) waiting.delete(message)
    const spent = batch.filter(({ queue, receives }) => receives >= stages[queue].maxReceiveCount)
    for (const message of spent) trace.add(`${message.queue} dead letter`)
    dead.push(...spent)
    run(batch.filter((message) => !spent.includes(message)))
  }
  const put = (queue: QueueName, body: Body): void => {
    const delay = faults.strikes('messageDelayed') ? random.between(second, 15 * minute) : random.between(2, 40)
    enqueue({ queue, body, receives: 0 }, delay)
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

/** Runs batches; a message that was not done comes back after its visibility timeout, and a done one sometimes, too. */
function createBatches<Body>(
  stage: Stage,
  work: Work<Body>,
  enqueue: (message: Message<Body>, delay: number) => void,
): (batch: readonly Message<Body>[]) => void {
  let batches = 0
  const run = async (queue: QueueName, batch: readonly Message<Body>[]): Promise<void> => {
    batches += 1
    for (const message of batch) message.receives += 1
    const timeout = workers[stages[queue].worker].timeout * second
    const ending = await invoke(stage, `${queue}#${batches}`, timeout, (invocation) =>
      work(
        invocation,
        queue,
        batch.map(({ body }) => body),
      ),
    )
    const hidden = visibilityOf(stages[queue]) * second
    for (const [index, message] of batch.entries()) {
      if (!isDone(ending, index)) enqueue(message, hidden)
      else if (stage.faults.strikes('messageDuplicated')) {
        enqueue({ ...message, receives: 1 }, stage.random.between(1, hidden))
      }
    }
  }
  return (batch) => {
    const [first] = batch
    if (first !== undefined) void run(first.queue, batch)
  }
}

function isDone(ending: Ending<readonly PromiseSettledResult<unknown>[]>, index: number): boolean {
  return ending.kind === 'returned' && ending.value[index]?.status === 'fulfilled'
}
