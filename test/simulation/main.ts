import { runMany } from './run-many.ts'

process.exitCode = await runMany(process.argv.slice(2))
