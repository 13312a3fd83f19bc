import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalStack, startLocalStack } from '../support/local-stack.ts'

let stack: LocalStack

beforeAll(async () => {
  stack = await startLocalStack()
})

afterAll(() => stack.stop())

/** Personal data that appears nowhere but in what this test sends. */
const secrets = {
  email: 'zephyrine.quux@vermilion-ostrich.com',
  firstName: 'Zephyrine',
  lastName: 'Quuxbury',
  phone: '+12125550147',
  company: 'Vermilion Ostrich',
  message: 'platypus-message-7731',
}

function logs(): string {
  const folder = join(stack.dataDirectory, 'logs')
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}

const traces = [secrets.email, 'quux', 'Zephyrine', 'Quuxbury', '5550147', 'Vermilion', 'platypus-message']

test('personal data reaches no log, whether a lead goes well or badly', async () => {
  const lead = { ...secrets, jobTitle: 'Director', employees: 60, country: 'US', state: 'NY' }
  const sent = [
    { json: lead },
    { json: { ...lead, phone: 'platypus-message-phone' } },
    { json: { ...lead, email: 'Zephyrine at Quuxbury' } },
    { body: `{"email":"${secrets.email}",`, headers: { 'content-type': 'application/json' } },
    { json: { ...lead, employees: { Zephyrine: 'Quuxbury' } } },
  ]
  const answers = []
  for (const one of sent) answers.push(await stack.call('/v1/forms/demo-request', one))
  expect(answers.map(({ status }) => status)).toEqual([202, 400, 400, 400, 400])
  await stack.admin(`/v1/leads?email=${encodeURIComponent(secrets.email)}`)
  await stack.running.quiet()
  await stack.running.advance('PT40M')
  expect(await stack.mailsTo(secrets.email)).toHaveLength(1)
  const written = logs()
  expect(written).toContain('task.done')
  for (const trace of traces) expect(written.toLowerCase()).not.toContain(trace.toLowerCase())
})

test('an error repeats nothing of what was sent', async () => {
  const answers = [
    await stack.call('/v1/forms/demo-request', {
      json: { email: 'Zephyrine at Quuxbury', phone: 'platypus-message', firstName: { Vermilion: 1 } },
    }),
    await stack.call('/v1/forms/Zephyrine', { json: { email: secrets.email } }),
    await stack.call('/v1/calls', { json: secrets, headers: { 'x-api-key': 'Zephyrine' } }),
  ]
  for (const { body } of answers) {
    for (const trace of traces) expect(JSON.stringify(body).toLowerCase()).not.toContain(trace.toLowerCase())
  }
})
