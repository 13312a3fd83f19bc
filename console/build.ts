import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

/** Most JavaScript the console may load before its first page shows, gzipped, in bytes. */
const largestFirstLoad = 250 * 1024

const root = import.meta.dirname
const outDir = resolve(root, '..', 'dist', 'console')

interface Chunk {
  readonly file: string
  readonly first: boolean
  readonly gzipBytes: number
}

/**
 * Builds the console to `dist/console`: an index page, and files whose names have a digest of their content.
 * @returns the size of each script, those of the first load first
 */
async function buildConsole(): Promise<readonly Chunk[]> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
    },
  })
  if (!('output' in result)) throw new Error('Vite made something other than one set of files')
  const chunks = result.output.flatMap((made) => (made.type === 'chunk' ? [made] : []))
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const first = new Set<string>()
  const load = (file: string): void => {
    if (first.has(file)) return
    first.add(file)
    for (const imported of byName.get(file)?.imports ?? []) load(imported)
  }
  for (const { fileName, isEntry } of chunks) if (isEntry) load(fileName)
  return chunks
    .map(({ fileName, code }) => ({ file: fileName, first: first.has(fileName), gzipBytes: gzipSync(code).length }))
    .sort((one, other) => Number(other.first) - Number(one.first) || other.gzipBytes - one.gzipBytes)
}

// React's development build is twice as large; whoever starts this, a test for instance, may have said otherwise.
process.env.NODE_ENV = 'production'
const chunks = await buildConsole()
const firstLoad = chunks.filter(({ first }) => first).reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)
writeFileSync(join(outDir, 'sizes.json'), `${JSON.stringify({ firstLoad, chunks }, null, 2)}\n`)
for (const { file, first, gzipBytes } of chunks)
  console.log(`${(gzipBytes / 1024).toFixed(1).padStart(7)} KB  ${first ? 'first' : 'later'}  ${file}`)
console.log(`${(firstLoad / 1024).toFixed(1).padStart(7)} KB  JavaScript of the first load, gzipped`)
if (firstLoad > largestFirstLoad) throw new Error(`The first load is larger than ${largestFirstLoad / 1024} KB`)
