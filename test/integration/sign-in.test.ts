import { readFileSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'
import { askForTokens, beginSignIn, redeem, signIn } from '../support/sign-in.ts'

let stack: LocalStack
beforeAll(async () => {
  stack = await startLocalStack()
}, 60_000)
afterAll(() => stack.stop())

const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const session = (token: string) => stack.call('/v1/session', as(token))

test.each([
  ['grace-okafor', { role: 'admin', name: 'Grace Okafor', email: 'grace.okafor@example.com' }],
  ['milo-andersen', { role: 'marketer', name: 'Milo Andersen', email: 'milo.andersen@example.com' }],
  ['sally-jones', { role: 'rep', name: 'Sally Jones', email: 'sally.jones@example.com', rep: 'sally-jones' }],
  ['priya-shah', { role: 'rep', name: 'Priya Shah', email: 'priya.shah@example.com', rep: 'priya-shah' }],
])('%s signs in by one click, and the API knows who it is', async (person, expected) => {
  const tokens = await signIn(stack.running.baseUrl, person)
  expect(await session(tokens.id_token)).toMatchObject({ status: 200, body: expected })
  expect((await session(tokens.id_token)).body).toEqual(expected)
})

test('the machine token opens the API as before; no token, another one and an access token do not', async () => {
  expect((await stack.admin('/v1/session')).body).toEqual({ role: 'admin', name: null, email: null })
  expect(await stack.call('/v1/session')).toMatchObject({ status: 401 })
  expect(await session('some-token')).toMatchObject({ status: 401 })
  const tokens = await signIn(stack.running.baseUrl, 'grace-okafor')
  expect(await session(tokens.access_token)).toMatchObject({ status: 401 })
  const [head, body] = tokens.id_token.split('.')
  expect(await session(`${head}.${body}.${'A'.repeat(342)}`)).toMatchObject({ status: 401 })
})

test('a role that may not is refused over HTTP, in the API and in the pages', async () => {
  const { id_token: marketer } = await signIn(stack.running.baseUrl, 'milo-andersen')
  const { id_token: rep } = await signIn(stack.running.baseUrl, 'sally-jones')
  expect(await stack.call('/v1/roster', as(marketer))).toMatchObject({ status: 200 })
  expect(await stack.call('/v1/roster/x', { ...as(marketer), method: 'PUT', json: {} })).toMatchObject({ status: 403 })
  expect(await stack.call('/v1/roster', as(rep))).toMatchObject({ status: 403 })
  const post = { method: 'POST' }
  expect(await stack.call('/v1/assignments/asg_0-1/accept', { ...as(marketer), ...post })).toMatchObject({
    status: 403,
  })
  expect(await stack.call('/v1/assignments/asg_0-1/accept', { ...as(rep), ...post })).toMatchObject({ status: 404 })
})

test('moving the clock ends a token and no session: the refresh token brings a new one', async () => {
  const begun = await beginSignIn(stack.running.baseUrl)
  const chosen = new URLSearchParams({ person: 'sally-jones' })
  const { url } = await begun.browser.follow(begun.url, { method: 'POST', body: chosen })
  const tokens = await redeem(begun, url)
  expect(await stack.admin('/dev/clock', { json: { advance: 'P3D' } })).toMatchObject({ status: 200 })
  expect(await session(tokens.id_token)).toMatchObject({
    status: 401,
    body: { detail: expect.stringContaining('expired') },
  })
  const refresh = { grant_type: 'refresh_token', client_id: begun.clientId, refresh_token: tokens.refresh_token }
  const renewed = await askForTokens(begun.place, refresh, stack.running.baseUrl)
  expect(renewed.headers.get('access-control-allow-origin')).toBe(stack.running.baseUrl)
  const { id_token: fresh }: { id_token: string } = JSON.parse(await renewed.text())
  expect(await session(fresh)).toMatchObject({ status: 200, body: { rep: 'sally-jones' } })
  const again = await beginSignIn(stack.running.baseUrl, begun.browser)
  expect(await session((await redeem(again, again.url)).id_token)).toMatchObject({ status: 200 })
})

test('nobody gets a code without PKCE, for another page, or by another page’s script', async () => {
  const without = await beginSignIn(stack.running.baseUrl, undefined, { code_challenge: '', code_challenge_method: '' })
  expect(new URL(without.url).searchParams.get('error')).toBe('invalid_request')
  const elsewhere = await beginSignIn(stack.running.baseUrl, undefined, { redirect_uri: 'https://evil.example/' })
  expect(elsewhere.url).toContain(stack.running.endpoints.signIn)
  expect(elsewhere.page).toContain('Signing in did not work')
  const begun = await beginSignIn(stack.running.baseUrl)
  const parameters = { grant_type: 'authorization_code', client_id: begun.clientId, code: 'x', code_verifier: 'y' }
  const answer = await askForTokens(begun.place, parameters, 'https://evil.example')
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
})

test('the page offers the people of the demo, and a choice counts only in the browser that began', async () => {
  const begun = await beginSignIn(stack.running.baseUrl)
  expect(begun.page.match(/<button/g)).toHaveLength(4)
  expect(begun.page).toContain('Sally Jones')
  const body = new URLSearchParams({ person: 'grace-okafor' })
  expect((await fetch(begun.url, { method: 'POST', body, redirect: 'manual' })).status).toBe(400)
  const nobody = new URLSearchParams({ person: 'nobody' })
  expect((await begun.browser.visit(begun.url, { method: 'POST', body: nobody })).status).toBe(400)
})

test('sign-in answers to its own name only, so that no other site can pass as it', async () => {
  const { hostname, port } = new URL(stack.running.endpoints.signIn)
  const status = await new Promise((resolve, reject) => {
    const headers = { host: `evil.example:${port}` }
    request({ hostname, port, path: '/.well-known/openid-configuration', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on('error', reject)
      .end()
  })
  expect(status).toBe(421)
})

test('signing out ends the session: the next one is asked again who they are', async () => {
  const begun = await beginSignIn(stack.running.baseUrl)
  const chosen = new URLSearchParams({ person: 'sally-jones' })
  await begun.browser.follow(begun.url, { method: 'POST', body: chosen })
  const leave = new URL(begun.place.end_session_endpoint)
  leave.searchParams.set('client_id', begun.clientId)
  leave.searchParams.set('post_logout_redirect_uri', begun.redirectUri)
  const page = await (await begun.browser.visit(leave.href)).text()
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? ''
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const left = await begun.browser.visit(action, { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) })
  expect(left.headers.get('location')).toBe(begun.redirectUri)
  expect((await beginSignIn(stack.running.baseUrl, begun.browser)).page).toContain('Sign in as')
})

test('private keys are readable by their owner only, and no log names anybody who signed in', async () => {
  await signIn(stack.running.baseUrl, 'milo-andersen').then(({ id_token }) => session(id_token))
  expect(statSync(join(stack.dataDirectory, 'sign-in.json')).mode & 0o777).toBe(0o600)
  for (const name of ['api', 'pages']) {
    const log = readFileSync(join(stack.dataDirectory, 'logs', `baton-${name}.log`), 'utf8')
    expect(log).not.toMatch(/example\.com|Andersen|Jones/)
  }
})
