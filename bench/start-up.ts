import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import type { Benchmark, Context } from './context.ts'
import { medianOf } from './measure/distribution.ts'

const root = join(import.meta.dirname, '..')

/** What a clone doesn't have. */
const notCloned = new Set([
  'node_modules',
  '.git',
  'cdk.out',
  'dist',
  '.baton',
  'bench/results',
  'console/node_modules',
])

/**
 * How long `npm start` takes until it says it is ready, in a copy of the project with nothing built and installed
 * packages: the first start, which bundles, synthesizes and loads the demo workspace; and the second and later ones.
 * @param context see there
 */
export const startUp: Benchmark = async (context) => {
  const copy = mkdtempSync(join(tmpdir(), 'baton-bench-start-'))
  try {
    context.progress('copying the project as a clone has it')
    cpSync(root, copy, { recursive: true, filter: (path) => !notCloned.has(relative(root, path)) })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    const first = await timeStart(copy, context)
    const rounds = context.quick ? 1 : 5
    const later: number[] = []
    for (let round = 0; round < rounds; round += 1) later.push(await timeStart(copy, context))
    return [
      { what: 'first start, from nothing built to ready', value: first / 1_000, unit: 's' },
      {
        what: 'second and later starts, to ready',
        value: medianOf(later) / 1_000,
        unit: 's',
        aim: { atMost: 10 },
        note: `median of ${rounds}`,
      },
    ]
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

async function timeStart(folder: string, context: Context): Promise<number> {
  const began = performance.now()
  const env = { ...process.env, PORT: '0', MAIL_PORT: '0', DATA_DIR: join(folder, '.baton') }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'local/main.ts'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  try {
    await ready(child)
    const took = performance.now() - began
    context.progress(`ready after ${Math.round(took)} ms`)
    return took
  } finally {
    child.kill('SIGTERM')
    await gone
  }
}

async function ready({ stdout }: ChildProcess): Promise<void> {
  if (stdout === null) throw new Error('The stack says nothing')
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith('ready ')) {
      stdout.resume()
      return
    }
  }
  throw new Error('The stack ended before it was ready')
}
