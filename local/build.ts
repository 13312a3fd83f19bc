import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { readJson } from './data-directory.ts'
import { StartFailure, systemErrorCode } from './failure.ts'
import { identify, isRunning } from './process-identity.ts'

/** What the template and the bundles are made from. */
const sources = ['infra', 'functions', 'shared', 'package-lock.json', 'tsconfig.json', 'cdk.json'] as const

/** What the console is made from. */
const consoleSources = ['console', 'shared/contracts', 'package-lock.json'] as const

/**
 * Where the built console is.
 * @param root the project's folder
 */
export function consoleFolder(root: string): string {
  return join(root, 'dist', 'console')
}

/** How to build. */
export interface BuildOptions {
  /** The project's folder. */
  readonly root: string
  /** Takes lines about progress. */
  readonly report?: (line: string) => void
}

/**
 * Bundles the functions and synthesizes the template, unless that was done with the same sources before.
 * Several processes may ask at once: one builds, the others wait.
 * @param options what to build
 * @returns the template's path
 * @throws StartFailure when it doesn't build; the compiler's own words were printed then
 */
export async function build({ root, report = () => undefined }: BuildOptions): Promise<string> {
  const template = join(root, 'cdk.out', 'Baton.template.json')
  const stamp = join(root, 'dist', 'built.txt')
  mkdirSync(join(root, 'dist'), { recursive: true })
  const unlock = await lock(join(root, 'dist', 'building.json'))
  try {
    await Promise.all([
      buildOnce({ root, sources, stamp, made: template }, () => {
        report('Building: bundling the functions, synthesizing the stack…')
        return runApp(root)
      }),
      buildConsole({ root, report }),
    ])
    return template
  } finally {
    unlock()
  }
}

interface Step {
  readonly root: string
  /** What is read. */
  readonly sources: readonly string[]
  /** File that says what was read last time. */
  readonly stamp: string
  /** File that is there when the step was done. */
  readonly made: string
}

/** Does a step unless it was done with the same sources before. */
async function buildOnce({ root, sources, stamp, made }: Step, make: () => Promise<void>): Promise<void> {
  const fingerprint = fingerprintOf(root, sources)
  if (existsSync(made) && readIfThere(stamp) === fingerprint) return
  rmSync(stamp, { force: true })
  await make()
  writeFileSync(stamp, fingerprint)
}

/** The API must not wait for a page: without the console it starts all the same, and says so. */
async function buildConsole({ root, report }: Required<BuildOptions>): Promise<void> {
  const folder = consoleFolder(root)
  const stamp = join(root, 'dist', 'console-built.txt')
  try {
    await buildOnce({ root, sources: consoleSources, stamp, made: join(folder, 'index.html') }, async () => {
      report('Building: the console…')
      await runNode(root, [join('console', 'build.ts')])
    })
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    report('The console could not be built, so it is not served; the API is.')
  }
}

/** A digest of all sources: the names and contents of their files. */
function fingerprintOf(root: string, sources: readonly string[]): string {
  const hash = createHash('sha256').update(process.version)
  for (const path of sources.flatMap((source) => filesUnder(root, source))) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesUnder(root: string, path: string): readonly string[] {
  if (!existsSync(join(root, path))) return []
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path))
    .toSorted()
    .flatMap((name) => filesUnder(root, join(path, name)))
}

async function runApp(root: string): Promise<void> {
  await runNode(root, [join('infra', 'app.ts'), '--unchecked'])
}

async function runNode(root: string, script: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [...script], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: join(root, 'cdk.out') },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new StartFailure('The build failed: see the lines above')
}

const holder = z.object({ pid: z.number(), startedAt: z.string() })

/** Waits for its turn. A lock whose holder is gone counts for nothing. */
async function lock(path: string): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify(identify(process.pid)), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error
    }
    await pause(50)
    const found = holder.safeParse(readJson(path))
    if (found.success && !isRunning(found.data)) rmSync(path, { force: true })
  }
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
