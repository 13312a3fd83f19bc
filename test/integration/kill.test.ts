import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { build } from '../../local/build.ts'
import { eventually } from '../support/eventually.ts'

const root = resolve(import.meta.dirname, '../..')
const dataDirectory = mkdtempSync(join(tmpdir(), 'baton-kill-'))
const credentials = z.object({ baseUrl: z.string(), adminToken: z.string() })
const page = z.object({ leads: z.array(z.object({ stage: z.string(), owner: z.string().nullable() })) })

let running: ChildProcess | undefined

beforeAll(() => build({ root }))

afterAll(() => {
  running?.kill('SIGKILL')
  rmSync(dataDirectory, { recursive: true, force: true })
})

/** Starts the stack as `npm start` does, and waits until it says that it is ready. */
async function startStack() {
  const child = spawn(process.execPath, [join(root, 'local', 'main.ts')], {
    cwd: root,
    env: { ...process.env, PORT: '0', MAIL_PORT: '0', DATA_DIR: dataDirectory },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running = child
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('ready '))
      return { child, ...credentials.parse(JSON.parse(readFileSync(join(dataDirectory, 'credentials.json'), 'utf8'))) }
  }
  throw new Error('the stack did not start')
}

/** Sends hot leads, a few at a time, until the stack is gone; remembers those that were answered 202. */
async function sendUntilGone(
  baseUrl: string,
  round: number,
  acknowledged: Set<string>,
  onEnough: () => void,
): Promise<void> {
  let next = 0
  const sender = async (): Promise<void> => {
    for (;;) {
      next += 1
      const email = `person-${round}-${next}@company-${round}-${next}.com`
      const answer = await post(`${baseUrl}/v1/forms/demo-request`, lead(email))
      if (answer === undefined) return
      if (answer === 202) acknowledged.add(email)
      if (acknowledged.size >= 25 * round) onEnough()
    }
  }
  await Promise.all(Array.from({ length: 6 }, sender))
}

function lead(email: string) {
  return { email, firstName: 'Ada', company: 'Engines', jobTitle: 'Director', employees: 50, country: 'DE' }
}

/** The status, or nothing when the stack was gone before it answered. */
async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    await response.arrayBuffer()
    return response.status
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

test('every lead answered 202 outlives kill -9 under load, and ends in a visible state', async () => {
  const acknowledged = new Set<string>()
  for (const round of [1, 2]) {
    const { child, baseUrl } = await startStack()
    const gone = new Promise((end) => child.once('exit', end))
    await sendUntilGone(baseUrl, round, acknowledged, () => child.kill('SIGKILL'))
    await gone
  }
  const { child, baseUrl, adminToken } = await startStack()
  expect(acknowledged.size).toBeGreaterThanOrEqual(50)
  const headers = { authorization: `Bearer ${adminToken}` }
  const stageOf = async (email: string) => {
    const response = await fetch(`${baseUrl}/v1/leads?email=${encodeURIComponent(email)}`, { headers })
    return page.parse(await response.json()).leads[0]
  }
  const clock = () => post(`${baseUrl}/dev/clock`, { advance: 'PT1M' }, headers)
  for (const email of acknowledged) {
    const found = await eventually(async () => {
      const one = await stageOf(email)
      if (one === undefined || one.stage === 'new') await clock()
      return one?.stage === 'new' ? undefined : one
    })
    expect(['assigned', 'working', 'pool']).toContain(found.stage)
  }
  child.kill('SIGTERM')
  await new Promise((end) => child.once('exit', end))
}, 180_000)
