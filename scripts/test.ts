import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

// Everything that must hold before a change lands: types, style, tests. Arguments narrow the tests:
// `npm test -- test/unit` runs those alone.
const root = join(import.meta.dirname, '..')
const narrowed = process.argv.slice(2)

const checks: readonly (readonly [string, readonly string[]])[] = [
  ['tsc', ['--noEmit']],
  ['tsc', ['--noEmit', '--project', 'console']],
  ['biome', ['check', '--error-on-warnings', '.']],
  ['vitest', ['run', ...narrowed]],
]

for (const [command, parameters] of narrowed.length > 0 ? checks.slice(-1) : checks) {
  console.log(`\n> ${[command, ...parameters].join(' ')}`)
  const { status, error } = spawnSync(join(root, 'node_modules', '.bin', command), parameters, {
    cwd: root,
    stdio: 'inherit',
  })
  if (error !== undefined) console.error(`${command} did not start: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}
