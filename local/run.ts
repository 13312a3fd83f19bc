import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bootstrapInWorker } from './bootstrap.ts'
import { build, consoleFolder } from './build.ts'
import { demoHistory } from './demo/load/history.ts'
import { StartFailure, StoppedEarly } from './failure.ts'
import type { StartOptions } from './options.ts'
import type { RunningStack } from './running-stack.ts'
import { start } from './start.ts'

const root = join(import.meta.dirname, '..')

/** How often it is looked whether npm is still there, in milliseconds. */
const parentCheckInterval = 250

function readOptions({ fresh, demo }: Arguments, signal: AbortSignal): StartOptions {
  const playbook = process.env['PLAYBOOK'] || undefined
  if (demo && playbook !== undefined) throw new StartFailure('--demo has a playbook of its own: leave PLAYBOOK out')
  const { PORT, MAIL_PORT, AUTH_PORT, DATA_DIR, LOOPBACK_CHANNELS } = process.env
  return {
    template: () => build({ root, report: console.log }),
    dataDirectory: DATA_DIR || join(root, '.baton'),
    port: readPort('PORT', PORT, 8080),
    mailPort: readPort('MAIL_PORT', MAIL_PORT, 8025),
    console: consoleFolder(root),
    // Two stacks on one machine need two ports of their own only where people name them.
    signInPort: AUTH_PORT ? readPort('AUTH_PORT', AUTH_PORT, 0) : { preferred: 8090 },
    fresh,
    fill: demoHistory({ wanted: demo, ...(process.stderr.isTTY ? { terminal: process.stderr } : {}) }),
    signal,
    bootstrap: bootstrapInWorker(playbook),
    ...(LOOPBACK_CHANNELS ? { loopbackChannels: LOOPBACK_CHANNELS } : {}),
    report: console.log,
  }
}

interface Arguments {
  /** Forget all state first. */
  readonly fresh: boolean
  /** Begin with a year of history. */
  readonly demo: boolean
}

function readArguments(): Arguments {
  try {
    const flag = { type: 'boolean', default: false } as const
    return parseArgs({ options: { fresh: flag, demo: flag } }).values
  } catch (error) {
    throw new StartFailure(`${error instanceof Error ? error.message : error} (known: --fresh, --demo)`)
  }
}

function readPort(name: string, text: string | undefined, standard: number): number {
  if (text === undefined || text === '') return standard
  if (!/^\d{1,5}$/.test(text)) throw new StartFailure(`${name}=${text} is no port: give a number, 0 picks a free one`)
  return Number(text)
}

/** Settles with the first signal to stop; a second one is not waited for. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1)
        asked = true
        resolve()
      })
    }
    if (process.env['npm_lifecycle_event'] !== undefined) whenParentEnds(resolve)
  })
}

/** npm ends at once when it is told to, without a word to what it started: its end is the word. */
function whenParentEnds(stop: () => void): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) stop()
  }, parentCheckInterval).unref()
}

async function run(stop: Promise<void>): Promise<void> {
  const stopping = new AbortController()
  void stop.then(() => stopping.abort())
  const asked = readArguments()
  const starting = start(readOptions(asked, stopping.signal))
  const stack = await Promise.race([starting, stop.then(() => 'stopped' as const)])
  if (stack === 'stopped') return await stopWhenStarted(starting)
  console.log(`ready ${stack.baseUrl}`)
  if (asked.demo) await showAround(stack)
  const why = await Promise.race([stop, stack.failed])
  if (why === undefined) console.log('Stopping…')
  await stack.stop()
  if (why !== undefined) throw new StartFailure(why)
}

/** A newcomer is told where to look, and as whom. */
async function showAround({ baseUrl }: RunningStack): Promise<void> {
  const [{ guideTo }, { readPeople }] = await Promise.all([
    import('./demo/load/guide.ts'),
    import('./sign-in/people.ts'),
  ])
  for (const line of guideTo(baseUrl, readPeople())) console.log(line)
}

async function stopWhenStarted(starting: Promise<RunningStack>): Promise<void> {
  try {
    const stack = await starting
    await stack.stop()
  } catch (error) {
    if (!(error instanceof StoppedEarly)) throw error
    console.log(error.message)
  }
}

/**
 * `npm start`: builds what changed, starts the whole stack on this machine, and stops it on Ctrl-C.
 * @returns the process's exit code: 0 when it was asked to stop, 1 when it could not start or go on
 */
export async function runUntilStopped(): Promise<number> {
  try {
    await run(stopSignal())
    return 0
  } catch (error) {
    console.error(error instanceof StartFailure ? error.message : error)
    return 1
  }
}
