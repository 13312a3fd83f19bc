import { createUlidIds } from '../../shared/adapters/system/ids.ts'
import { type TaskMessage, taskMessage } from '../../shared/contracts/tasks.ts'
import { parseMailId } from '../../shared/domain/ids.ts'
import { second } from '../../shared/domain/time.ts'
import { derivingStore } from '../../shared/pipeline/derived-writes.ts'
import type { MailEvent } from '../../shared/pipeline/mail-events.ts'
import type { StagePorts } from '../../shared/pipeline/stages.ts'
import type { Ids } from '../../shared/ports/ids.ts'
import type { LinkSigner } from '../../shared/ports/links.ts'
import type { TaskQueues } from '../../shared/ports/queue.ts'
import type { Store } from '../../shared/ports/store.ts'
import type { Bindings } from './bindings.ts'
import { type Acknowledgements, createAcknowledgements } from './core/acknowledgements.ts'
import { createFaults } from './core/faults.ts'
import { type Ending, type Invocation, invoke, type Stage } from './core/invocation.ts'
import { createJournal, type Journal } from './core/journal.ts'
import type { Random } from './core/random.ts'
import { createScheduler } from './core/scheduler.ts'
import { createTrace } from './core/trace.ts'
import { createSimulatedLinks } from './ports/links.ts'
import { type AcceptedMail, createMailService, type MailService } from './ports/mail-service.ts'
import { createQueues, type Queues } from './ports/queues.ts'
import { type AcceptedPost, createReceivers, type Receivers } from './ports/receivers.ts'
import { createStaleIndex } from './ports/stale-index.ts'
import { createSimulatedStore, type StoreService } from './ports/store.ts'
import { createTableStream } from './ports/stream.ts'
import { createSimulatedTaskQueues } from './ports/task-queues.ts'

/** What the queues carry. */
export type Body = TaskMessage | MailEvent

/** Everything there is in a run. */
export interface World extends Stage {
  readonly bindings: Bindings
  readonly journal: Journal
  readonly queues: Queues<Body>
  readonly mail: MailService
  readonly receivers: Receivers
  readonly links: LinkSigner
  readonly acks: Acknowledgements
  /** Called for each mail and each post that is accepted: those who read it may do something. */
  readonly readers: ((message: AcceptedMail | AcceptedPost) => void)[]
  /** Errors that no stage should have thrown. */
  readonly surprises: string[]
  /** The ports as one invocation sees them. */
  ports(invocation: Invocation): StagePorts
  /** Runs the tick once. */
  runTick(): Promise<void>
  /** Asks something of the HTTP functions; the answer may get lost. */
  request<T>(name: string, work: (ports: StagePorts) => Promise<T>): Promise<Ending<T>>
}

/** When every run starts: a Sunday on which New York sets its clocks forward, at 05:30 UTC. */
export const start = Date.UTC(2026, 2, 8, 5, 30)

const requestTimeout = 10 * second
const tickTimeout = 50 * second
/** Errors by which a stage asks to be tried again. */
const retryable: ReadonlySet<string> = new Set(['StoreUnavailable', 'QueueUnavailable', 'Contended', 'MailNotSent'])

/**
 * Makes the world of a run.
 * @param random decides everything
 * @param raw the store
 * @param bindings the product
 */
