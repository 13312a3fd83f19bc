import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeConsoleRoute } from '../../../local/http/console-files.ts'
import { closeServer, loopback, portOf } from '../../../local/http/open-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'baton-console-'))
const outside = `${folder}-outside.json`
const server = createServer((request, response) => {
  void route(request, response).then((answered) => answered || response.writeHead(404).end('the API'))
})
const route = (() => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), 'the page')
  writeFileSync(join(folder, 'assets', 'app-1.js'), 'the script')
  writeFileSync(outside, 'a secret')
  return makeConsoleRoute({ folder, signInOrigins: ['http://127.0.0.1:8090'] })
})()

beforeAll(() => new Promise<void>((resolve) => server.listen(0, loopback, resolve)))
afterAll(async () => {
  await closeServer(server)
  rmSync(folder, { recursive: true })
  rmSync(outside)
})

const browser = { accept: 'text/html,application/xhtml+xml' }

/** Asks for a path as it is written, without tidying it up as `fetch` does. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const asked = request({ host: loopback, port: portOf(server), path, headers, method }, (response) => {
      response.setEncoding('utf8')
      let body = ''
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    asked.on('error', reject).end()
  })
}

describe('the console is served', () => {
  test.each(['/', '/leads', '/leads/lead_01?from=mail'])('as one page at %s', async (path) => {
    const { status, headers, body } = await get(path, browser)
    expect({ status, body }).toEqual({ status: 200, body: 'the page' })
    expect(headers['content-security-policy']).toContain("script-src 'self';")
    expect(headers['content-security-policy']).toContain("connect-src 'self' http://127.0.0.1:8090;")
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'cache-control': 'no-cache' })
  })

  test('with files that may be kept, by their digest', async () => {
    const { headers, body } = await get('/assets/app-1.js')
    expect(body).toBe('the script')
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(headers['cache-control']).toContain('immutable')
  })
})

describe('the API answers', () => {
  test.each(['/v1/leads', '/openapi.json', '/thanks/demo', '/pages/page.css', '/dev/clock'])('%s', async (path) =>
    expect((await get(path, browser)).body).toBe('the API'),
  )

  test('what is no file, programs, and whatever is not read', async () => {
    expect((await get('/missing.js', browser)).body).toBe('the API')
    expect((await get('/', { accept: 'application/json' })).body).toBe('the API')
    expect((await get('/', browser, 'POST')).body).toBe('the API')
  })

  test.each([
    '/../x',
    `/..%2f${outside.split('/').at(-1)}`,
    `/../${outside.split('/').at(-1)}`,
    '/assets/../../x.json',
  ])('%s, which leads out of the folder', async (path) => expect((await get(path)).body).toBe('the API'))

  test('everything where there is no console', async () => {
    const none = makeConsoleRoute({ folder: join(folder, 'none'), signInOrigins: [] })
    const bare = createServer((request, response) => {
      void none(request, response).then((answered) => response.end(String(answered)))
    })
    await new Promise<void>((resolve) => bare.listen(0, loopback, resolve))
    const answer = await fetch(`http://${loopback}:${portOf(bare)}/`, { headers: browser })
    expect(await answer.text()).toBe('false')
    await closeServer(bare)
  })
})
