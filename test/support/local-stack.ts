import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build, consoleFolder } from '../../local/build.ts'
import type { StartOptions } from '../../local/options.ts'
import type { RunningStack } from '../../local/running-stack.ts'
import { start } from '../../local/start.ts'
import { demoWorkspace } from '../../local/workspace.ts'

const root = resolve(import.meta.dirname, '../..')

/** What is sent to the stack. */
export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as it is. */
  readonly body?: string | FormData | URLSearchParams | Uint8Array<ArrayBuffer>
}

/** What came back: `body` is JSON where it was JSON, else text. */
export interface Received {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** A mail as the viewer has it. */
export interface StoredMail {
  readonly subject: string
  readonly destination: { readonly to: readonly string[] }
  readonly body: { readonly text?: string; readonly html?: string }
  readonly headers: Readonly<Record<string, string>>
}

/** The whole stack on free ports and a folder of its own. */
export interface LocalStack {
  readonly running: RunningStack
  /** Where its state and logs are. */
  readonly dataDirectory: string
  /** Calls the API as anybody. */
  call(path: string, sent?: Sent): Promise<Received>
  /** Calls the API with the admin token. */
  admin(path: string, sent?: Sent): Promise<Received>
  /** Mails sent so far to an address, oldest first. */
  mailsTo(address: string): Promise<readonly StoredMail[]>
  stop(): Promise<void>
}

/**
 * Starts the stack with the demo workspace.
 * @param playbook path of another playbook
 * @param more how the stack differs otherwise
 */
export async function startLocalStack(
  playbook?: string,
  more: Pick<StartOptions, 'loopbackChannels' | 'engine'> = {},
): Promise<LocalStack> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'baton-test-'))
  const template = await build({ root })
  const running = await start({
    template,
    dataDirectory,
    bootstrap: demoWorkspace(playbook),
    schedules: 'manual',
    console: consoleFolder(root),
    ...more,
  })
  const call = (path: string, sent: Sent = {}) => send(new URL(path, running.baseUrl), sent)
  const authorization = `Bearer ${running.credentials?.adminToken}`
  return {
    running,
    dataDirectory,
    call,
    admin: (path, sent = {}) => call(path, { ...sent, headers: { authorization, ...sent.headers } }),
    mailsTo: async (address) => {
      const response = await fetch(new URL('/store', running.mailUrl))
      const { emails } = readStore(await response.json())
      return emails.filter(({ destination }) => destination.to.some((to) => to.includes(address)))
    },
    stop: async () => {
      await running.stop()
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}

async function send(url: URL, { method, headers, json, body }: Sent): Promise<Received> {
  const payload = json === undefined ? body : JSON.stringify(json)
  const response = await fetch(url, {
    method: method ?? (payload === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(payload === undefined ? {} : { body: payload }),
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

function readStore(value: unknown): { readonly emails: readonly StoredMail[] } {
  if (!isStore(value)) throw new Error('the mail viewer answered something else')
  return value
}

function isStore(value: unknown): value is { readonly emails: readonly StoredMail[] } {
  return typeof value === 'object' && value !== null && 'emails' in value && Array.isArray(value.emails)
}
