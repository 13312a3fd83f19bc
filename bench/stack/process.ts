import { join } from 'node:path'
import { build } from '../../local/build.ts'
import type { AcceptedMail } from '../../local/engines/mail.ts'
import type { RunningStack } from '../../local/running-stack.ts'
import { start } from '../../local/start.ts'
import { demoWorkspace } from '../../local/workspace.ts'
import { type Profiler, startProfiler } from './profiler.ts'
import { type Message, type Request, request } from './protocol.ts'

// Runs the stack in a process of its own, so that what loads and measures it is not measured with it.
const [dataDirectory = '', profiles = ''] = process.argv.slice(2)
const root = join(import.meta.dirname, '..', '..')
const say = (message: Message) => process.connected && process.send?.(message)
let profiler: Profiler | undefined

async function run(): Promise<void> {
  const template = () => build({ root })
  const stack = await start({ template, dataDirectory, fresh: true, bootstrap: demoWorkspace() })
  stack.onMail((mail) => say(describe(mail)))
  process.on('message', (asked) => void answer(stack, request.parse(asked)))
  process.on('disconnect', () => void stack.stop().then(() => process.exit()))
  say({
    kind: 'ready',
    baseUrl: stack.baseUrl,
    dynamodb: stack.endpoints.dynamodb,
    tableName: stack.tableName ?? '',
    adminToken: stack.credentials?.adminToken ?? '',
    enginePid: stack.pids.engine,
  })
}

/** The demo's reps have addresses at example.com; their mails are answered to the prospect. */
function describe({ to, raw = '' }: AcceptedMail): Message {
  const at = performance.timeOrigin + performance.now()
  const replyTo = /^Reply-To:\s*<?([^\s<>]+)>?/im.exec(raw)?.[1] ?? ''
  const addressee = /([^\s<>"]+@[^\s<>"]+)>?$/.exec(to[0] ?? '')?.[1] ?? ''
  const toRep = addressee.endsWith('@example.com')
  return { kind: 'mail', to: toRep ? 'rep' : 'prospect', about: toRep ? replyTo : addressee, at }
}

async function answer(stack: RunningStack, { id, ask }: Request): Promise<void> {
  try {
    if (ask === 'statistics') return void say({ kind: 'answer', id, work: stack.statistics() })
    if (ask === 'quiet') await stack.quiet(600_000)
    if (ask === 'startProfile') profiler = await startProfiler()
    if (ask === 'stopProfile') await profiler?.stop(profiles)
    if (ask === 'stop') await stack.stop()
    say({ kind: 'answer', id })
  } catch (error) {
    say({ kind: 'answer', id, error: error instanceof Error ? error.message : String(error) })
  }
}

try {
  await run()
} catch (error) {
  say({ kind: 'failed', why: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
}
