import { readFileSync } from 'node:fs'
import type { Rep } from '../../shared/domain/roster.ts'
import { readRosterFile } from '../../shared/pipeline/roster-file.ts'

/** The reps of the demo workspace, as they are read at a first start. */
export function demoRoster(): readonly Rep[] {
  const source = readFileSync(new URL('../../examples/demo/roster.yaml', import.meta.url), 'utf8')
  const read = readRosterFile(source, 'America/New_York')
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.errors))
  return read.reps
}
