import { join } from 'node:path'
import { scrub } from '../local/scrub.ts'

const root = join(import.meta.dirname, '..')
await scrub(process.env['DATA_DIR'] ?? join(root, '.baton'))
