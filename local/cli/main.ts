import { setTimeout } from 'node:timers/promises'
import { run } from './run.ts'

const interruption = new AbortController()
process.once('SIGINT', () => interruption.abort())
process.once('SIGTERM', () => interruption.abort())
// `baton … | head` closes the pipe early: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  // npm runs scripts in the package's folder and keeps the caller's in INIT_CWD.
  folder: process.env.INIT_CWD ?? process.cwd(),
  out: process.stdout,
  err: process.stderr,
  ...(process.stderr.isTTY ? { terminal: process.stderr } : {}),
  fetch,
  now: Date.now,
  wait: (milliseconds) => setTimeout(milliseconds, undefined, { signal: interruption.signal }),
  interrupted: interruption.signal,
})
