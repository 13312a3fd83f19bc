import { randomUUID } from 'node:crypto'
import { StartFailure } from '../failure.ts'
import type { RuleModel } from '../template/model.ts'
import { account, region } from '../template/names.ts'
import type { Destinations } from './event-bus.ts'
import { transform } from './input.ts'

const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

/**
 * Reads a schedule expression.
 * @param id the rule's logical id, for the message
 * @param expression such as `rate(1 minute)`
 * @returns milliseconds between two runs
 * @throws StartFailure for anything but a rate
 */
export function readRate(id: string, expression: string): number {
  const match = /^rate\((?<count>[1-9]\d*) (?<unit>minute|hour|day)s?\)$/.exec(expression)
  const unit = match?.groups?.['unit']
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') {
    throw new StartFailure(
      `The local runtime can't run ${id} (AWS::Events::Rule): schedule ${expression} is not a rate`,
    )
  }
  return Number(match?.groups?.['count']) * units[unit]
}

/** The rules that run by the clock. */
export class Schedules {
  readonly #rules: readonly { readonly rule: RuleModel; readonly period: number }[]
  readonly #destinations: Destinations
  readonly #now: () => number
  #timers: NodeJS.Timeout[] = []

  /**
   * @param rules the declarations; those without a schedule are left out
   * @param destinations what they may invoke or send to
   * @param now the stack's clock, in milliseconds since the epoch
   */
  constructor(rules: readonly RuleModel[], destinations: Destinations, now: () => number) {
    this.#destinations = destinations
    this.#now = now
    this.#rules = rules.flatMap((rule) =>
      rule.ScheduleExpression === undefined || rule.State === 'DISABLED'
        ? []
        : [{ rule, period: readRate(rule.id, rule.ScheduleExpression) }],
    )
  }

  /** Runs each rule now and then at its rate, as AWS does when a rule is made. */
  start(): void {
    for (const { rule, period } of this.#rules) {
      void this.#run(rule)
      this.#timers.push(setInterval(() => void this.#run(rule), period))
    }
  }

  /** Runs no rule by itself any more. */
  stop(): void {
    for (const timer of this.#timers) clearInterval(timer)
    this.#timers = []
  }

  /** Runs every rule once and waits for what it invokes. */
  async runAll(): Promise<void> {
    await Promise.all(this.#rules.map(({ rule }) => this.#run(rule)))
  }

  async #run(rule: RuleModel): Promise<void> {
    const event = {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account,
      time: new Date(this.#now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region,
      resources: [rule.arn],
      detail: {},
    }
    for (const target of rule.Targets) {
      const input = transform(event, target)
      this.#destinations.queues.get(target.Arn)?.send(input)
      await this.#destinations.functions.get(target.Arn)?.attempt(JSON.parse(input))
    }
  }
}
