import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { anchorsOf, markdownFiles, proseOf, readProjectFile, root } from './markdown.ts'

const files = markdownFiles()

/** Targets of links in a document, those to other sites left out. */
function targetsOf(markdown: string): readonly string[] {
  const prose = proseOf(markdown)
  const inline = [...prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map(([, target = '']) => target)
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm)].map(([, target = '']) => target)
  return [...inline, ...references].filter((target) => !/^(https?:|mailto:)/.test(target))
}

/** What is wrong with a link, or nothing. */
function problemOf(file: string, target: string): readonly string[] {
  const [path = '', anchor] = target.split('#')
  const linked = path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path)))
  if (linked.startsWith('..') || !existsSync(join(root, linked))) return [`${target}: there is no ${linked}`]
  if (anchor === undefined || !linked.endsWith('.md')) return []
  return anchorsOf(readProjectFile(linked)).has(anchor) ? [] : [`${target}: ${linked} has no such heading`]
}

describe('links between documents', () => {
  test('there are documents to check', () => {
    expect(files).toEqual(expect.arrayContaining(['README.md', 'docs/architecture.md', 'docs/runbook.md']))
  })

  test.each(files)('of %s lead somewhere', (file) => {
    expect(targetsOf(readProjectFile(file)).flatMap((target) => problemOf(file, target))).toEqual([])
  })
})

describe('what documents say', () => {
  test.each(files)('%s has one title', (file) => {
    const prose = proseOf(readProjectFile(file))
    expect(prose.match(/^# .+$/gm)).toHaveLength(1)
  })
})
