import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { connectDynamoDb } from '../../../local/engines/dynamodb-client.ts'
import { StartFailure } from '../../../local/failure.ts'
import { openServer } from '../../../local/http/open-server.ts'
import { identify } from '../../../local/process-identity.ts'
import { eventually } from '../../support/eventually.ts'
import { type Fixture, makeFixture, putThing } from '../../support/fixture-stack.ts'

const root = resolve(import.meta.dirname, '../../..')
const hello = z.object({
  endpoints: z.object({ dynamodb: z.string(), api: z.string() }),
  pids: z.object({ runtime: z.number(), engine: z.number() }),
})

let fixture: Fixture
const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await fixture.remove()
})

async function runFixture() {
  const program = join(root, 'test', 'support', 'run-fixture.ts')
  const child = spawn(process.execPath, [program, fixture.template, fixture.dataDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = await once(child.stdout, 'data')
  return { child, ...hello.parse(JSON.parse(String(line))) }
}

/** @returns what `npm start` says and its exit code, for a start that fails */
async function failToStart(environment: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const env = { ...process.env, PORT: '0', MAIL_PORT: '0', DATA_DIR: fixture.dataDirectory, ...environment }
  const child = spawn(process.execPath, [join(root, 'local', 'main.ts'), ...options], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const words: string[] = []
  child.stdout.on('data', (text) => words.push(String(text)))
  child.stderr.on('data', (text) => words.push(String(text)))
  const [code] = await once(child, 'close')
  return { code, lines: words.join('').trim().split('\n') }
}

describe('a stack that is killed', () => {
  test('leaves no engine behind, and starts again on its data', async () => {
    fixture = makeFixture()
    const first = await runFixture()
    const client = connectDynamoDb(Number(new URL(first.endpoints.dynamodb).port))
    const kept = { pk: { S: 'kept' }, wanted: { BOOL: true } }
    await client.call('DynamoDB_20120810.PutItem', { TableName: 'fixture-things', Item: kept })
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    client.close()
    await eventually(async () => (identify(first.pids.engine) === undefined ? true : undefined))
    const stack = await fixture.start()
    await eventually(async () => fixture.seen().some(({ pk }) => pk === 'kept') || undefined)
    await putThing(stack, 'new', { wanted: { BOOL: true } })
    await eventually(async () => fixture.seen().some(({ pk }) => pk === 'new') || undefined)
  })
})

describe('a start', () => {
  test('is refused while another stack has the data, and fine once that has stopped', async () => {
    fixture = makeFixture()
    const stack = await fixture.start()
    await expect(fixture.start()).rejects.toThrow(/^Another stack \(process \d+\) runs on DATA_DIR .+$/)
    await stack.stop()
    await fixture.start()
  })

  test('is refused by a template with a type it can’t run, naming it; nothing is left behind', async () => {
    fixture = makeFixture((resources) => ({ ...resources, Cache: { Type: 'AWS::ElastiCache::CacheCluster' } }))
    const refused = fixture.start()
    await expect(refused).rejects.toThrow(StartFailure)
    await expect(refused).rejects.toThrow("can't run Cache (AWS::ElastiCache::CacheCluster)")
    expect(existsSync(join(fixture.dataDirectory, 'running.json'))).toBe(false)
  })

  test('with --fresh forgets the state and nothing else in the folder', async () => {
    fixture = makeFixture()
    const first = await fixture.start()
    await putThing(first, 'old', { wanted: { BOOL: true } })
    await first.quiet()
    await first.advance('P1D')
    await first.stop()
    writeFileSync(join(fixture.dataDirectory, 'notes.txt'), 'mine')
    const second = await fixture.start({ fresh: true })
    await second.quiet()
    expect(second.now().getTime() - Date.now()).toBeLessThan(60_000)
    expect(fixture.seen().filter(({ pk }) => pk === 'old')).toHaveLength(1)
    expect(readdirSync(fixture.dataDirectory)).toContain('notes.txt')
  })

  test('runs the first start’s preparation once, and keeps what it made', async () => {
    fixture = makeFixture()
    let runs = 0
    const bootstrap = async () => {
      runs += 1
      return { adminToken: `token-${runs}`, callCenterKey: 'key' }
    }
    const first = await fixture.start({ bootstrap })
    await first.stop()
    const second = await fixture.start({ bootstrap })
    expect(second.credentials).toEqual({
      baseUrl: second.baseUrl,
      mailUrl: second.mailUrl,
      adminToken: 'token-1',
      callCenterKey: 'key',
    })
  })
})

test('a stack whose preferred port for sign-in is taken has another one', async () => {
  fixture = makeFixture()
  const taken = await openServer(0, 'the test')
  const stack = await fixture.start({ signInPort: { preferred: taken.port } })
  taken.server.close()
  expect(new URL(stack.endpoints.signIn).port).not.toBe(String(taken.port))
})

describe('npm start says in one line and exits 1', () => {
  test.each(['PORT', 'MAIL_PORT', 'AUTH_PORT'])('when %s is taken', async (variable) => {
    fixture = makeFixture()
    const taken = await openServer(0, 'the test')
    const { code, lines } = await failToStart({ [variable]: String(taken.port) })
    taken.server.close()
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining(`Port ${taken.port}`)] })
  })

  test.each([
    ['DATA_DIR is not writable', { DATA_DIR: '/proc/baton' }, /^Can't write to DATA_DIR/],
    ['PORT is no port', { PORT: 'http' }, /^PORT=http is no port/],
    ['PORT is too large', { PORT: '70000' }, /^70000 is no port/],
  ])('when %s', async (_, environment, line) => {
    fixture = makeFixture()
    const failed = await failToStart(environment)
    expect(failed).toEqual({ code: 1, lines: [expect.stringMatching(line)] })
  })

  test('when an option is not known', async () => {
    fixture = makeFixture()
    const { code, lines } = await failToStart({}, '--clean')
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining('--clean')] })
  })
})

test('a server that is opened answers 503 until it knows what to serve', async () => {
  fixture = makeFixture()
  const opened = await openServer(0, 'the test')
  const url = `http://127.0.0.1:${opened.port}`
  expect((await fetch(url)).status).toBe(503)
  opened.serve((_, response) => response.end('yes'))
  expect(await (await fetch(url)).text()).toBe('yes')
  opened.server.close()
})

test('a server that is opened listens on the loopback address only', async () => {
  fixture = makeFixture()
  const opened = await openServer(0, 'the test')
  // The same port is free on every other address.
  const other = createServer()
  other.listen(opened.port, '127.0.0.2')
  await once(other, 'listening')
  other.close()
  opened.server.close()
})
