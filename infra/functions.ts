import type { indexes } from '../shared/adapters/dynamodb/keys.ts'
import { environment, queueUrlVariable, signInEnvironment } from '../shared/contracts/environment.ts'
import type { HttpFunction } from '../shared/contracts/routes.ts'
import { type TaskQueue, taskQueues } from '../shared/contracts/tasks.ts'
import { taskKinds } from '../shared/domain/task.ts'
import { type Worker, type WorkerName, workers } from './stages.ts'

/** Every function, in flow order. */
export const functionNames = ['capture', 'api', 'pages', 'relay', ...taskKinds, 'tick', 'mail-events'] as const

/** Name of one function: its folder under functions/. */
export type FunctionName = HttpFunction | 'relay' | 'tick' | WorkerName

/** What a function may do to the table's items. */
export type TableAction =
  | 'dynamodb:GetItem'
  | 'dynamodb:BatchGetItem'
  | 'dynamodb:Query'
  | 'dynamodb:PutItem'
  | 'dynamodb:UpdateItem'
  | 'dynamodb:DeleteItem'
  | 'dynamodb:ConditionCheckItem'

/** Indexes of the table, by the name they have in the code. */
export type IndexName = keyof typeof indexes

/** All that a function may do; what is not listed is denied. */
export interface Permissions {
  readonly table: readonly TableAction[]
  /** Indexes it may query. */
  readonly indexes?: readonly IndexName[]
  /** Task queues it may send to. */
  readonly sends?: readonly TaskQueue[]
  /** Whether it may hand mail to SES, from the configured sender only. */
  readonly mails?: true
}

/** One function's size, environment and permissions. Queues and streams it consumes follow from its place. */
export interface FunctionSettings extends Worker {
  readonly purpose: string
  readonly environment: readonly string[]
  readonly may: Permissions
}

/** What is wanted in one turn is asked for in one call: whoever may read one item may read several. */
const get = ['dynamodb:GetItem', 'dynamodb:BatchGetItem'] as const
const query = 'dynamodb:Query'
const put = 'dynamodb:PutItem'
const remove = 'dynamodb:DeleteItem'
/** Only counters are updated; all else is put whole. */
const update = 'dynamodb:UpdateItem'
const check = 'dynamodb:ConditionCheckItem'
const everyTaskQueue = taskQueues.map(queueUrlVariable)
/** Whoever checks people's tokens is told who issues them. */
const signIn = Object.values(signInEnvironment)

/** What each function is, needs and may do. */
export const functions: { readonly [Name in FunctionName]: FunctionSettings } = {
  capture: {
    purpose: 'Takes in web, call-center and webhook leads',
    memory: 1024,
    timeout: 10,
    environment: [environment.table],
    may: { table: [...get, put] },
  },
  api: {
    purpose: 'Answers the bearer API',
    memory: 1024,
    timeout: 20,
    environment: [environment.table, environment.publicUrl, ...signIn],
    may: {
      table: [...get, query, put, remove, update],
      indexes: ['due', 'leads', 'owner', 'standing', 'campaign', 'company', 'person'],
    },
  },
  pages: {
    purpose: 'Serves the pages people open from a mail or a form',
    memory: 1024,
    timeout: 10,
    environment: [environment.table, environment.publicUrl, ...signIn],
    may: { table: [...get, query, put, update] },
  },
  relay: {
    purpose: 'Sends tasks from the table stream to their queues',
    memory: 512,
    timeout: 20,
    environment: everyTaskQueue,
    may: { table: [], sends: taskQueues },
  },
  tick: {
    purpose: 'Drives tasks that have come due, every minute',
    memory: 512,
    timeout: 50,
    environment: [environment.table, ...everyTaskQueue],
    may: { table: [...get, put], indexes: ['due'], sends: taskQueues },
  },
  qualify: worker('qualify', 'Finds or creates the lead and scores it', [...get, query, put, update]),
  route: worker('route', 'Chooses the rep and offers the lead', [...get, query, put]),
  send: {
    ...workers.send,
    purpose: 'Writes and sends one mail',
    environment: [environment.table, environment.publicUrl, environment.mailFrom, environment.mailConfigurationSet],
    may: { table: [...get, query, put, check], mails: true },
  },
  notify: {
    ...workers.notify,
    purpose: 'Posts one alert to a channel',
    environment: [environment.table, environment.publicUrl],
    may: { table: [...get, query, put] },
  },
  sla: worker('sla', 'Reminds, reassigns or pools a lead nobody took or works', [...get, query, put, check]),
  nurture: worker('nurture', 'Takes an enrolled lead one step further', [...get, put, check]),
  outcome: worker('outcome', 'Records an imported outcome', [...get, put]),
  attribute: worker('attribute', 'Credits the campaigns of a deal', [...get, query, put, update]),
  job: {
    ...workers.job,
    purpose: 'Takes long work a step further: scoring all leads anew, handing leads on, erasing a person',
    environment: [environment.table],
    may: { table: [...get, query, put, remove, update, check], indexes: ['leads', 'owner'] },
  },
  digest: {
    ...workers.digest,
    purpose: 'Writes and sends the weekly digest',
    environment: [environment.table, environment.mailFrom, environment.mailConfigurationSet],
    may: { table: [...get, query, put], mails: true },
  },
  report: worker('report', 'Counts leads for the reports', [...get, query, put, update]),
  'mail-events': worker('mail-events', 'Records what became of a mail', [...get, put]),
}

function worker(name: WorkerName, purpose: string, table: readonly TableAction[]): FunctionSettings {
  return { ...workers[name], purpose, environment: [environment.table], may: { table } }
}
