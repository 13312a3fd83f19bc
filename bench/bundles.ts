import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../infra/bundle.ts'
import { queueUrlVariable } from '../shared/contracts/environment.ts'
import { taskQueues } from '../shared/contracts/tasks.ts'
import type { Benchmark, Figure } from './context.ts'
import { medianOf } from './measure/distribution.ts'

const root = join(import.meta.dirname, '..')

/**
 * How large each function's bundle is, and how long a fresh process takes to load it, as Lambda does at a cold
 * start: nothing compiled before, nothing in memory. The floor is a handler that does nothing.
 * @param context see there
 */
export const bundles: Benchmark = async (context) => {
  const outdir = mkdtempSync(join(tmpdir(), 'baton-bench-bundles-'))
  try {
    const sizes = await bundle({ root, outdir })
    const rounds = context.quick ? 3 : 9
    context.progress(`${sizes.length} functions, each loaded ${rounds} times`)
    const empty = emptyBundle(outdir)
    const floor = { what: 'an empty handler', value: loadTime(empty, rounds) }
    return sizes.flatMap(({ function: name, bytes, gzipBytes, packages }): readonly Figure[] => {
      const [first, second, third] = packages
      const heaviest = [first, second, third].map((one) => one && `${one.name} ${kilobytes(one.bytes).toFixed(0)}`)
      const value = loadTime(join(outdir, name, 'index.js'), rounds)
      return [
        {
          what: `${name}: bundle, minified`,
          value: kilobytes(bytes),
          unit: 'KB',
          note: `heaviest: ${heaviest.join(', ')}`,
        },
        { what: `${name}: bundle, gzip`, value: kilobytes(gzipBytes), unit: 'KB' },
        { what: `${name}: cold load`, value, unit: 'ms', floor, note: `median of ${rounds}` },
      ]
    })
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

function kilobytes(bytes: number): number {
  return bytes / 1_000
}

function emptyBundle(outdir: string): string {
  const folder = join(outdir, 'empty')
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n')
  writeFileSync(join(folder, 'index.js'), 'exports.handler = async () => ({ statusCode: 202 })\n')
  return join(folder, 'index.js')
}

/** Loads a bundle and prints how long it took. */
const program = `
  const began = performance.now()
  const { handler } = require(process.argv[1])
  if (typeof handler !== 'function') throw new Error('no handler')
  console.log(performance.now() - began)
`

function loadTime(bundled: string, rounds: number): number {
  const samples = Array.from({ length: rounds }, () =>
    Number(execFileSync(process.execPath, ['-e', program, bundled], { env: environment, encoding: 'utf8' })),
  )
  return medianOf(samples)
}

/** Enough of an environment for every function to load. */
const environment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  NODE_ENV: 'production',
  TABLE_NAME: 'leads',
  PUBLIC_URL: 'http://127.0.0.1',
  MAIL_FROM: 'Baton <baton@example.com>',
  MAIL_CONFIGURATION_SET: 'baton',
  ...Object.fromEntries(taskQueues.map((queue) => [queueUrlVariable(queue), `http://127.0.0.1/${queue}`])),
}
