import { join } from 'node:path'

// The entry of `npm start`. Node is started once more, in place of this process, with settings that keep it
// small: one memory arena for all threads (60 MB), small young generations, tight growth, and compiled code
// kept from the last start (30 MB, and a quicker start).
const settings = [
  '--max-semi-space-size=2',
  '--heap-growing-percent=10',
  '--import',
  join(import.meta.dirname, 'compile-cache.mjs'),
]

if (process.env['MALLOC_ARENA_MAX'] === undefined && process.execve !== undefined) {
  // Node says that replacing a process is experimental; a person who starts the stack has no use for that.
  process.emitWarning = () => undefined
  const command = [process.execPath, ...settings, import.meta.filename, ...process.argv.slice(2)]
  process.execve(process.execPath, command, { ...process.env, MALLOC_ARENA_MAX: '1' })
}

const { runUntilStopped } = await import('./run.ts')
process.exit(await runUntilStopped())
