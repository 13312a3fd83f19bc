import { join } from 'node:path'
import { StartFailure } from '../local/failure.ts'
import { scrub } from '../local/scrub.ts'

const root = join(import.meta.dirname, '..')
try {
  await scrub(process.env['DATA_DIR'] ?? join(root, '.baton'))
} catch (error) {
  if (!(error instanceof StartFailure)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
