import { randomUUID } from 'node:crypto'
import type { LocalQueue } from '../engines/queues.ts'
import { StartFailure } from '../failure.ts'
import type { RuleModel, RuleTarget } from '../template/model.ts'
import { account, region } from '../template/names.ts'
import type { AsynchronousInvoker } from './asynchronous-invoker.ts'
import { transform } from './input.ts'
import { compilePattern, type Matcher } from './pattern.ts'

/** An event as it is put on the bus. */
export interface BusEvent {
  readonly source: string
  readonly 'detail-type': string
  readonly detail: unknown
  readonly resources?: readonly string[]
}

/** What rules send to. */
export interface Destinations {
  readonly queues: ReadonlyMap<string, LocalQueue>
  readonly functions: ReadonlyMap<string, AsynchronousInvoker>
}

interface Rule {
  readonly matches: Matcher
  readonly targets: readonly RuleTarget[]
}

/** EventBridge's default bus with the rules that have a pattern. */
export class EventBus {
  readonly #rules: readonly Rule[]
  readonly #destinations: Destinations
  readonly #now: () => number

  /**
   * @param rules the declarations; those with a schedule are not the bus's
   * @param destinations what they may send to
   * @param now the stack's clock, in milliseconds since the epoch
   * @throws StartFailure for a target that is neither a queue nor a function of the stack
   */
  constructor(rules: readonly RuleModel[], destinations: Destinations, now: () => number) {
    this.#destinations = destinations
    this.#now = now
    this.#rules = rules
      .filter(({ State, EventPattern }) => State === 'ENABLED' && EventPattern !== undefined)
      .map(({ EventPattern, Targets }) => ({ matches: compilePattern(EventPattern), targets: Targets }))
    for (const { id, Targets } of rules) for (const { Arn } of Targets) this.#check(id, Arn)
  }

  /**
   * Puts an event on the bus.
   * @param event what happened
   */
  emit(event: BusEvent): void {
    const complete = {
      version: '0',
      id: randomUUID(),
      account,
      region,
      time: new Date(this.#now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      resources: [],
      ...event,
    }
    for (const { matches, targets } of this.#rules) {
      if (matches(complete)) for (const target of targets) this.send(complete, target)
    }
  }

  /**
   * Sends an event to one target of a rule.
   * @param event the event
   * @param target where, and in which form
   */
  send(event: unknown, target: RuleTarget): void {
    const input = transform(event, target)
    this.#destinations.queues.get(target.Arn)?.send(input)
    this.#destinations.functions.get(target.Arn)?.invoke(JSON.parse(input))
  }

  #check(id: string, arn: string): void {
    if (this.#destinations.queues.has(arn) || this.#destinations.functions.has(arn)) return
    throw new StartFailure(`The local runtime can't run ${id} (AWS::Events::Rule): target ${arn}`)
  }
}
