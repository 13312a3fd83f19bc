import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { replaceFile } from '../data-directory.ts'

/**
 * Gives the worker's program as JavaScript. Stripping types costs whoever does it 10 to 30 MB, so it is done
 * once and kept.
 * @param folder where it is kept
 */
export function workerScript(folder: string): URL {
  const source = readFileSync(new URL('./worker.ts', import.meta.url), 'utf8')
  const digest = createHash('sha256').update(source).digest('hex').slice(0, 16)
  const path = join(folder, `worker-${digest}.mjs`)
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    replaceFile(path, stripTypes(source))
  }
  return pathToFileURL(path)
}

/** Node says of each call that it is experimental; a person who starts the stack has no use for that. */
function stripTypes(code: string): string {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return stripTypeScriptTypes(code)
  } finally {
    process.emitWarning = emitWarning
  }
}
