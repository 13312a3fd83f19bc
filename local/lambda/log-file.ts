import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A log starts anew when it has this size at a start, in bytes; the one before it is kept. */
const maximumSize = 10_000_000

/**
 * Prepares the file that a function's output goes to.
 * @param folder where logs are; made when absent
 * @param name the function's name
 * @returns the file's path
 */
export function openLog(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.log`)
  if (existsSync(path) && statSync(path).size > maximumSize) renameSync(path, `${path}.1`)
  return path
}

/**
 * Adds a line to a log.
 * @param path the file
 * @param line without its line break
 */
export function logLine(path: string, line: string): void {
  appendFileSync(path, `${line}\n`, { mode: 0o600 })
}
