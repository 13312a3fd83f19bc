import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { bundle } from '../../infra/bundle.ts'

const root = join(import.meta.dirname, '../..')
const functions = join(import.meta.dirname, 'fixtures', 'functions')
const require = createRequire(import.meta.url)
const loaded = z.object({ handler: z.custom<(event: unknown) => Promise<unknown>>((it) => typeof it === 'function') })

async function bundleFixtures() {
  const outdir = await mkdtemp(join(tmpdir(), 'baton-bundle-'))
  return { outdir, sizes: await bundle({ root, functions, outdir }) }
}

test('each function becomes a CommonJS module that exports its handler, its names kept', async () => {
  const { outdir } = await bundleFixtures()
  const plain = loaded.parse(require(join(outdir, 'plain', 'index.js')))
  const heavy = loaded.parse(require(join(outdir, 'heavy', 'index.js')))
  expect(await plain.handler({})).toBe('handler')
  expect(await heavy.handler({ name: 'Sally' })).toBe('Hello Sally')
})

test('a folder without an index is left out, and each other has code, map and module type', async () => {
  const { outdir } = await bundleFixtures()
  expect((await readdir(outdir)).toSorted()).toEqual(['heavy', 'plain', 'sizes.json'])
  expect((await readdir(join(outdir, 'plain'))).toSorted()).toEqual(['index.js', 'index.js.map', 'package.json'])
})

test('the same sources give the same bytes', async () => {
  const [one, two] = await Promise.all([bundleFixtures(), bundleFixtures()])
  for (const file of ['heavy/index.js', 'heavy/package.json', 'plain/index.js', 'sizes.json']) {
    expect(await readFile(join(one.outdir, file), 'utf8')).toBe(await readFile(join(two.outdir, file), 'utf8'))
  }
})

test('the sizes say how large each function is, and why', async () => {
  const { outdir, sizes } = await bundleFixtures()
  expect(JSON.parse(await readFile(join(outdir, 'sizes.json'), 'utf8'))).toEqual(sizes)
  const [heavy, plain] = sizes
  expect(heavy).toMatchObject({ function: 'heavy' })
  expect(heavy?.packages[0]?.name).toBe('zod')
  expect(plain?.packages.map(({ name }) => name)).toEqual(['baton'])
  expect(heavy?.bytes).toBe((await readFile(join(outdir, 'heavy', 'index.js'))).byteLength)
})
