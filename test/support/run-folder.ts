import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Gives a whole run of the tests one folder for everything temporary, and removes it when the run ends: tests, engines
 * and the browser leave hundreds of small folders, and who runs the tests each day should not find them.
 * @returns what vitest calls at the end
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'baton-run-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  return () => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(folder, { recursive: true, force: true })
  }
}
