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
    const fingerprint = fingerprintOf(root)
    if (existsSync(template) && readIfThere(stamp) === fingerprint) return template
    report('Building: bundling the functions, synthesizing the stack…')
    rmSync(stamp, { force: true })
    await runApp(root)
    writeFileSync(stamp, fingerprint)
    return template
  } finally {
    unlock()
  }
}

/** A digest of all sources: the names and contents of their files. */
function fingerprintOf(root: string): string {
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
  const child = spawn(process.execPath, [join('infra', 'app.ts'), '--unchecked'], {
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
