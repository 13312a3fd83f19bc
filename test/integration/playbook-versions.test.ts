import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CommandLine, commandLine, realTime } from '../support/command-line.ts'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'

let stack: LocalStack
let here: CommandLine

const demo = readFileSync(new URL('../../examples/demo/playbook.yaml', import.meta.url), 'utf8')

/** Moves New Jersey, one of the demo's states, to the territory of New York. */
const moved = demo
  .replace('{ field: address.state, is: NY }', '{ field: address.state, in: [NY, NJ] }')
  .replace('NH, NJ, PA', 'NH, PA')

beforeAll(async () => {
  stack = await startLocalStack()
  const token = stack.running.credentials?.adminToken ?? ''
  here = commandLine(fetch, { BATON_URL: stack.running.baseUrl, BATON_TOKEN: token }, realTime)
  writeFileSync(join(here.folder, 'draft.yaml'), moved)
})

afterAll(() => stack.stop())

test('a changed territory is diffed, published, gone back from, and every version stays what it was', async () => {
  const difference = [
    '  ~ routing.territories.new-york.when: was: address.state is NY; now: address.state one of NY, NJ',
    '  ~ routing.territories.northeast.when: address.state no longer takes NJ',
    '',
  ].join('\n')
  expect(await here.run('playbook', 'diff', 'draft.yaml')).toMatchObject({
    code: 0,
    err: '',
    out: `From version 1 to the draft:\n${difference}`,
  })
  expect(await here.run('playbook', 'publish', 'draft.yaml', '--expected', '1')).toMatchObject({ code: 0 })
  expect((await here.run('playbook', 'diff', '1')).out).toBe(`From version 1 to version 2:\n${difference}`)
  expect((await here.run('playbook', 'diff', '2', 'draft.yaml')).out).toBe(
    'From version 2 to the draft: nothing differs\n',
  )
  expect(await here.run('playbook', 'rollback', '1', '--expected', '2')).toMatchObject({
    code: 0,
    out: 'Playbook version 3 is in force: it says what version 1 said\n',
  })
  const { out } = await here.run('playbook', 'history')
  expect(out).toMatch(/^Version +Published\n[- ]+\n +3 {2}\S+Z {2}in force\n +2 {2}\S+Z\n +1 {2}\S+Z\n$/)
  const sources = await Promise.all([1, 2, 3].map((version) => stack.admin(`/v1/playbooks/${version}`)))
  expect(sources.map(({ body }) => body)).toMatchObject([
    { version: 1, source: demo },
    { version: 2, source: moved },
    { version: 3, source: demo },
  ])
})

test('a draft is linted against the reps and forms there are, and what is an error is not published', async () => {
  const draft = demo.replace('reps: [marcus-reed]', 'reps: [marcus-read]').replace('form.newsletter:', 'form.news:')
  writeFileSync(join(here.folder, 'broken.yaml'), draft)
  const lineOf = (text: string) => draft.split('\n').findIndex((line) => line.includes(text)) + 1
  const linted = await here.run('playbook', 'lint', 'broken.yaml')
  expect(linted).toEqual({
    code: 1,
    out: 'broken.yaml: 1 error, 1 warning\n',
    err: [
      `broken.yaml:${lineOf('form.news')}: warning: scoring.engagement.events.form.news there is no form "news"`,
      '    connect it: PUT /v1/forms/news',
      `broken.yaml:${lineOf('marcus-read')}: error: routing.pools.northeast.reps.0 there is no rep "marcus-read" on the roster`,
      '    did you mean marcus-reed?',
      '',
    ].join('\n'),
  })
  expect(await here.run('playbook', 'publish', 'broken.yaml')).toMatchObject({
    code: 1,
    err: expect.stringContaining(
      `line ${lineOf('marcus-read')}: there is no rep "marcus-read" on the roster (did you mean`,
    ),
  })
})

test('without a stack a draft is linted for all but reps and forms', async () => {
  const offline = commandLine(fetch, { BATON_URL: '' })
  writeFileSync(join(offline.folder, 'draft.yaml'), demo.replace('reps: [marcus-reed]', 'reps: [marcus-read]'))
  expect(await offline.run('playbook', 'lint', 'draft.yaml')).toEqual({
    code: 0,
    out: 'draft.yaml: 0 errors, 0 warnings\n',
    err: 'No running stack: reps and forms are not looked up\n',
  })
  writeFileSync(join(offline.folder, 'wrong.yaml'), demo.replace('hot: 70', 'warm: 70'))
  expect(await offline.run('playbook', 'lint', 'wrong.yaml', '--json')).toMatchObject({
    code: 1,
    out: expect.stringContaining('"path":"scoring.warm"'),
  })
  expect(await commandLine(() => Promise.reject(new Error('down'))).run('playbook', 'lint', 'none.yaml')).toMatchObject(
    {
      code: 2,
    },
  )
})

test.each([
  ['/v1/playbooks/99', undefined, 404],
  ['/v1/playbooks/latest', undefined, 404],
  ['/v1/playbooks?cursor=x', undefined, 400],
  ['/v1/playbooks/99/rollback', {}, 404],
  ['/v1/playbooks/1/rollback', { expected: 77 }, 409],
  ['/v1/playbooks/1/rollback', { expected: 'two' }, 400],
  ['/v1/playbook/lint', {}, 400],
  ['/v1/playbook/diff', { from: 99 }, 404],
  ['/v1/playbook/diff', { to: 1, source: demo }, 400],
  ['/v1/playbook/diff', { source: 'stages: 1' }, 400],
])('%s %j is refused', async (path, json, status) => {
  const answer = await stack.admin(path, json === undefined ? {} : { json })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toMatch('application/problem+json')
})

test('what is asked wrongly is refused before anybody is asked', async () => {
  const offline = commandLine(() => Promise.reject(new Error('nobody is to be asked')))
  expect(await offline.run('playbook', 'rollback', 'yesterday')).toMatchObject({ code: 2 })
  expect(await offline.run('playbook', 'rollback', '1', '--expected', 'x')).toMatchObject({ code: 2 })
  expect(await offline.run('playbook', 'diff', 'draft.yaml', '1')).toMatchObject({ code: 2 })
})
