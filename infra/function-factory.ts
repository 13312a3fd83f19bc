import { join } from 'node:path'
import type * as sqs from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { environment, queueUrlVariable } from '../shared/contracts/environment.ts'
import { BatonFunction } from './constructs/function.ts'
import type { Mail } from './constructs/mail.ts'
import type { LeadTable } from './constructs/table.ts'
import type { TaskQueue } from './constructs/task-queue.ts'
import { type FunctionName, functions } from './functions.ts'
import { idOf } from './logical-id.ts'
import { statementsFor } from './permissions.ts'
import { type QueueName, queueNames } from './stages.ts'

/** What functions are connected to. */
export interface Surroundings {
  readonly prefix: string
  /** Folder with one bundle folder per function. */
  readonly bundles: string
  readonly table: LeadTable
  readonly queues: { readonly [Name in QueueName]: TaskQueue }
  readonly mail: Mail
  readonly mailFrom: string
  readonly publicUrl: string
  /** Where people sign in, by the variables' names. */
  readonly signIn: ReadonlyMap<string, string>
}

/** What only some functions are connected to. */
export interface Links {
  /** Queues it drains. */
  readonly drains?: readonly sqs.IQueue[]
  /** Where its failures go, when AWS and not a queue keeps them. */
  readonly deadLetters?: sqs.IQueue
  /** Whether it is invoked without anybody waiting for the answer. */
  readonly asynchronous?: true
}

/** Makes functions from the typed list of what each of them is, needs and may do. */
export class FunctionFactory {
  readonly made: BatonFunction[] = []
  readonly #scope: Construct
  readonly #around: Surroundings
  readonly #values: ReadonlyMap<string, string>

  /**
   * @param scope where the functions live
   * @param around what they are connected to
   */
  constructor(scope: Construct, around: Surroundings) {
    this.#scope = scope
    this.#around = around
    this.#values = new Map([
      [environment.table, around.table.table.tableName],
      [environment.publicUrl, around.publicUrl],
      [environment.mailFrom, around.mailFrom],
      [environment.mailConfigurationSet, around.mail.configurationSet.configurationSetName],
      ...around.signIn,
      ...queueNames.map((name): [string, string] => [queueUrlVariable(name), around.queues[name].queue.queueUrl]),
    ])
  }

  /**
   * Makes one function.
   * @param name which
   * @param links what it is connected to besides
   */
  make(name: FunctionName, links: Links = {}): BatonFunction {
    const { prefix, bundles, table, queues, mail } = this.#around
    const { deadLetters } = links
    const settings = functions[name]
    const sends = (settings.may.sends ?? []).map((queue) => queues[queue].queue)
    const statements = statementsFor(settings.may, {
      table,
      sends: deadLetters === undefined ? sends : [...sends, deadLetters],
      drains: links.drains ?? [],
      readsStream: name === 'relay',
    })
    const made = new BatonFunction(this.#scope, idOf(name, 'Function'), {
      name,
      settings,
      prefix,
      bundle: join(bundles, name),
      environment: this.#environmentOf(name),
      statements: settings.may.mails ? [...statements, mail.sendingStatement()] : statements,
      ...(links.asynchronous && deadLetters !== undefined ? { deadLetters } : {}),
    })
    this.made.push(made)
    return made
  }

  #environmentOf(name: FunctionName): Readonly<Record<string, string>> {
    return Object.fromEntries(
      functions[name].environment.map((variable) => {
        const value = this.#values.get(variable)
        if (value === undefined) throw new Error(`${name} reads ${variable}, which the stack doesn't know`)
        return [variable, value]
      }),
    )
  }
}
