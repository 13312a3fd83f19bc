import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

/** The project's folder. */
export const root = resolve(import.meta.dirname, '../../..')

const leftOut: ReadonlySet<string> = new Set(['node_modules', 'dist', 'cdk.out', '.git', '.baton', 'results'])

/**
 * Finds every Markdown file of the project.
 * @param folder where to look
 * @returns paths from the project's folder
 */
export function markdownFiles(folder = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (leftOut.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return markdownFiles(path)
    return entry.name.endsWith('.md') ? [relative(root, path)] : []
  })
}

/** A fenced block of a document. */
export interface CodeBlock {
  /** What follows the fence: `yaml`, or `yaml complete`. */
  readonly info: string
  readonly text: string
  /** Of the fence, counted from 1. */
  readonly line: number
}

/**
 * Reads the fenced blocks of a document.
 * @param markdown the document
 */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    info: (match[1] ?? '').trim(),
    text: match[2] ?? '',
    line: markdown.slice(0, match.index).split('\n').length,
  }))
}

/**
 * Takes out what is code, so that only prose is left; lines stay where they are.
 * @param markdown the document
 */
export function proseOf(markdown: string): string {
  const blank = (code: string): string => code.replaceAll(/[^\n]/g, ' ')
  return markdown.replaceAll(/^```[\s\S]*?^```$/gm, blank).replaceAll(/`[^`\n]*`/g, blank)
}

/**
 * Lists the anchors of a document's headings, as GitHub makes them: small letters, no punctuation, dashes for blanks,
 * a number after one that is there already.
 * @param markdown the document
 */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const seen = new Map<string, number>()
  const withoutCode = markdown.replaceAll(/^```[\s\S]*?^```$/gm, '')
  const anchors = [...withoutCode.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, heading = '']) => {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, '')
    const anchor = plain
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-')
    const times = seen.get(anchor) ?? 0
    seen.set(anchor, times + 1)
    return times === 0 ? anchor : `${anchor}-${times}`
  })
  return new Set(anchors)
}

/**
 * Reads a file of the project.
 * @param path from the project's folder
 */
export function readProjectFile(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
