import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { region } from '../../local/template/names.ts'
import { createDynamoStore } from '../../shared/adapters/dynamodb/store.ts'
import type { Channel } from '../../shared/domain/channel.ts'
import { putRecord } from '../../shared/pipeline/setup-records.ts'
import { type HttpsReceiver, startHttpsReceiver } from '../support/https-receiver.ts'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'baton-channels-'))
const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`

let stack: LocalStack
let receiver: HttpsReceiver

beforeAll(async () => {
  receiver = await startHttpsReceiver()
  const certificate = join(folder, 'certificate.pem')
  writeFileSync(certificate, receiver.certificate)
  stack = await startLocalStack(undefined, { loopbackChannels: certificate })
})

afterAll(async () => {
  await stack.stop()
  await receiver.stop()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => receiver.answerWith((response) => void response.end('ok')))

const at = (path: string): string => `https://localhost:${receiver.port}${path}`

/** Gives everybody the same channels, so that it does not matter whose turn it is. */
async function giveChannels(channels: readonly Channel[]): Promise<void> {
  const { endpoints, tableName = '' } = stack.running
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const client = new DynamoDBClient({ endpoint: endpoints.dynamodb, region, credentials })
  const store = createDynamoStore({ client, tableName })
  for (const { entity } of await store.listRoster()) await putRecord(store, { ...entity, channels })
  client.destroy()
}

/** A hot lead from New York: Sally's. */
async function takeLead(name: string, phone: string): Promise<void> {
  const json = {
    email: `${name}@vermilion-ostrich.com`,
    firstName: 'Zephyrine',
    lastName: 'Quuxbury',
    phone,
    company: `Vermilion ${name}`,
    jobTitle: 'Director',
    employees: 60,
    country: 'US',
    state: 'NY',
  }
  expect((await stack.call('/v1/forms/demo-request', { json })).status).toBe(202)
  await stack.running.quiet()
}

/** Alerts about a lead that came by mail. */
const alertsOf = async (name: string) =>
  (await stack.mailsTo('sally.jones@example.com')).filter(({ subject }) => subject.includes(`, Vermilion ${name} (`))

const postsTo = (path: string) => receiver.received.filter((post) => post.path === path)

function logs(): string {
  const written = join(stack.dataDirectory, 'logs')
  return readdirSync(written)
    .map((name) => readFileSync(join(written, name), 'utf8'))
    .join('\n')
}

test('an alert arrives on every channel, signed where it is to be signed, and not by mail', async () => {
  await giveChannels([
    { kind: 'slack', url: at('/slack/token-7731') },
    { kind: 'webhook', url: at('/hook/token-7732'), secret },
  ])
  const received = receiver.received.length
  await takeLead('first', '+12125550147')
  const posts = receiver.received.slice(received)
  expect(posts.map(({ path }) => path).toSorted()).toEqual(['/hook/token-7732', '/slack/token-7731'])
  const slack = posts.find(({ path }) => path.startsWith('/slack'))
  expect(slack?.body).toContain('Zephyrine Quuxbury, Vermilion first')
  const hook = posts.find(({ path }) => path.startsWith('/hook'))
  expect(new Webhook(secret).verify(hook?.body ?? '', { ...hook?.headers })).toMatchObject({ type: 'lead.assigned' })
  expect(await alertsOf('first')).toEqual([])
})

test('a channel that is gone: the rep is told by mail', async () => {
  await giveChannels([{ kind: 'slack', url: at('/slack/token-7731') }])
  receiver.answerWith((response) => void response.writeHead(410).end())
  await takeLead('second', '+12125550148')
  expect(await alertsOf('second')).toHaveLength(1)
})

test('a receiver that is busy gets it again, as the tick comes by', async () => {
  await giveChannels([{ kind: 'teams', url: at('/teams/token-7733') }])
  receiver.answerWith((response) => void response.writeHead(503).end())
  await takeLead('third', '+12125550149')
  expect(postsTo('/teams/token-7733')).toHaveLength(1)
  receiver.answerWith((response) => void response.writeHead(202).end())
  await stack.running.advance('PT3M')
  expect(postsTo('/teams/token-7733')).toHaveLength(2)
  expect(await alertsOf('third')).toEqual([])
})

test('channels are tested over the API, which says why one fails and never where it leads', async () => {
  await giveChannels([
    { kind: 'slack', url: at('/slack/token-7731') },
    { kind: 'teams', url: 'https://10.0.0.1/token-7734' },
  ])
  const { status, body } = await stack.admin('/v1/roster/sally-jones/channels/test', { json: {} })
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      channels: [
        { of: 'rep', kind: 'slack', ok: true },
        { of: 'rep', kind: 'teams', ok: false, why: 'its address is not on the public internet' },
      ],
    },
  })
  expect(receiver.received.at(-1)?.body).toContain('A test from Baton')
  expect((await stack.admin('/v1/roster/nobody/channels/test', { json: {} })).status).toBe(404)
  expect((await stack.call('/v1/roster/sally-jones/channels/test', { json: {} })).status).toBe(401)
})

test('no address, no secret and nothing personal is in the logs', async () => {
  await giveChannels([{ kind: 'webhook', url: at('/hook/token-7732'), secret }])
  receiver.answerWith((response) => void response.destroy())
  await takeLead('fourth', '+12125550146')
  const written = logs()
  expect(written).toContain('"kind":"notify"')
  for (const trace of ['token-77', 'localhost:', 'whsec_', 'Zephyrine', 'Quuxbury', 'vermilion', '555014', 'token='])
    expect(written.toLowerCase()).not.toContain(trace.toLowerCase())
})
