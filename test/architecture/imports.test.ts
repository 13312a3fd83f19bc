import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** Each room, and the rooms it may import besides itself. A room not named here may import nothing of ours. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'shared/domain': [],
  'shared/contracts': ['shared/domain'],
  'shared/mail': ['shared/domain'],
  'shared/pages': ['shared/domain'],
  'shared/ports': ['shared/domain', 'shared/contracts'],
  'shared/pipeline': ['shared/domain', 'shared/contracts', 'shared/mail', 'shared/ports'],
  'shared/adapters': ['shared/domain', 'shared/contracts', 'shared/ports'],
  'shared/lambda': ['shared/domain', 'shared/contracts', 'shared/ports', 'shared/pipeline', 'shared/adapters'],
  functions: ['shared'],
  infra: ['shared/contracts', 'shared/domain', 'shared/adapters/dynamodb/keys.ts'],
  local: ['shared', 'infra', 'local/demo/load'],
  'local/demo/story': ['shared/domain'],
  'local/demo/play': ['shared', 'local/demo/story'],
  'local/demo/load': ['shared', 'local'],
  console: ['shared/contracts'],
  bench: ['shared', 'infra', 'local', 'test/support'],
  scripts: ['shared', 'infra', 'local', 'bench'],
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name))
}

function roomOf(file: string): string {
  const parts = file.split('/')
  if (parts[0] === 'local' && parts[1] === 'demo') return parts.slice(0, 3).join('/')
  return parts[0] === 'shared' ? parts.slice(0, 2).join('/') : (parts[0] ?? '')
}

interface Import {
  readonly file: string
  readonly target: string
}

/** Every import of a file of ours, types included, as paths from the root. */
function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const specifiers = [
    ...text.matchAll(/^(?:import|export)\b[^'"]*?from\s+'(\.[^']*)'|^import\s+'(\.[^']*)'|import\('(\.[^']*)'\)/gm),
  ]
  return specifiers.map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? ''
    return { file, target: relative(root, resolve(root, dirname(file), specifier)) }
  })
}

function allowed({ file, target }: Import): boolean {
  const own = roomOf(file)
  if (own === 'functions' && target.startsWith('functions/')) return target.split('/')[1] === file.split('/')[1]
  if (roomOf(target) === own) return true
  return (mayImport[own] ?? []).some((room) => target === room || target.startsWith(`${room}/`))
}

const rooms = Object.keys(mayImport)
const folders = [...new Set(rooms.map((room) => room.split('/')[0] ?? ''))].filter((folder) =>
  readdirSync(root).includes(folder),
)
const files = folders.flatMap(sources)

describe('imports run one way', () => {
  test.each(rooms)('%s imports only what it may', (room) => {
    const imports = files.filter((file) => roomOf(file) === room).flatMap(importsOf)
    expect(imports.filter((one) => !allowed(one))).toEqual([])
  })

  test('every folder of shared is a room with rules', () => {
    const found = readdirSync(join(root, 'shared'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(found.map(({ name }) => `shared/${name}`).filter((room) => !rooms.includes(room))).toEqual([])
  })
})

describe('time, ids and chance come in through ports', () => {
  const ambient = /\bDate\.now\(\)|\bnew Date\(\)|\bMath\.random\(\)|\brandomUUID\(|\bsetTimeout\(|\bperformance\.now\(/
  const pure = files.filter((file) =>
    /^(shared\/(domain|contracts|mail|pages|pipeline|ports)|functions|local\/demo\/(story|play))\//.test(file),
  )

  test.each(pure)('%s has none of its own', (file) => {
    expect(readFileSync(join(root, file), 'utf8')).not.toMatch(ambient)
  })
})

describe('nothing is silenced', () => {
  test.each(files)('%s has no any and no ignored error', (file) => {
    expect(readFileSync(join(root, file), 'utf8')).not.toMatch(
      /@ts-(ignore|expect-error|nocheck)|\bas any\b|biome-ignore/,
    )
  })
})
