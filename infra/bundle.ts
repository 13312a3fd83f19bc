import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile, type Plugin } from 'esbuild'

/** Size of one function's bundle. */
export interface BundleSize {
  readonly function: string
  readonly bytes: number
  /** What Lambda downloads at a cold start, near enough. */
  readonly gzipBytes: number
  /** The packages that weigh most, heaviest first. */
  readonly packages: readonly { readonly name: string; readonly bytes: number }[]
}

/** Where bundles are made. */
export interface BundleOptions {
  /** The project's folder. */
  readonly root: string
  /** Folder with one folder per function; `functions` under the root when absent. */
  readonly functions?: string
  /** Folder the bundles go to; `dist/functions` under the root when absent. */
  readonly outdir?: string
}

/** Name of the size summary beside the bundles. */
export const summaryFile = 'sizes.json'

/**
 * Bundles every function that has an `index.ts`, in one go, each to `<outdir>/<name>/index.js`. The same
 * sources give the same bytes, so a function that did not change is not deployed again.
 * @param options where to read and write
 * @returns each function's size, also written to `<outdir>/sizes.json`
 * @throws esbuild's errors, when a function doesn't compile
 */
export async function bundle(options: BundleOptions): Promise<readonly BundleSize[]> {
  const sources = resolve(options.root, options.functions ?? 'functions')
  const outdir = resolve(options.root, options.outdir ?? join('dist', 'functions'))
  const names = await functionFolders(sources)
  await rm(outdir, { recursive: true, force: true })
  const { metafile, outputFiles } = await build({
    absWorkingDir: resolve(options.root),
    entryPoints: names.map((name) => ({ in: join(sources, name, 'index.ts'), out: join(name, 'index') })),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // The ES module build of a package can be cut down to what is used.
    mainFields: ['module', 'main'],
    minify: true,
    // So that a stack trace in the log, and an error's name, can be read.
    keepNames: true,
    plugins: [onlyEnglish],
    sourcemap: 'external',
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
  await Promise.all(names.map((name) => prepareFolder(join(outdir, name))))
  await Promise.all(outputFiles.map(({ path, contents }) => writeFile(path, contents)))
  const sizes = names.map((name) => {
    const code = outputFiles.find(({ path }) => path === join(outdir, name, 'index.js'))
    return sizeOf(name, code?.contents ?? new Uint8Array(), metafile)
  })
  await writeFile(join(outdir, summaryFile), `${JSON.stringify(sizes, null, 2)}\n`)
  return sizes
}

/** Leaves out zod's messages in 50 other languages, which nobody sees and which would be half of a bundle. */
const onlyEnglish: Plugin = {
  name: 'only-english',
  setup: (building) => {
    building.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js'",
      resolveDir: dirname(path),
    }))
  },
}

async function functionFolders(sources: string): Promise<readonly string[]> {
  const entries = await readdir(sources, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const indexed = await Promise.all(folders.map((name) => isFile(join(sources, name, 'index.ts'))))
  return folders.filter((_, n) => indexed[n]).sort()
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return found?.isFile() ?? false
}

/** The project is made of ES modules, the bundles are CommonJS: each folder says so itself. */
async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{"type":"commonjs"}\n')
}

function sizeOf(name: string, code: Uint8Array, metafile: Metafile): BundleSize {
  const output = Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}/index.js`))?.[1]
  const weights = new Map<string, number>()
  for (const [path, { bytesInOutput }] of Object.entries(output?.inputs ?? {})) {
    const owner = packageOf(path)
    weights.set(owner, (weights.get(owner) ?? 0) + bytesInOutput)
  }
  const packages = [...weights]
    .map(([owner, bytes]) => ({ name: owner, bytes }))
    .sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name))
    .slice(0, 10)
  return { function: name, bytes: code.byteLength, gzipBytes: gzipSync(code).byteLength, packages }
}

/** Names the package a source file is from; our own files are `baton`. */
function packageOf(path: string): string {
  const inside = path.split('node_modules/').at(-1)
  if (inside === undefined || inside === path) return 'baton'
  return inside
    .split('/')
    .slice(0, inside.startsWith('@') ? 2 : 1)
    .join('/')
}