export function createWorld(random: Random, raw: Store, bindings: Bindings): World {
  const scheduler = createScheduler(start, random)
  const trace = createTrace(scheduler.elapsed)
  const faults = createFaults(random)
  const stage: Stage = { random, scheduler, trace, faults }
  const journal = createJournal({ elapsed: scheduler.elapsed, now: scheduler.clock.now })
  const ids = createUlidIds(scheduler.clock, (size) => Uint8Array.from({ length: size }, () => random.between(0, 255)))
  const readers: World['readers'] = []
  const surprises: string[] = []
  const acks = createAcknowledgements(journal)
  const queues: Queues<Body> = createQueues<Body>(stage, async (invocation, queue, bodies) => {
    if (queue === 'report') {
      const messages = bodies.map((body) => taskMessage.parse(body))
      const results = await bindings.countTogether(ports(invocation), messages)
      return Promise.allSettled(results.map((result) => noted(surprises, queue, () => settled(result))))
    }
    return Promise.allSettled(
      bodies.map((body) => noted(surprises, queue, () => work({ bindings, acks }, ports(invocation), body))),
    )
  })
  const taskQueues = (invocation: Invocation) => createSimulatedTaskQueues(queues, faults, invocation)
  const stream = createTableStream(stage, (invocation, tasks) => bindings.drive(taskQueues(invocation), tasks))
  const mail = createMailService(stage, journal, {
    onAccepted: (accepted) => {
      for (const reader of readers) reader(accepted)
    },
    onEvent: (event) => queues.put('mail-events', event),
  })
  const receivers = createReceivers(stage, journal, (accepted) => {
    for (const reader of readers) reader(accepted)
  })
  const staleIndex = createStaleIndex(faults, random, journal, scheduler.elapsed)
  const service = { raw: bindings.rawStore(raw), faults, journal, staleIndex, onCommit: stream.take }
  const links = createSimulatedLinks()
  const ports = (invocation: Invocation): StagePorts =>
    portsFor({ ...stage, service, ids, mail, receivers, links }, invocation)
  const parts = { ...stage, bindings, journal, queues, mail, receivers, links, acks, readers, surprises, ports }
  return { ...parts, ...entrances(parts, taskQueues) }
}

/** The ways in from outside: the schedule and HTTP. */
function entrances(
  world: Omit<World, 'runTick' | 'request'>,
  taskQueues: (invocation: Invocation) => TaskQueues,
): Pick<World, 'runTick' | 'request'> {
  const { bindings, surprises, ports, faults } = world
  let requests = 0
  return {
    runTick: async () => {
      await invoke(world, 'tick', tickTimeout, (invocation) =>
        noted(surprises, 'tick', () => bindings.tick(ports(invocation), taskQueues(invocation))),
      )
    },
    request: async (name, ask) => {
      requests += 1
      const run = (invocation: Invocation) => noted(surprises, name, () => ask(ports(invocation)))
      const ending = await invoke(world, `${name}@${requests}`, requestTimeout, run)
      return ending.kind === 'returned' && faults.strikes('httpAnswerLost') ? { kind: 'died' } : ending
    },
  }
}

interface PortParts extends Stage {
  readonly service: StoreService
  readonly ids: Ids
  readonly mail: MailService
  readonly receivers: Receivers
  readonly links: LinkSigner
}

function portsFor(parts: PortParts, invocation: Invocation): StagePorts {
  const { service, ids, mail, receivers, links, scheduler } = parts
  return {
    store: derivingStore(createSimulatedStore(service, invocation), scheduler.clock),
    clock: scheduler.clock,
    ids,
    mailer: mail.mailerFor(invocation),
    poster: receivers.posterFor(invocation),
    links,
    publicUrl: 'https://baton.example.com',
  }
}

async function work(
  { bindings, acks }: Pick<World, 'bindings' | 'acks'>,
  ports: StagePorts,
  body: Body,
): Promise<void> {
  if ('mail' in body) {
    await bindings.takeMailEvent(ports, body)
    const prospect = /^mail_\w+-(thanks|nurture)-/.test(body.mail) ? parseMailId(body.mail) : undefined
    if (prospect !== undefined && body.kind !== 'delivered') acks.stopped(prospect.leadId, body.kind)
    return
  }
  const message = taskMessage.parse(body)
  await bindings.tasks[message.kind](ports, message)
}

async function settled<T>(result: PromiseSettledResult<T>): Promise<T> {
  if (result.status === 'rejected') throw result.reason
  return result.value
}

/** Notes an error that is none of those by which a stage asks to be tried again. */
async function noted<T>(surprises: string[], where: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Error && retryable.has(error.name))) surprises.push(`${where}: ${String(error)}`)
    throw error
  }
}
