import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { taskKinds } from '../shared/domain/task.ts'
import { Alarms } from './constructs/alarms.ts'
import { Console } from './constructs/console.ts'
import { makeDashboard } from './constructs/dashboard.ts'
import { allowTracing, type BatonFunction } from './constructs/function.ts'
import { Http } from './constructs/http.ts'
import { Mail } from './constructs/mail.ts'
import { SignIn } from './constructs/sign-in.ts'
import { drainQueue, readStream } from './constructs/sources.ts'
import { LeadTable } from './constructs/table.ts'
import { DeadLetterQueue, TaskQueue } from './constructs/task-queue.ts'
import { Tick } from './constructs/tick.ts'
import { FunctionFactory } from './function-factory.ts'
import { idOf } from './logical-id.ts'
import type { Settings } from './settings.ts'
import { type QueueName, queueNames, queuesOf, stages } from './stages.ts'
import { watch } from './watch.ts'

/** What the stack needs. */
export interface BatonStackProps extends StackProps {
  readonly settings: Settings
  /** Folder with one bundle folder per function. */
  readonly bundles: string
}

/** All of Baton, in the order a lead goes through it. */
export class BatonStack extends Stack {
  readonly #prefix = this.stackName.toLowerCase()
  readonly #props: BatonStackProps
  readonly #alarms: Alarms
  readonly #table: LeadTable
  readonly #http: Http
  readonly #queues: { readonly [Name in QueueName]: TaskQueue }
  readonly #functions: FunctionFactory

  /**
   * @param scope the CDK app
   * @param id the stack's id, which names its template
   * @param props what it needs
   */
  constructor(scope: Construct, id: string, props: BatonStackProps) {
    super(scope, id, props)
    this.#props = props
    const prefix = this.#prefix
    this.#alarms = new Alarms(this, 'Alarms', { prefix, runbookUrl: props.settings.runbookUrl })
    this.#table = new LeadTable(this, 'Leads')
    this.#http = new Http(this, 'Http', { prefix })
    this.#queues = this.#makeQueues()
    const mail = new Mail(this, 'Mail', { prefix, settings: props.settings, reports: this.#queues['mail-events'] })
    const signIn = this.#show()
    this.#functions = new FunctionFactory(this, {
      prefix,
      bundles: props.bundles,
      table: this.#table,
      queues: this.#queues,
      mail,
      mailFrom: props.settings.mailFrom,
      publicUrl: props.settings.publicUrl ?? this.#http.api.apiEndpoint,
      signIn,
    })

    const { capture, api, pages } = this.#takeIn()
    const relay = this.#handOn()
    const workers = this.#work()
    const tick = this.#driveWhenDue()
    allowTracing(this, this.#functions.made)
    const sources = {
      http: this.#http,
      httpFunctions: [capture, api, pages],
      relay: relay.lambda,
      queues: queueNames.map((name) => this.#queues[name]),
      workers,
      tick: tick.lambda,
      table: this.#table,
    }
    watch(this.#alarms, sources)
    makeDashboard(this, { prefix, alarms: this.#alarms.all, ...sources })
  }

  #makeQueues(): { readonly [Name in QueueName]: TaskQueue } {
    const make = (name: QueueName) =>
      new TaskQueue(this, idOf(name, 'Queue'), {
        name,
        stage: stages[name],
        prefix: this.#prefix,
        alarms: this.#alarms,
      })
    return {
      qualify: make('qualify'),
      'qualify-bulk': make('qualify-bulk'),
      route: make('route'),
      'route-bulk': make('route-bulk'),
      send: make('send'),
      'send-bulk': make('send-bulk'),
      notify: make('notify'),
      'notify-bulk': make('notify-bulk'),
      sla: make('sla'),
      nurture: make('nurture'),
      outcome: make('outcome'),
      attribute: make('attribute'),
      'attribute-bulk': make('attribute-bulk'),
      report: make('report'),
      job: make('job'),
      digest: make('digest'),
      'mail-events': make('mail-events'),
    }
  }

  /** Web, calls, webhooks, imports, and the pages people open. */
  #takeIn() {
    const made = {
      capture: this.#functions.make('capture'),
      api: this.#functions.make('api'),
      pages: this.#functions.make('pages'),
    }
    this.#http.serve({ capture: made.capture.lambda, api: made.api.lambda, pages: made.pages.lambda })
    return made
  }

  /** From the table's stream to the queues. */
  #handOn(): BatonFunction {
    const deadLetters = this.#deadLetters('relay-dlq', 'The relay gave up on a piece of the table’s stream.')
    const relay = this.#functions.make('relay', { deadLetters: deadLetters.queue })
    readStream(relay, this.#table, deadLetters)
    return relay
  }

  /** From each queue to its worker. */
  #work(): readonly BatonFunction[] {
    return ([...taskKinds, 'mail-events'] as const).map((name) => {
      const drained = queuesOf(name).map((queue) => this.#queues[queue])
      const worker = this.#functions.make(name, { drains: drained.map(({ queue }) => queue) })
      for (const queue of drained) drainQueue(worker, queue)
      return worker
    })
  }

  /** What is due later, and whatever got lost. */
  #driveWhenDue(): BatonFunction {
    const deadLetters = this.#deadLetters('tick-dlq', 'A tick could not be delivered, or failed three times.')
    const tick = this.#functions.make('tick', { deadLetters: deadLetters.queue, asynchronous: true })
    new Tick(this, 'Tick', { target: tick, deadLetters })
    return tick
  }

  /** The console, and who may sign in to it: what functions need to know of that. */
  #show(): ReadonlyMap<string, string> {
    const { settings } = this.#props
    const signIn = new SignIn(this, 'SignIn', { prefix: this.#prefix })
    const console = new Console(this, 'Console', {
      prefix: this.#prefix,
      settings,
      api: this.#http.api,
      signInOrigins: [signIn.origin, signIn.issuerOrigin],
    })
    const origin = `https://${settings.consoleDomain?.name ?? console.distribution.distributionDomainName}`
    const client = signIn.addConsole(origin)
    const outputs = {
      ConsoleUrl: origin,
      ApiUrl: this.#http.api.apiEndpoint,
      TableName: this.#table.table.tableName,
      ConsoleBucket: console.bucket.bucketName,
      DistributionId: console.distribution.distributionId,
      UserPoolId: signIn.userPool.userPoolId,
      UserPoolClientId: client.userPoolClientId,
      SignInUrl: signIn.origin,
      AlarmTopicArn: this.#alarms.topic.topicArn,
    }
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value })
    return signIn.environmentFor(client)
  }

  #deadLetters(name: string, means: string): DeadLetterQueue {
    return new DeadLetterQueue(this, idOf(name), { name, means, prefix: this.#prefix, alarms: this.#alarms })
  }
}
