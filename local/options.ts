import type { NextDue } from './clock/advance.ts'
import type { DataDirectory } from './data-directory.ts'
import type { EngineKind, InstalledEngine } from './engines/engine.ts'
import type { TableModel } from './template/model.ts'

/** What the first start's preparation is given. */
export interface BootstrapContext {
  /** Origins of the local services. */
  readonly endpoints: { readonly dynamodb: string; readonly queues: string; readonly mail: string }
  readonly tableName: string
  /** Origin of the API. */
  readonly baseUrl: string
  readonly region: string
}

/** Prepares an empty table: playbook, roster, keys. Run again when it was cut off before it was done. */
export type Bootstrap = (
  context: BootstrapContext,
) => Promise<{ readonly adminToken: string; readonly callCenterKey: string }>

/** What is given to what fills a table before the engine runs. */
export interface FillContext {
  readonly data: DataDirectory
  readonly engine: InstalledEngine
  /** The table as the template declares it. */
  readonly table: TableModel
  /** The stack's present, in milliseconds since the epoch. */
  readonly now: number
  readonly report: (line: string) => void
  readonly signal: AbortSignal | undefined
}

/** Fills a table before the engine runs, or leaves it as it is. */
export type Fill = (context: FillContext) => Promise<void>

/** How to start a stack. */
export interface StartOptions {
  /** The synthesized template, or what makes it and gives its path; called once ports and engine are there. */
  readonly template: string | (() => Promise<string>)
  /** Where state is kept over restarts. */
  readonly dataDirectory: string
  /** Port of the API; 0, the default, picks a free one. */
  readonly port?: number
  /** Port of the mail viewer; 0, the default, picks a free one. */
  readonly mailPort?: number
  /** Port of the sign-in service, or one that is only preferred; 0, the default, picks a free one. */
  readonly signInPort?: number | { readonly preferred: number }
  /** Forgets all state first. */
  readonly fresh?: boolean
  /** Called before the engine starts; may fill its table, and then writes the credentials itself. */
  readonly fill?: Fill
  /** Ends what {@link fill} does. */
  readonly signal?: AbortSignal
  /** Called at a first start. */
  readonly bootstrap?: Bootstrap
  /** Finds due tasks for the virtual clock; the due index of the template's table when absent. */
  readonly nextDue?: NextDue
  /** Which engine; the best there is when absent. */
  readonly engine?: EngineKind
  /** Whether schedules run by themselves (default) or only when the stack is told to tick. */
  readonly schedules?: 'running' | 'manual'
  /** Whether the mail service reports deliveries, bounces and complaints as SES does (default). */
  readonly mailReports?: boolean
  /** File of certificates (PEM) to trust: channels may then reach receivers on this machine, for a trial. */
  readonly loopbackChannels?: string
  /** Folder of the built console, served at `/`; without it the API answers there alone. */
  readonly console?: string
  /** Takes lines about progress. */
  readonly report?: (line: string) => void
}
